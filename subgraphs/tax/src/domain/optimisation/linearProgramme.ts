/** A quantity the solver decides. Bounds may be infinite. */
export interface Variable {
  readonly name: string;
  readonly lower: number;
  readonly upper: number;
  readonly worth: number; // in the objective, of one unit
  readonly isInteger: boolean;
}

/** A coefficient of one variable. */
export interface Term {
  readonly variable: number; // its index
  readonly times: number;
}

/** `lower` <= sum of the terms <= `upper`. Bounds may be infinite, not both. */
export interface Constraint {
  readonly name: string;
  readonly terms: readonly Term[];
  readonly lower: number;
  readonly upper: number;
}

/** A linear or mixed-integer programme; its objective is always maximised. */
export interface LinearProgramme {
  readonly variables: readonly Variable[];
  readonly constraints: readonly Constraint[];
}

export interface SolveLimits {
  readonly seconds: number; // > 0; of the solver's own clock
  readonly relativeGap?: number; // good enough for a mixed-integer programme; 0.0001 unless told
}

/** How a solver ended. TIME_LIMIT may come with a solution, and with a bound of what others could reach. */
export type SolveStatus = "OPTIMAL" | "TIME_LIMIT" | "INFEASIBLE" | "UNBOUNDED" | "FAILED";

/** What a solver found. */
export interface Solved {
  readonly status: SolveStatus;
  readonly values: readonly number[] | null; // of the variables, feasible; null: none was found
  readonly objective: number | null; // of these values
  readonly bound: number | null; // no feasible values are worth more; null: not known
}

/** Solves a programme. Blocks its thread until the limit at most. */
export type Solve = (programme: LinearProgramme, limits: SolveLimits) => Solved;

/** Builds a programme row by row; a variable is known by its index from then on. */
export class ProgrammeBuilder implements LinearProgramme {
  readonly variables: Variable[] = [];
  readonly constraints: Constraint[] = [];

  /**
   * Adds a variable of 0 and more unless told otherwise.
   *
   * @returns its index
   * @throws {RangeError} for bounds or a worth that no solver can take
   */
  variable(name: string, of: Partial<Omit<Variable, "name">> = {}): number {
    const variable = { name, lower: 0, upper: Infinity, worth: 0, isInteger: false, ...of };
    const { lower, upper, worth } = variable;
    if (!(lower <= upper) || lower === Infinity || upper === -Infinity || !Number.isFinite(worth)) {
      throw new RangeError(`variable ${name}: ${lower} to ${upper}, worth ${worth}`);
    }
    return this.variables.push(variable) - 1;
  }

  /**
   * Adds a constraint. Terms of the same variable are added up, terms of 0 dropped.
   *
   * @throws {RangeError} for a variable that is not there, or numbers that are none
   */
  constrain(
    name: string,
    terms: readonly Term[],
    { lower = -Infinity, upper = Infinity }: { readonly lower?: number; readonly upper?: number },
  ): void {
    const sums = new Map<number, number>();
    for (const { variable, times } of terms) {
      if (!this.variables[variable] || !Number.isFinite(times)) {
        throw new RangeError(`constraint ${name}: ${times} times variable ${variable}`);
      }
      sums.set(variable, (sums.get(variable) ?? 0) + times);
    }
    if (!(lower <= upper) || lower === Infinity || upper === -Infinity) {
      throw new RangeError(`constraint ${name}: ${lower} to ${upper}`);
    }
    const kept = [...sums].filter(([, times]) => times !== 0);
    this.constraints.push({
      name,
      terms: kept.map(([variable, times]) => ({ variable, times })),
      lower,
      upper,
    });
  }

  /** Adds an equation. */
  equate(name: string, terms: readonly Term[], value: number): void {
    this.constrain(name, terms, { lower: value, upper: value });
  }
}

/** One times each of these variables. */
export const oneOfEach = (variables: readonly number[]): readonly Term[] =>
  variables.map((variable) => ({ variable, times: 1 }));

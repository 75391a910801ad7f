import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import type { FederalReturn } from "../federalReturn.js";
import type { Figure } from "../figure.js";
import { projected, type StateFigures } from "./stateFigures.js";
import type { StateCode } from "./stateCode.js";

/** One line of a state's computation, USD, exact. */
export interface StateTaxLine {
  readonly code: string; // stable; callers may branch on it
  readonly label: string;
  readonly amount: Decimal;
}

/** A state return of one year. Exact and unrounded, USD. */
export interface StateReturn {
  readonly adjustedGrossIncome: Decimal; // the state's own base, before deductions and exemptions
  readonly taxableIncome: Decimal; // >= 0
  readonly tax: Decimal; // after the credits that are modelled; >= 0
  readonly lines: readonly StateTaxLine[];
}

/** What a rule reads: the household's facts, its federal return, and the year. */
export interface StateFiling {
  readonly year: number;
  readonly facts: FederalFacts;
  readonly federal: FederalReturn;
}

/** Something a full return of some facts would also need. */
export interface Omission {
  readonly needs: string; // a whole sentence
  readonly applies: (filing: StateFiling, result: StateReturn) => boolean;
}

/** A place where one dollar of income moves the tax by more than its rate. */
export interface StateCliff {
  readonly code: string;
  readonly label: string;
  readonly direction: "UP" | "DOWN"; // of the tax, when income rises
}

/** A state as the engine sees it. */
export interface StateRule {
  readonly code: StateCode;
  readonly years: readonly number[]; // with figures of their own, rising
  readonly isTaxing: (year: number) => boolean;
  readonly cliffs: readonly StateCliff[];
  readonly omissions: readonly Omission[];
  /** The figures that a return of these facts depends on. */
  readonly figuresUsed: (filing: StateFiling, result: StateReturn) => readonly Figure<unknown>[];
  readonly compute: (filing: StateFiling) => StateReturn;
}

/** How a state's file describes it. */
export interface StateDefinition<F extends StateFigures> {
  readonly code: StateCode;
  readonly figures: Readonly<Record<number, F>>;
  readonly indexed: readonly (keyof F & string)[]; // grow with prices after the last year with figures
  readonly compute: (filing: StateFiling, figures: F) => StateReturn;
  /** When a figure matters; one that is not named always does. */
  readonly usedWhen?: Partial<Record<keyof F & string, Omission["applies"]>>;
  readonly cliffs?: readonly StateCliff[];
  readonly omissions: readonly Omission[];
}

/**
 * A state with an income tax in every year.
 *
 * The rule keeps its own figures, so that states with different figures stand in one table. A
 * year after the last one with figures gets that one's: what the law indexes grows by the federal
 * engine's assumption, the rest stays.
 */
export function defineState<F extends StateFigures>(definition: StateDefinition<F>): StateRule {
  const carried = new Map(Object.entries(definition.figures).map(([y, f]) => [Number(y), f]));
  const years = [...carried.keys()].toSorted((a, b) => a - b);
  const last = Math.max(...years);
  const figuresFor = (year: number): F => {
    const found = carried.get(year);
    if (found) return found;
    const latest = carried.get(last);
    if (!latest) throw new RangeError(`no figures of ${definition.code}`);
    const figures = projected(latest, definition.indexed, { from: last, to: year });
    carried.set(year, figures);
    return figures;
  };
  return {
    code: definition.code,
    years,
    isTaxing: () => true,
    cliffs: definition.cliffs ?? [],
    omissions: definition.omissions,
    figuresUsed: (filing, result) =>
      Object.entries(figuresFor(filing.year))
        .filter(([name]) => definition.usedWhen?.[name]?.(filing, result) ?? true)
        .map(([, figure]) => figure),
    compute: (filing) => definition.compute(filing, figuresFor(filing.year)),
  };
}

/** A sheet that lines are written on from top to bottom. */
export interface Worksheet {
  readonly line: (code: string, label: string, amount: Decimal) => Decimal; // gives the amount back
  readonly lines: readonly StateTaxLine[];
}

export function worksheet(): Worksheet {
  const lines: StateTaxLine[] = [];
  return {
    lines,
    line: (code, label, amount) => {
      lines.push({ code, label, amount: amount.isZero() ? ZERO : amount });
      return amount;
    },
  };
}

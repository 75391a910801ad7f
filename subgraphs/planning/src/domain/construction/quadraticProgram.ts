import { choleskyFactor } from "../correlation.js";
import { entry, type Matrix, zeroVector, zeros } from "../estimation/matrix.js";

/** normal'x = bound when `isEquality`, else normal'x >= bound. */
export interface LinearConstraint {
  /** How people know it, for example "US_EQUITY: at most 0.4". */
  readonly name: string;
  readonly normal: readonly number[];
  readonly bound: number;
  readonly isEquality: boolean;
}

export interface QuadraticSolution {
  readonly x: readonly number[];
  /** Lagrange multiplier of each constraint, 0 where it does not bind; >= 0 for inequalities. */
  readonly multipliers: readonly number[];
}

/** A constraint that cannot hold together with others, by its place in the list. */
export interface Infeasible {
  readonly infeasible: number;
}

const VIOLATED = 1e-11;
const DEPENDENT = 1e-18;
/** What depends on the active constraints and is missed by no more is taken as kept. */
const IMPLIED = 1e-10;
const STEPS_PER_CONSTRAINT = 50;

/**
 * Strictly convex quadratic programmes over one Hessian: minimise x'Gx/2 - a'x under linear constraints.
 *
 * The dual active-set method: it starts at the unconstrained minimum and takes violated constraints
 * in one at a time, so that it ends at the exact vertex of active constraints (not at an approximation
 * from inside), and an infeasible set shows itself. The Hessian is factored once for all programmes.
 *
 * @see Goldfarb, Idnani, "A numerically stable dual method for solving strictly convex quadratic
 *   programs", Mathematical Programming 27 (1983)
 */
export class QuadraticProgram {
  /** Column j of the inverse transposed Cholesky factor of G. */
  readonly #inverse: readonly (readonly number[])[];

  private constructor(inverse: readonly (readonly number[])[]) {
    this.#inverse = inverse;
  }

  /** @returns null when `hessian` is not positive definite */
  static of(hessian: Matrix): QuadraticProgram | null {
    // scaled to a unit diagonal, so that "positive definite" does not depend on the unit
    const scale = hessian.map((row, i) => Math.sqrt(row[i] ?? 0));
    const unit = hessian.map((row, i) => row.map((v, j) => v / (at(scale, i) * at(scale, j))));
    const factor = choleskyFactor(unit);
    return factor ? new QuadraticProgram(inverseTransposed(factor, scale)) : null;
  }

  /** @returns null when the method does not end, which rounding alone can cause */
  solve(
    linear: readonly number[],
    constraints: readonly LinearConstraint[],
  ): QuadraticSolution | Infeasible | null {
    const state = new ActiveSet(this.#inverse, linear, constraints);
    for (let step = 0; step < STEPS_PER_CONSTRAINT * (constraints.length + 1); step++) {
      const next = state.nextViolated();
      if (next === null) return state.solution();
      if (!state.take(next)) return { infeasible: next };
    }
    return null;
  }
}

/** @returns element i; 0 outside */
export const at = (vector: readonly number[], i: number): number => vector[i] ?? 0;

/** Inner product. */
export const dot = (a: readonly number[], b: readonly number[]): number => {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i] ?? 0) * (b[i] ?? 0);
  return total;
};

/** Columns of (S L)^-T, S the diagonal of scales: column j is row j of L^-1 S^-1. */
function inverseTransposed(factor: Matrix, scale: readonly number[]): number[][] {
  const n = factor.length;
  const columns = zeros(n, n);
  for (let k = 0; k < n; k++) {
    // L y = e_k / s_k
    for (let i = k; i < n; i++) {
      let rest = i === k ? 1 / at(scale, k) : 0;
      for (let j = k; j < i; j++) rest -= entry(factor, i, j) * entry(columns, j, k);
      (columns[i] ?? [])[k] = rest / entry(factor, i, i);
    }
  }
  return columns;
}

class ActiveSet {
  readonly #constraints: readonly LinearConstraint[];
  readonly #norms: readonly number[];
  /** Places of the normals that are not 0; of a bound there is one. */
  readonly #places: readonly (readonly number[])[];
  #x: number[];
  /** Columns of J, with J J' = G^-1; the first as many as constraints are active span them. */
  readonly #j: number[][];
  /** Columns of the triangle R with J'N = [R; 0]. */
  #r: number[][] = [];
  #active: { readonly index: number; readonly sign: number }[] = [];
  #multipliers: number[] = [];
  /** Constraints that the active ones imply. */
  readonly #implied = new Set<number>();

  constructor(
    inverse: readonly (readonly number[])[],
    linear: readonly number[],
    constraints: readonly LinearConstraint[],
  ) {
    this.#constraints = constraints;
    this.#norms = constraints.map(({ normal }) => Math.sqrt(dot(normal, normal)));
    this.#places = constraints.map(({ normal }) => normal.flatMap((v, i) => (v === 0 ? [] : [i])));
    this.#j = inverse.map((column) => [...column]);
    this.#x = zeroVector(linear.length);
    for (const column of inverse) addTo(this.#x, column, dot(column, linear));
  }

  solution(): QuadraticSolution {
    const multipliers = zeroVector(this.#constraints.length);
    for (const [k, { index, sign }] of this.#active.entries()) {
      multipliers[index] = sign * at(this.#multipliers, k);
    }
    return { x: this.#x, multipliers };
  }

  /** Equalities in their order, then the inequality missed by most. */
  nextViolated(): number | null {
    const active = new Set(this.#active.map(({ index }) => index));
    let worst: number | null = null;
    let most = 0;
    for (const [i, { bound, isEquality }] of this.#constraints.entries()) {
      if (active.has(i) || this.#implied.has(i)) continue;
      if (isEquality) return i;
      const distance = -this.#slack(i) / Math.max(at(this.#norms, i), 1e-300);
      if (distance > VIOLATED * Math.max(1, Math.abs(bound)) && distance > most) {
        most = distance;
        worst = i;
      }
    }
    return worst;
  }

  /** Moves until constraint `index` holds. @returns false when nothing can make it hold */
  take(index: number): boolean {
    const sign = this.#constraint(index).isEquality && this.#slack(index) > 0 ? -1 : 1;
    let multiplier = 0;
    for (;;) {
      const towards = this.#towards(index, sign);
      const { d, dual, missing, partial, full, leaves } = towards;
      if (towards.isStuck) {
        this.#implied.add(index);
        return missing <= IMPLIED;
      }
      const step = Math.min(partial, full);
      if (full < Infinity) {
        for (const [k, column] of this.#j.entries()) {
          if (k >= this.#active.length) addTo(this.#x, column, step * at(d, k));
        }
      }
      addTo(this.#multipliers, dual, -step);
      multiplier += step;
      if (full <= partial) {
        this.#add(d, { index, sign, multiplier });
        return true;
      }
      this.#drop(leaves);
    }
  }

  /** Steps towards constraint `index`: until a multiplier is used up (partial), until it holds (full). */
  #towards(index: number, sign: number): Towards {
    const { isEquality } = this.#constraint(index);
    const d = this.#j.map((column) => sign * this.#along(index, column));
    const free = d.slice(this.#active.length);
    const curvature = dot(free, free);
    const isDependent = curvature <= DEPENDENT * dot(d, d);
    const missing = -sign * this.#slack(index);
    const dual = this.#dualDirection(d);
    const { partial, leaves } = this.#longestDualStep(dual);
    const isStuck = isDependent && (partial === Infinity || (isEquality && missing <= IMPLIED));
    const full = isDependent ? Infinity : missing / curvature;
    return { d, dual, missing, partial, full, leaves, isStuck };
  }

  #constraint(index: number): LinearConstraint {
    return this.#constraints[index] ?? { name: "", normal: [], bound: 0, isEquality: false };
  }

  #slack(index: number): number {
    return this.#along(index, this.#x) - this.#constraint(index).bound;
  }

  /** Inner product of the normal of constraint `index` with a vector. */
  #along(index: number, vector: readonly number[]): number {
    const { normal } = this.#constraint(index);
    let total = 0;
    for (const i of this.#places[index] ?? []) total += at(normal, i) * at(vector, i);
    return total;
  }

  /** R r = d, of the active part of d. */
  #dualDirection(d: readonly number[]): number[] {
    const q = this.#active.length;
    const r = zeroVector(q);
    for (let i = q - 1; i >= 0; i--) {
      let rest = at(d, i);
      for (let k = i + 1; k < q; k++) rest -= entry(this.#r, k, i) * at(r, k);
      r[i] = rest / entry(this.#r, i, i);
    }
    return r;
  }

  /** How far the multipliers of active inequalities stay >= 0, and which reaches 0 first. */
  #longestDualStep(r: readonly number[]): { readonly partial: number; readonly leaves: number } {
    let partial = Infinity;
    let leaves = -1;
    for (const [k, { index }] of this.#active.entries()) {
      if (this.#constraint(index).isEquality || at(r, k) <= 1e-14) continue;
      const ratio = Math.max(0, at(this.#multipliers, k)) / at(r, k);
      if (ratio < partial) [partial, leaves] = [ratio, k];
    }
    return { partial, leaves };
  }

  #add(
    d: number[],
    taken: { readonly index: number; readonly sign: number; readonly multiplier: number },
  ): void {
    const q = this.#active.length;
    for (let k = d.length - 1; k > q; k--) {
      const turn = rotation(at(d, k - 1), at(d, k));
      d[k - 1] = Math.hypot(at(d, k - 1), at(d, k));
      rotate(turn, this.#j[k - 1] ?? [], this.#j[k] ?? []);
    }
    this.#r.push(d.slice(0, q + 1));
    this.#active.push({ index: taken.index, sign: taken.sign });
    this.#multipliers.push(taken.multiplier);
  }

  #drop(place: number): void {
    for (const index of this.#implied) {
      if (!this.#constraint(index).isEquality) this.#implied.delete(index);
    }
    this.#r.splice(place, 1);
    this.#active.splice(place, 1);
    this.#multipliers.splice(place, 1);
    for (let k = place; k < this.#r.length; k++) {
      const turn = rotation(entry(this.#r, k, k), entry(this.#r, k, k + 1));
      for (const column of this.#r.slice(k)) {
        const [x, y] = [at(column, k), at(column, k + 1)];
        column[k] = turn.c * x + turn.s * y;
        column[k + 1] = turn.c * y - turn.s * x;
      }
      rotate(turn, this.#j[k] ?? [], this.#j[k + 1] ?? []);
    }
    for (const [k, column] of this.#r.entries()) column.length = k + 1;
  }
}

interface Towards {
  /** J' times the normal. */
  readonly d: number[];
  /** How the multipliers of the active constraints give way. */
  readonly dual: readonly number[];
  readonly missing: number;
  readonly partial: number;
  readonly full: number;
  /** Place of the active constraint that a partial step lets go. */
  readonly leaves: number;
  /** No step helps: it holds already or never will. */
  readonly isStuck: boolean;
}

interface Turn {
  readonly c: number;
  readonly s: number;
}

function rotation(x: number, y: number): Turn {
  const length = Math.hypot(x, y);
  return length === 0 ? { c: 1, s: 0 } : { c: x / length, s: y / length };
}

function rotate({ c, s }: Turn, first: number[], second: number[]): void {
  for (let i = 0; i < first.length; i++) {
    const [x, y] = [at(first, i), at(second, i)];
    first[i] = c * x + s * y;
    second[i] = c * y - s * x;
  }
}

function addTo(target: number[], direction: readonly number[], factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = at(target, i) + factor * at(direction, i);
}

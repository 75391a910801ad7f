import type { CompiledPlan } from "./compiledPlan.js";
import type { HouseholdWalk } from "./householdWalk.js";

/** What is kept of a path besides its years; the rows of `scalars`. */
export const SCALARS = [
  "GOALS_MISSED",
  "SHORTFALL",
  "SHORTFALL_MONTHS",
  "FIRST_SHORTFALL_MONTH",
  "TERMINAL",
  "MAX_DRAWDOWN",
  "TAX_PAID",
  "FIRST_YEAR_RETURN",
  "END_MONTH",
] as const;

export type Scalar = (typeof SCALARS)[number];

/** Where a row stands among the scalars. */
export const SCALAR_INDEX = Object.fromEntries(
  SCALARS.map((name, i) => [name, i]),
  // one entry for each name
) as Record<Scalar, number>;

/**
 * Outcomes of some paths. `fan` has years + 1 rows of real wealth, years + 1 of nominal wealth and
 * `years` of real spending; both are rows x paths, row-major. The fan is in single precision: seven
 * digits.
 */
export interface PathOutcomes {
  readonly paths: number;
  readonly years: number;
  readonly fan: Float32Array;
  readonly scalars: Float64Array;
}

/** Outcomes of the paths from `firstPath` on. */
export interface OutcomeSlice extends PathOutcomes {
  readonly firstPath: number;
}

export const yearsOf = (plan: Pick<CompiledPlan, "months">): number => Math.ceil(plan.months / 12);

export const fanRows = (years: number): number => 3 * years + 2;

/** Room for the outcomes of all paths, readable by every thread. */
export function sharedOutcomes(paths: number, years: number): PathOutcomes {
  return {
    paths,
    years,
    fan: new Float32Array(new SharedArrayBuffer(4 * paths * fanRows(years))),
    scalars: new Float64Array(new SharedArrayBuffer(8 * paths * SCALARS.length)),
  };
}

/** Writes a walked path into its column. */
export function writePath(into: PathOutcomes, column: number, walk: HouseholdWalk): void {
  const { paths, years, fan, scalars } = into;
  for (let year = 0; year <= years; year++) {
    fan[year * paths + column] = walk.real[year] ?? 0;
    fan[(years + 1 + year) * paths + column] = walk.nominal[year] ?? 0;
    if (year < years) fan[(2 * years + 2 + year) * paths + column] = walk.spending[year] ?? 0;
  }
  const values = [
    walk.goalsMissed,
    walk.shortfall,
    walk.shortfallMonths,
    walk.firstShortfallMonth,
    walk.terminal,
    walk.portfolio.maxDrawdown,
    walk.taxPaid,
    walk.firstYearReturn,
    walk.lives.endMonth,
  ];
  for (const [row, value] of values.entries()) scalars[row * paths + column] = value;
}

/** Copies a slice into its columns of all outcomes. */
export function putSlice(into: PathOutcomes, slice: OutcomeSlice): void {
  const copy = (to: Float32Array | Float64Array, from: Float32Array | Float64Array): void => {
    const rows = from.length / slice.paths;
    for (let row = 0; row < rows; row++) {
      const part = from.subarray(row * slice.paths, (row + 1) * slice.paths);
      to.set(part, row * into.paths + slice.firstPath);
    }
  };
  copy(into.fan, slice.fan);
  copy(into.scalars, slice.scalars);
}

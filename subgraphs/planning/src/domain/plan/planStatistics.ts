import { percentileRanks, percentilesFrom } from "../percentile.js";
import { type PathOutcomes, type Scalar, SCALAR_INDEX } from "./pathOutcomes.js";

/** Type 7 percentiles of each year: 5, 25, 50, 75, 95. */
export interface Bands {
  readonly p5: readonly number[];
  readonly p25: readonly number[];
  readonly p50: readonly number[];
  readonly p75: readonly number[];
  readonly p95: readonly number[];
}

/** Percentiles and mean of one number over paths. */
export interface Spread {
  readonly p5: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p95: number;
  readonly mean: number;
  /** Standard error of the mean. */
  readonly standardError: number;
}

/** Of the paths that fall short. */
export interface ShortfallNumbers {
  readonly paths: number;
  /** Unpaid spending of a whole path in today's money. */
  readonly depth: Spread;
  readonly months: Spread;
  /** Years until the first unpaid month. */
  readonly firstYear: Spread;
}

/** Everything that is counted, sorted and averaged over the first paths of a run. */
export interface PlanNumbers {
  readonly paths: number;
  readonly successes: number;
  /** Paths that meet every goal. */
  readonly allGoals: number;
  readonly goalsMet: readonly number[];
  readonly real: Bands;
  readonly nominal: Bands;
  /** Of the paths in which someone lives. */
  readonly spending: Bands;
  readonly terminal: Spread;
  readonly maxDrawdown: Spread;
  readonly taxPaid: Spread;
  /** Loss of the portfolio's first year at 95 %, as a fraction; and the mean of the worst 5 %. */
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
  readonly shortfall: ShortfallNumbers | null;
  /** Numbers of the paths that end worst, the worst first. */
  readonly worstPaths: readonly number[];
}

const WORST = 10;
const TAIL = 0.05;

/** @param count of the first paths; the rest is not there yet */
export function planNumbers(outcomes: PathOutcomes, count: number, goals: number): PlanNumbers {
  const { years } = outcomes;
  const scalar = (name: Scalar): Float64Array => {
    const from = SCALAR_INDEX[name] * outcomes.paths;
    return outcomes.scalars.subarray(from, from + count);
  };
  const [missed, months] = [scalar("GOALS_MISSED"), scalar("SHORTFALL_MONTHS")];
  const short = [...months.keys()].filter((path) => (months[path] ?? 0) > 0);
  const only = (name: Scalar): Float64Array => {
    const values = scalar(name);
    return Float64Array.from(short, (path) => values[path] ?? 0);
  };
  const losses = scalar("FIRST_YEAR_RETURN").map((r) => -r);
  return {
    paths: count,
    successes: countWhere(count, (i) => months[i] === 0 && missed[i] === 0),
    allGoals: countWhere(count, (i) => missed[i] === 0),
    goalsMet: Array.from({ length: goals }, (_, goal) =>
      countWhere(count, (i) => ((missed[i] ?? 0) & (1 << goal)) === 0),
    ),
    real: bands(outcomes, count, [0, years + 1]),
    nominal: bands(outcomes, count, [years + 1, years + 1]),
    spending: bands(outcomes, count, [2 * years + 2, years]),
    terminal: spread(scalar("TERMINAL")),
    maxDrawdown: spread(scalar("MAX_DRAWDOWN")),
    taxPaid: spread(scalar("TAX_PAID")),
    ...tailRisk(losses),
    shortfall:
      short.length === 0
        ? null
        : {
            paths: short.length,
            depth: spread(only("SHORTFALL")),
            months: spread(only("SHORTFALL_MONTHS")),
            firstYear: spread(only("FIRST_SHORTFALL_MONTH").map((month) => month / 12)),
          },
    worstPaths: worst(scalar("SHORTFALL"), scalar("TERMINAL")),
  };
}

function countWhere(count: number, holds: (i: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (holds(i)) found++;
  return found;
}

function bands(
  { fan, paths }: PathOutcomes,
  count: number,
  [first, rows]: readonly [number, number],
): Bands {
  const found = Array.from({ length: rows }, (_, row) => {
    const from = (first + row) * paths;
    return percentiles(fan.slice(from, from + count).sort());
  });
  const of = (i: number): number[] => found.map((values) => values[i] ?? 0);
  return { p5: of(0), p25: of(1), p50: of(2), p75: of(3), p95: of(4) };
}

/** Of a sorted row; what is not a number stands at its end and does not count. */
function percentiles(sorted: Float32Array | Float64Array): number[] {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--;
  if (count === 0) return [0, 0, 0, 0, 0];
  return percentilesFrom(
    count,
    percentileRanks(count).map((rank) => sorted[rank] ?? 0),
  );
}

function spread(values: Float64Array): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const [p5 = 0, p25 = 0, p50 = 0, p75 = 0, p95 = 0] = percentiles(values.slice().sort());
  const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
  return { p5, p25, p50, p75, p95, mean, standardError };
}

/**
 * Value at risk (type 7) and expected shortfall at 95 % of losses: the mean of the worst 5 %, with the
 * part of the boundary observation that belongs to them.
 */
export function tailRisk(losses: Float64Array): {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
} {
  const sorted = losses.slice().sort();
  const n = sorted.length;
  const size = TAIL * n;
  const whole = Math.floor(size);
  let sum = 0;
  for (let i = 0; i < whole; i++) sum += sorted[n - 1 - i] ?? 0;
  sum += (size - whole) * (sorted[n - 1 - whole] ?? 0);
  return { valueAtRisk: percentiles(sorted)[4] ?? 0, expectedShortfall: sum / size };
}

/** By what is unpaid, then by what is left. */
function worst(shortfall: Float64Array, terminal: Float64Array): number[] {
  const paths = Array.from(shortfall.keys());
  paths.sort(
    (a, b) =>
      (shortfall[b] ?? 0) - (shortfall[a] ?? 0) || (terminal[a] ?? 0) - (terminal[b] ?? 0) || a - b,
  );
  return paths.slice(0, WORST);
}

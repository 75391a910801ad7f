import { Decimal } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import { type IncomeKind, withMore } from "./incomeKind.js";

/**
 * Tax on more income of one kind, everything else of the household unchanged: linear between the
 * points. Schedules of two kinds do not add up where both kinds change.
 */
export interface TaxSchedule {
  readonly year: number;
  readonly kind: IncomeKind;
  readonly incomes: readonly Decimal[]; // additional USD, rising whole dollars from 0; a cliff is two points one dollar apart
  readonly taxes: readonly Decimal[]; // additional net tax (refundable credits included) at these, USD to the cent
  readonly maxError: Decimal; // USD: bound of the distance from the exact return: 1.5 times the largest at the checked incomes
  readonly checkedIncomes: number; // at how many the exact return was computed
}

/** How far and how exact a schedule is. */
export interface ScheduleRange {
  readonly upTo: number; // additional USD, a whole number of dollars, > 0
  readonly tolerance: number; // USD, > 0
}

/** Wide enough for a household's year, and exact to a few dollars. */
export const SCHEDULE_RANGE: ScheduleRange = { upTo: 1_000_000, tolerance: 2 };

const FIRST_PIECES = 64;
const FIRST_INCOMES = [250, 500, 1000, 2000, 4000, 8000] as const; // USD
const CHECKS_EACH_PIECE = [0.382, 0.618, 0.146, 0.854] as const; // not where the search looks

/** Inside a piece checks lie so close that a bend between two of them is at most this much further off. */
const BETWEEN_CHECKS = 1.5;

/**
 * Finds the breakpoints of the exact engine: pieces are split, at the crossing of their end
 * slopes or in the middle, until the exact tax is within the tolerance of the line at both ends,
 * the quarters and the middle; then at four other incomes of each piece, which split it again.
 *
 * Works in doubles: a schedule is an approximation, and says how good it is.
 *
 * @throws {InvariantViolation} when the range is not positive
 */
export function taxSchedule(
  facts: FederalFacts,
  parameters: FederalParameters,
  kind: IncomeKind,
  range: ScheduleRange = SCHEDULE_RANGE,
): TaxSchedule {
  const { upTo, tolerance } = range;
  invariant(Number.isInteger(upTo) && upTo > 0 && tolerance > 0, "a schedule has a range");
  const base = federalTax(facts, parameters).netTax;
  const known = new Map<number, number>();
  const exact = (income: number): number => {
    const before = known.get(income);
    if (before !== undefined) return before;
    const { netTax } = federalTax(withMore(facts, kind, new Decimal(income)), parameters);
    const tax = netTax.minus(base).toNumber();
    known.set(income, tax);
    return tax;
  };
  const points = breakpoints(exact, upTo, tolerance / BETWEEN_CHECKS);
  const taxes = points.map((income) => exact(income));
  return {
    year: parameters.year,
    kind,
    incomes: points.map((income) => new Decimal(income)),
    taxes: taxes.map((tax) => new Decimal(tax).toDecimalPlaces(2)),
    maxError: new Decimal(largestError(points, taxes, known)).toDecimalPlaces(2, Decimal.ROUND_UP),
    checkedIncomes: known.size,
  };
}

type Exact = (income: number) => number;
type Piece = readonly [from: number, to: number];

function breakpoints(exact: Exact, upTo: number, tolerance: number): readonly number[] {
  const grid = firstGrid(upTo);
  const open: Piece[] = grid.slice(1).map((to, i) => [grid[i] ?? 0, to]);
  const points = new Set([0, upTo]);
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const at = splitOf(exact, piece, tolerance);
    if (at === null) points.add(piece[0]).add(piece[1]);
    else open.push([piece[0], at], [at, piece[1]]);
  }
  return straightened(
    exact,
    [...points].sort((a, b) => a - b),
  );
}

/** Even pieces, and finer ones at the start, where self-employment has its small thresholds. */
function firstGrid(upTo: number): readonly number[] {
  const width = Math.max(1, Math.floor(upTo / FIRST_PIECES));
  const even = Array.from({ length: Math.ceil(upTo / width) }, (_, i) => i * width);
  const all = [...even, ...FIRST_INCOMES.filter((income) => income < upTo), upTo];
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Where the piece has to be split, or null when the line is good enough. */
function splitOf(exact: Exact, [from, to]: Piece, tolerance: number): number | null {
  if (to - from <= 1) return null;
  const line = lineThrough(exact, from, to);
  const isOff = (income: number) => Math.abs(exact(income) - line(income)) > tolerance;
  const looks = [0.5, 0.25, 0.75, ...CHECKS_EACH_PIECE].map((share) => inside(from, to, share));
  if (![from + 1, to - 1, ...looks].some(isOff)) return null;
  const left = exact(from + 1) - exact(from);
  const right = exact(to) - exact(to - 1);
  const crossing = (exact(to) - exact(from) + left * from - right * to) / (left - right);
  const kink = Math.round(crossing);
  const isKink =
    kink > from &&
    kink < to &&
    Math.abs(exact(kink) - exact(from) - left * (kink - from)) <= tolerance;
  return isKink ? kink : inside(from, to, 0.5);
}

const inside = (from: number, to: number, share: number): number =>
  Math.min(to - 1, Math.max(from + 1, Math.round(from + (to - from) * share)));

function lineThrough(exact: Exact, from: number, to: number): (income: number) => number {
  const slope = (exact(to) - exact(from)) / (to - from);
  return (income) => exact(from) + slope * (income - from);
}

/** Without the points that lie on the line of their neighbours: the first grid and split middles. */
function straightened(exact: Exact, points: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const [i, point] of points.entries()) {
    const before = kept.at(-1);
    const after = points[i + 1];
    const isStraight =
      before !== undefined &&
      after !== undefined &&
      Math.abs(exact(point) - lineThrough(exact, before, after)(point)) < 1e-6;
    if (!isStraight) kept.push(point);
  }
  return kept;
}

/** The bound: the largest distance at every exact tax that was computed, the room between them, the cent of rounding. */
function largestError(
  points: readonly number[],
  taxes: readonly number[],
  known: ReadonlyMap<number, number>,
): number {
  let largest = 0;
  let piece = 0;
  for (const [income, tax] of [...known].sort(([a], [b]) => a - b)) {
    while (income > (points[piece + 1] ?? Infinity)) piece += 1;
    const from = points[piece] ?? 0;
    const to = points[piece + 1] ?? from;
    const low = taxes[piece] ?? 0;
    const high = taxes[piece + 1] ?? low;
    const line = to === from ? low : low + ((high - low) * (income - from)) / (to - from);
    largest = Math.max(largest, Math.abs(tax - line));
  }
  return largest * BETWEEN_CHECKS + 0.005;
}

/**
 * The tax that a schedule gives for more income.
 *
 * @param income additional USD, from 0 to the last point; beyond it the last slope goes on
 */
export function taxBy(schedule: TaxSchedule, income: Decimal): Decimal {
  const { incomes, taxes } = schedule;
  const above = incomes.findIndex((point) => point.gte(income));
  const to = above <= 0 ? (above === 0 ? 1 : incomes.length - 1) : above;
  const [x0, x1] = [incomes[to - 1], incomes[to]];
  const [y0, y1] = [taxes[to - 1], taxes[to]];
  invariant(x0 && x1 && y0 && y1, "a schedule has two points or more");
  return y0.plus(y1.minus(y0).times(income.minus(x0)).div(x1.minus(x0)));
}

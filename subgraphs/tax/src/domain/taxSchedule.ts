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
  readonly maxError: Decimal; // USD: twice the largest distance from the exact return that the search found
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
/** Where a piece is looked at besides its ends: for bumps that come back to the line. */
const LOOKS = [0.5, 0.25, 0.75, 0.382, 0.618, 0.146, 0.854] as const;
const PROBES_EACH_ROUND = 400;
const ROUNDS_MAX = 4;
const GOLDEN_RATIO = 0.618033988749895;
/** The stated bound is that many times the largest distance that was found. */
const MARGIN = 2;
const SAME_LINE = 0.01; // USD
const SAME_SLOPE = 1e-5;

/**
 * Finds the breakpoints of the exact engine. A piece is accepted when the tangents at its ends are
 * one line, or meet inside it no further from the chord than the tolerance: between them runs
 * whatever bends one way. Otherwise it is split where they meet, or in the middle. A bump that
 * comes back to its line exactly is looked for at seven more incomes of each piece, and at 400
 * incomes spread over the whole range, which split the pieces again.
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
  const base = federalTax(facts, parameters).netTax;
  const more = (income: Decimal): Decimal =>
    federalTax(withMore(facts, kind, income), parameters).netTax.minus(base);
  return { year: parameters.year, kind, ...scheduleOf(more, range) };
}

/**
 * The same search for any tax that is a function of one income.
 *
 * @param taxOn USD of tax on that much income, whole dollars
 * @throws {InvariantViolation} when the range is not positive
 */
export function scheduleOf(
  taxOn: (income: Decimal) => Decimal,
  range: ScheduleRange = SCHEDULE_RANGE,
): Omit<TaxSchedule, "year" | "kind"> {
  const { upTo, tolerance } = range;
  invariant(Number.isInteger(upTo) && upTo > 0 && tolerance > 0, "a schedule has a range");
  const known = new Map<number, number>();
  const exact = (income: number): number => {
    const before = known.get(income);
    if (before !== undefined) return before;
    const tax = taxOn(new Decimal(income)).toNumber();
    known.set(income, tax);
    return tax;
  };
  const { points, bound } = breakpoints(exact, upTo, tolerance / MARGIN);
  return {
    incomes: points.map((income) => new Decimal(income)),
    taxes: points.map((income) => new Decimal(exact(income)).toDecimalPlaces(2)),
    maxError: new Decimal(bound).times(MARGIN).plus(ROUNDED).toDecimalPlaces(2, Decimal.ROUND_UP),
    checkedIncomes: known.size,
  };
}

const ROUNDED = new Decimal("0.005"); // of the taxes to the cent

type Exact = (income: number) => number;
type Piece = readonly [from: number, to: number];

interface Breakpoints {
  readonly points: readonly number[];
  readonly bound: number; // USD
}

function breakpoints(exact: Exact, upTo: number, tolerance: number): Breakpoints {
  const grid = new Set(firstGrid(upTo));
  for (let round = 1; ; round += 1) {
    const found = accepted(exact, sorted(grid), tolerance);
    const points = straightened(exact, found.points);
    const missed = spread(upTo, round).filter(
      (income) => distance(exact, points, income) > Math.max(found.bound, SAME_LINE),
    );
    if (missed.length === 0 || round === ROUNDS_MAX) {
      const worst = Math.max(...missed.map((income) => distance(exact, points, income)), 0);
      return { points, bound: Math.max(found.bound, worst) };
    }
    for (const income of missed) grid.add(income);
  }
}

const sorted = (incomes: Iterable<number>): readonly number[] => [...incomes].sort((a, b) => a - b);

/** Splits the pieces of `grid` until each is accepted. */
function accepted(exact: Exact, grid: readonly number[], tolerance: number): Breakpoints {
  const open: Piece[] = grid.slice(1).map((to, i) => [grid[i] ?? 0, to]);
  const points = new Set(grid);
  let bound = 0;
  for (let piece = open.pop(); piece; piece = open.pop()) {
    const verdict = judge(exact, piece, tolerance);
    if ("splitAt" in verdict) {
      open.push([piece[0], verdict.splitAt], [verdict.splitAt, piece[1]]);
      points.add(verdict.splitAt);
    } else bound = Math.max(bound, verdict.bound);
  }
  return { points: sorted(points), bound };
}

/** Incomes spread over the range by the golden ratio, half of them in its first tenth; new ones each round. */
function spread(upTo: number, round: number): readonly number[] {
  return Array.from({ length: PROBES_EACH_ROUND }, (_, i) => {
    const share = ((round * PROBES_EACH_ROUND + i) * GOLDEN_RATIO) % 1;
    return Math.round(share * upTo * (i % 2 === 0 ? 1 : 0.1));
  });
}

/** How far the schedule of `points` is from the exact tax at `income`. */
function distance(exact: Exact, points: readonly number[], income: number): number {
  const above = points.findIndex((point) => point >= income);
  const to = points[above] ?? income;
  if (to === income) return 0;
  const from = points[above - 1] ?? 0;
  return Math.abs(exact(income) - lineThrough(exact, from, to)(income));
}

/** Even pieces, and finer ones at the start, where self-employment has its small thresholds. */
function firstGrid(upTo: number): readonly number[] {
  const width = Math.max(1, Math.floor(upTo / FIRST_PIECES));
  const even = Array.from({ length: Math.ceil(upTo / width) }, (_, i) => i * width);
  const all = [...even, ...FIRST_INCOMES.filter((income) => income < upTo), upTo];
  return [...new Set(all)].sort((a, b) => a - b);
}

type Verdict = { readonly bound: number } | { readonly splitAt: number };

/** The chord of a piece and what the exact tax says about it. */
interface Look {
  readonly piece: Piece; // without the first and the last dollar, which may hold a bend
  readonly left: number; // slope of the tangent at its start
  readonly right: number; // and at its end
  readonly off: (income: number) => number; // distance from the chord
  readonly seen: number; // the largest distance at the looks
  readonly middle: number;
}

/** Whether the chord is good enough for the piece, and how good; or where to split it. */
function judge(exact: Exact, [from, to]: Piece, tolerance: number): Verdict {
  if (to - from <= 1) return { bound: 0 };
  const middle = inside(from, to, 0.5);
  const line = lineThrough(exact, from, to);
  const off = (income: number) => Math.abs(exact(income) - line(income));
  const looks = LOOKS.map((share) => inside(from, to, share));
  const seen = Math.max(off(from + 1), off(to - 1), ...looks.map(off));
  if (to - from <= 4) return seen <= tolerance ? { bound: seen } : { splitAt: middle };
  const [a, b] = [from + 1, to - 1];
  const [left, right] = [exact(a + 1) - exact(a), exact(b) - exact(b - 1)];
  const look = { piece: [a, b] as const, left, right, off, seen, middle };
  if (Math.abs(left - right) <= SAME_SLOPE) return judgeParallel(exact, look, tolerance);
  return judgeBend(exact, look, line, tolerance);
}

/** Tangents of one slope: one line, or lines that a cliff parts. */
function judgeParallel(exact: Exact, look: Look, tolerance: number): Verdict {
  const { left, off, seen, middle } = look;
  const [a, b] = look.piece;
  const missed = Math.abs(exact(a) + left * (b - a) - exact(b));
  if (missed > SAME_LINE) return { splitAt: lastOnLine(exact, [a, b], left) };
  if (seen <= tolerance) return { bound: seen + missed };
  if (off(a) > tolerance) return { splitAt: a }; // a cliff in the first dollar
  return { splitAt: off(b) > tolerance ? b : middle };
}

/** Tangents that meet inside hold a bend between them; others have to be close. */
function judgeBend(
  exact: Exact,
  look: Look,
  line: (income: number) => number,
  tolerance: number,
): Verdict {
  const { left, right, seen, middle } = look;
  const [a, b] = look.piece;
  const meet = (exact(b) - exact(a) + left * a - right * b) / (left - right);
  if (!(meet >= a && meet <= b)) {
    const missed = Math.abs(exact(a) + left * (b - a) - exact(b));
    const shallow = missed + Math.abs(left - right) * (b - a) + seen;
    return shallow <= tolerance ? { bound: shallow } : { splitAt: middle };
  }
  const peak = exact(a) + left * (meet - a);
  const bound = Math.max(seen, Math.abs(peak - line(meet)));
  if (bound <= tolerance) return { bound };
  const kink = Math.min(b, Math.max(a, Math.round(meet)));
  return { splitAt: Math.abs(exact(kink) - peak) <= 1 ? kink : middle };
}

/** The last income before a cliff that interrupts a line of `slope`, by bisection. */
function lastOnLine(exact: Exact, [from, to]: Piece, slope: number): number {
  let [on, beyond] = [from, to];
  while (beyond - on > 1) {
    const middle = Math.floor((on + beyond) / 2);
    const isOn = Math.abs(exact(from) + slope * (middle - from) - exact(middle)) <= SAME_LINE;
    if (isOn) on = middle;
    else beyond = middle;
  }
  return on;
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

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { DAYS_A_YEAR } from "./annualize.js";
import { dayNumber } from "./dayNumber.js";
import type { UnknownReason } from "./measure.js";

/** Money that changes hands on a day: < 0 paid in by the investor, > 0 received. */
export interface CashFlow {
  readonly date: CalendarDate;
  readonly amount: number;
}

export interface Xirr {
  /** Per year or period, 0.1 is 10 %; null with a reason. */
  readonly rate: number | null;
  readonly reason: UnknownReason | null;
  /** Every rate that balances the flows, ascending; more than one makes `rate` ambiguous. */
  readonly roots: readonly number[];
}

export const RATE_MIN = -0.999999999;
export const RATE_MAX = 1e6;
const START = 0.1;
const STEPS_MAX = 100;
const GRID = 512;
const LOG_MIN = Math.log1p(RATE_MIN);
const LOG_MAX = Math.log1p(RATE_MAX);

/** Net flows by day, in periods from the first; as columns, because they are summed thousands of times. */
interface Flows {
  readonly times: readonly number[];
  readonly amounts: readonly number[];
  readonly lastTime: number;
}

/**
 * The money-weighted return per year: the r of Σ CF / (1 + r)^(days / 365) = 0.
 *
 * Newton from 0.1 finds it nearly always. When it does not, or when the investor at some time owed
 * the investment instead of owning it, so that several rates can be roots, the whole range is
 * searched.
 *
 * CHOICE: of several roots, the one Newton reaches from 0.1, as spreadsheets answer; without that,
 * the one nearest to it. `roots` has them all.
 *
 * @param flows any order; the first day is the earliest
 * @returns rate in (-0.999999999, 1e6)
 * @see Microsoft Excel, XIRR (actual/365)
 * @see Soper, The Marginal Efficiency of Capital: A Further Note, Economic Journal 69 (1959): one
 * root when the balance never changes its sign
 */
export function xirr(flows: readonly CashFlow[]): Xirr {
  return internalRate(flows, DAYS_A_YEAR);
}

/**
 * As `xirr`, as a rate per any number of days: the return of a week is no rate per year with six
 * digits before the point.
 *
 * @param daysPerPeriod ≥ 1
 */
export function internalRate(flows: readonly CashFlow[], daysPerPeriod: number): Xirr {
  const net = netByDay(flows, daysPerPeriod);
  if (!hasBothSigns(net.amounts)) {
    const isOneDay = hasBothSigns(flows.map(({ amount }) => amount)) && net.amounts.length < 2;
    return none(isOneDay ? "ONE_DAY_ONLY" : "ONE_SIGN_ONLY");
  }
  const found = newton(net);
  if (found !== null && keepsItsSign(net, found)) {
    return { rate: found, reason: null, roots: [found] };
  }
  const roots = rootsOf(net);
  if (found !== null && !roots.some((root) => isSameRate(root, found))) roots.push(found);
  roots.sort((a, b) => a - b);
  const rate = found ?? nearest(roots);
  return rate === null ? none("NO_ROOT") : { rate, reason: null, roots };
}

const hasBothSigns = (amounts: readonly number[]) =>
  amounts.some((amount) => amount > 0) && amounts.some((amount) => amount < 0);

const none = (reason: UnknownReason): Xirr => ({ rate: null, reason, roots: [] });

/** @returns value of the flows on their first day, at a yearly rate; 0 at a root of `xirr` */
export function presentValue(flows: readonly CashFlow[], rate: number): number {
  const { times, amounts } = netByDay(flows, DAYS_A_YEAR);
  return times.reduce((total, t, i) => total + (amounts[i] ?? 0) * (1 + rate) ** -t, 0);
}

/** Sorted before they are added, so that the order of the input changes no bit of the result. */
function netByDay(flows: readonly CashFlow[], daysPerPeriod: number): Flows {
  const sorted = flows
    .map(({ date, amount }) => ({ day: dayNumber(date), amount }))
    .sort((a, b) => a.day - b.day || a.amount - b.amount);
  const totals = new Map<number, number>();
  for (const { day, amount } of sorted) totals.set(day, (totals.get(day) ?? 0) + amount);
  const kept = [...totals].filter(([, amount]) => amount !== 0);
  const first = kept[0]?.[0] ?? 0;
  const times = kept.map(([day]) => (day - first) / daysPerPeriod);
  return { times, amounts: kept.map(([, amount]) => amount), lastTime: times.at(-1) ?? 0 };
}

/**
 * Present value and its slope by the rate, both times one positive factor that keeps them finite:
 * below 0 % they are taken at the last day instead of the first.
 */
function valueAndSlope(
  { times, amounts, lastTime }: Flows,
  log: number,
): { value: number; slope: number; size: number } {
  const shift = log < 0 ? lastTime : 0;
  let value = 0;
  let slope = 0;
  let size = 0;
  for (let i = 0; i < times.length; i++) {
    const t = times[i] ?? 0;
    const term = (amounts[i] ?? 0) * Math.exp((shift - t) * log);
    value += term;
    slope -= t * term;
    size += Math.abs(term);
  }
  return { value, slope: slope / Math.exp(log), size };
}

function newton(flows: Flows): number | null {
  let rate = START;
  for (let step = 0; step < STEPS_MAX; step++) {
    const { value, slope, size } = valueAndSlope(flows, Math.log1p(rate));
    const next = rate - value / slope;
    if (!(next > RATE_MIN && next < RATE_MAX)) return null;
    const isClose = Math.abs(next - rate) <= 1e-13 * (1 + rate) && Math.abs(value) <= 1e-9 * size;
    if (isClose) return next;
    rate = next;
  }
  return null;
}

/** True when the investor owns the investment, or owes it, all the time at this rate. */
function keepsItsSign({ times, amounts }: Flows, rate: number): boolean {
  const log = Math.log1p(rate);
  let balance = 0;
  let sign = 0;
  for (let i = 0; i < times.length - 1; i++) {
    balance += amounts[i] ?? 0;
    if (sign !== 0 && balance * sign < 0) return false;
    if (sign === 0) sign = Math.sign(balance);
    balance *= Math.exp(((times[i + 1] ?? 0) - (times[i] ?? 0)) * log);
  }
  return true;
}

/** All roots of the range: between grid points of different sign, and where a hump reaches over. */
function rootsOf(flows: Flows): number[] {
  const at = (log: number) => valueAndSlope(flows, log).value;
  const logs = Array.from(
    { length: GRID + 1 },
    (_, i) => LOG_MIN + ((LOG_MAX - LOG_MIN) * i) / GRID,
  );
  const points = logs.map((log) => ({ log, value: at(log) }));
  const split = points.flatMap((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after || point.value * before.value <= 0 || point.value * after.value <= 0) {
      return [point];
    }
    const isHump =
      Math.abs(point.value) <= Math.abs(before.value) &&
      Math.abs(point.value) <= Math.abs(after.value);
    return isHump ? [humpOf(at, before.log, after.log, Math.sign(point.value))] : [point];
  });
  return split.slice(1).flatMap((end, i) => {
    const start = split[i];
    if (!start || start.value === 0) return start ? [Math.expm1(start.log)] : [];
    return start.value * end.value < 0 ? [Math.expm1(bisected(at, start.log, end.log))] : [];
  });
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The point between two others that goes furthest towards zero and beyond (golden section). */
function humpOf(
  at: (log: number) => number,
  from: number,
  to: number,
  sign: number,
): { log: number; value: number } {
  let [low, high] = [from, to];
  for (let step = 0; step < 40; step++) {
    const [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (sign * at(left) < sign * at(right)) high = right;
    else low = left;
  }
  const log = (low + high) / 2;
  return { log, value: at(log) };
}

function bisected(at: (log: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  const isRising = at(low) < 0;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (at(middle) < 0 === isRising) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const isSameRate = (a: number, b: number) => Math.abs(Math.log1p(a) - Math.log1p(b)) < 1e-9;

function nearest(roots: readonly number[]): number | null {
  const distance = (rate: number) => Math.abs(Math.log((1 + rate) / (1 + START)));
  const sorted = roots.toSorted((a, b) => distance(a) - distance(b));
  return sorted[0] ?? null;
}

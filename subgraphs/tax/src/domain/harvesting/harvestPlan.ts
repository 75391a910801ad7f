import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import {
  faultOf,
  type HouseholdLot,
  type LotFault,
  type PricedLot,
  priceLot,
} from "./householdLot.js";
import { deferralCost, discountOf, type HarvestTerms } from "./harvestTerms.js";
import {
  forecast,
  type ForecastReplacement,
  NO_SALES,
  type ReplacementPools,
  replacementPools,
  type SaleTotals,
  WashSaleForecast,
  wholeLot,
} from "./washSaleForecast.js";
import type { YearTaxes } from "./yearTax.js";

/** What becomes of a lot at a loss. */
export type HarvestVerdict =
  | "PROPOSED"
  | "NOT_WORTH_IT" // selling it too would bring less than its deferral costs
  | "SMALL_LOSS" // under the threshold
  | "SMALL_POSITION" // under the threshold
  | "WASHED"; // what the wash-sale rule leaves is under the threshold

/** What sales bring. USD, exact. */
export interface HarvestWorth {
  readonly totals: SaleTotals;
  readonly benefit: Decimal; // tax saved this year
  readonly carried: Decimal; // more loss carried to the next year
  readonly deferralCost: Decimal; // >= 0
  readonly net: Decimal; // benefit less deferral cost
}

/** A lot at a loss in a taxable account. */
export interface HarvestCandidate {
  readonly priced: PricedLot;
  readonly verdict: HarvestVerdict;
  readonly alone: SaleTotals; // if it were the only sale
  readonly place: number | null; // in the order of the proposed sales, from 0
}

/** In which order lots are taken until one more brings nothing. */
export const HARVEST_ORDERS = [
  "HIGHEST_LOSS_RATIO",
  "SHORT_TERM_FIRST",
  "LONG_TERM_FIRST",
] as const;
export type HarvestStrategyName = "NONE" | (typeof HARVEST_ORDERS)[number] | "EVERYTHING";

/** One way to choose the lots, priced exactly. */
export interface HarvestStrategy {
  readonly name: HarvestStrategyName;
  readonly lots: number;
  readonly worth: HarvestWorth;
}

export interface HarvestPlan {
  readonly asOf: CalendarDate;
  readonly chosen: HarvestStrategyName;
  readonly strategies: readonly HarvestStrategy[]; // NONE first, EVERYTHING last
  readonly worth: HarvestWorth; // of the proposed sales together
  readonly candidates: readonly HarvestCandidate[]; // proposed ones in order of sale, then by loss
  readonly steps: readonly SaleTotals[]; // after each proposed sale, cumulative
  readonly replacements: readonly ForecastReplacement[];
  readonly leftOut: ReadonlyMap<LotFault, readonly HouseholdLot[]>; // taxable lots only
  readonly scanned: number; // lots of all accounts
  readonly sheltered: number; // of them in accounts without tax
  readonly laterRate: Decimal;
}

export interface HarvestSources {
  readonly lots: readonly HouseholdLot[]; // of every account
  readonly asOf: CalendarDate; // trade date of the sales
  readonly terms: HarvestTerms;
  readonly taxes: YearTaxes;
}

/** How sales are valued beyond this year's tax. */
interface Later {
  readonly rate: Decimal;
  readonly discount: Decimal;
}

const isTaxable = ({ account }: HouseholdLot): boolean => account.taxTreatment === "TAXABLE";

/**
 * Which lots to sell at a loss, over every account of a household.
 *
 * Lots are taken in three orders and each order is cut where it is worth most; every set is priced
 * as a whole by the exact engine, so that the limit of 3,000 and the year's gains are used once. The
 * best is proposed, none when none is worth anything, so that a proposal never raises this year's
 * tax. A generator: the caller decides when to let others work.
 *
 * @see 26 USC 1091, 1211(b), 1212(b)
 */
export function* harvestPlanSteps(sources: HarvestSources): Generator<undefined, HarvestPlan> {
  const { lots, asOf, terms, taxes } = sources;
  const pools = replacementPools(lots, asOf);
  yield;
  const { losses, leftOut } = yield* lossesOf(lots, asOf);
  const screened = yield* screen(losses, pools, sources);
  const eligible = screened.filter(({ verdict }) => verdict === "NOT_WORTH_IT");
  const all = eligible.map(({ priced }) => priced);
  const everything = forecast(pools, all.map(wholeLot)).totals;
  const counted = countedLoss(everything).plus(everything.permanent);
  const rate = terms.laterRate ?? taxes.rateOnLaterGain(counted);
  const later = { rate, discount: discountOf(terms) };
  const search = { pools, taxes, later };
  const tried: Cut[] = [
    { name: "NONE", lots: [], totals: [], worth: worthOf(NO_SALES, taxes, later) },
  ];
  for (const name of HARVEST_ORDERS) {
    tried.push(yield* bestCut(name, inOrder(all, name), search));
  }
  tried.push({
    name: "EVERYTHING",
    lots: all,
    totals: cumulative(pools, all),
    worth: worthOf(everything, taxes, later),
  });
  const best = tried.reduce((a, b) => (isBetter(b, a) ? b : a));
  return {
    asOf,
    chosen: best.name,
    strategies: tried.map(({ name, lots: taken, worth }) => ({ name, lots: taken.length, worth })),
    worth: best.worth,
    candidates: ranked(screened, best.lots),
    steps: best.totals,
    replacements: forecast(pools, best.lots.map(wholeLot)).replacements(),
    leftOut,
    scanned: lots.length,
    sheltered: lots.filter((lot) => !isTaxable(lot)).length,
    laterRate: rate,
  };
}

interface Losses {
  readonly losses: readonly PricedLot[];
  readonly leftOut: ReadonlyMap<LotFault, readonly HouseholdLot[]>;
}

function* lossesOf(
  lots: readonly HouseholdLot[],
  asOf: CalendarDate,
): Generator<undefined, Losses> {
  const losses: PricedLot[] = [];
  const leftOut = new Map<LotFault, HouseholdLot[]>();
  for (const lot of lots) {
    yield;
    if (!isTaxable(lot)) continue;
    const fault = faultOf(lot, asOf);
    if (fault !== null) {
      leftOut.set(fault, [...(leftOut.get(fault) ?? []), lot]);
      continue;
    }
    const priced = priceLot(lot, asOf);
    if (priced?.gain.isNegative()) losses.push(priced);
  }
  return { losses, leftOut };
}

/** Applies the thresholds; what passes stands as NOT_WORTH_IT until it is proposed. */
function* screen(
  losses: readonly PricedLot[],
  pools: ReplacementPools,
  { terms, lots }: HarvestSources,
): Generator<undefined, HarvestCandidate[]> {
  const values = positionValues(lots);
  const screened: HarvestCandidate[] = [];
  for (const priced of losses) {
    yield;
    const alone = forecast(pools, [wholeLot(priced)]).totals;
    const isSmall = (values.get(priced.lot.positionId) ?? ZERO).lt(terms.minPosition);
    const verdict = isSmall ? "SMALL_POSITION" : verdictOf(priced, alone, terms);
    screened.push({ priced, verdict, alone, place: null });
  }
  return screened;
}

function verdictOf(
  priced: PricedLot,
  alone: SaleTotals,
  { minLoss }: HarvestTerms,
): HarvestVerdict {
  if (priced.gain.negated().lt(minLoss)) return "SMALL_LOSS";
  const counted = countedLoss(alone);
  return counted.lt(minLoss) || counted.isZero() ? "WASHED" : "NOT_WORTH_IT";
}

function positionValues(lots: readonly HouseholdLot[]): ReadonlyMap<string, Decimal> {
  const values = new Map<string, Decimal>();
  for (const { positionId, units, security } of lots) {
    const value = units.times(security.unitPriceUsd ?? 0);
    values.set(positionId, (values.get(positionId) ?? ZERO).plus(value));
  }
  return values;
}

/** Loss that counts on the return, USD. */
const countedLoss = ({ shortTerm, longTerm }: SaleTotals): Decimal =>
  shortTerm.plus(longTerm).negated();

/** The most loss for the least trading first: a lot's loss in proportion to its value. */
function byLossRatio(a: PricedLot, b: PricedLot): number {
  // a/va against b/vb without dividing: values are >= 0
  const order = a.gain.times(b.value).comparedTo(b.gain.times(a.value));
  return order || (a.lot.id < b.lot.id ? -1 : 1);
}

function inOrder(lots: readonly PricedLot[], name: (typeof HARVEST_ORDERS)[number]): PricedLot[] {
  const sorted = lots.toSorted(byLossRatio);
  if (name === "HIGHEST_LOSS_RATIO") return sorted;
  const first = name === "SHORT_TERM_FIRST" ? "SHORT" : "LONG";
  return [...sorted.filter((l) => l.term === first), ...sorted.filter((l) => l.term !== first)];
}

interface Cut {
  readonly name: HarvestStrategyName;
  readonly lots: readonly PricedLot[];
  readonly totals: readonly SaleTotals[]; // after each lot
  readonly worth: HarvestWorth;
}

interface Search {
  readonly pools: ReplacementPools;
  readonly taxes: YearTaxes;
  readonly later: Later;
}

function cumulative(pools: ReplacementPools, lots: readonly PricedLot[]): SaleTotals[] {
  const sales = new WashSaleForecast(pools);
  return lots.map((priced) => {
    sales.add(wholeLot(priced));
    return sales.totals;
  });
}

/** Places of an order that are priced in the first pass; the second looks at every one around the best. */
const PLACES_MAX = 48;

/** How many lots of an order are worth most together. */
function* bestCut(
  name: HarvestStrategyName,
  lots: readonly PricedLot[],
  { pools, taxes, later }: Search,
): Generator<undefined, Cut> {
  const totals = cumulative(pools, lots);
  yield;
  const worthAt = (count: number): HarvestWorth =>
    worthOf(totals[count - 1] ?? NO_SALES, taxes, later);
  const step = Math.ceil(lots.length / PLACES_MAX) || 1;
  let best = { count: 0, worth: worthAt(0) };
  function* look(from: number, to: number, by: number): Generator<undefined, void> {
    for (let count = Math.max(0, from); count <= Math.min(lots.length, to); count += by) {
      const worth = worthAt(count);
      const isMore = worth.net.gt(best.worth.net);
      if (isMore || (worth.net.eq(best.worth.net) && count < best.count)) best = { count, worth };
      yield;
    }
  }
  yield* look(0, lots.length, step);
  yield* look(lots.length, lots.length, 1);
  if (step > 1) yield* look(best.count - step, best.count + step, 1);
  const { count, worth } = best;
  return { name, lots: lots.slice(0, count), totals: totals.slice(0, count), worth };
}

/** What a set of sales is worth against selling nothing. */
export function worthOf(totals: SaleTotals, taxes: YearTaxes, later: Later): HarvestWorth {
  const after = taxes.with(totals);
  const benefit = taxes.before.tax.minus(after.tax);
  const carried = after.carried.minus(taxes.before.carried);
  const counted = countedLoss(totals);
  const cost = deferralCost({ counted, permanent: totals.permanent, carried }, later);
  return { totals, benefit, carried, deferralCost: cost, net: benefit.minus(cost) };
}

/** Worth more, or as much with fewer sales; and never more tax this year than without. */
function isBetter(a: Cut, b: Cut): boolean {
  if (a.worth.benefit.isNegative()) return false;
  const order = a.worth.net.comparedTo(b.worth.net);
  return order > 0 || (order === 0 && a.lots.length < b.lots.length);
}

function ranked(
  screened: readonly HarvestCandidate[],
  proposed: readonly PricedLot[],
): HarvestCandidate[] {
  const places = new Map(proposed.map((priced, place) => [priced, place]));
  const all = screened.map((candidate): HarvestCandidate => {
    const place = places.get(candidate.priced);
    return place === undefined ? candidate : { ...candidate, verdict: "PROPOSED", place };
  });
  return all.sort((a, b) => {
    if (a.place !== null || b.place !== null)
      return (a.place ?? Number.MAX_SAFE_INTEGER) - (b.place ?? Number.MAX_SAFE_INTEGER);
    const order = a.priced.gain.comparedTo(b.priced.gain);
    return order || (a.priced.lot.id < b.priced.lot.id ? -1 : 1);
  });
}

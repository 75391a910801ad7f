import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { cents, smaller } from "../exact.js";
import {
  faultOf,
  type HouseholdLot,
  type LotFault,
  type PricedLot,
  priceLot,
} from "./householdLot.js";
import {
  forecast,
  type ForecastReplacement,
  type PlannedSale,
  type ReplacementPools,
  replacementPools,
  type SaleTotals,
} from "./washSaleForecast.js";
import type { YearTaxes } from "./yearTax.js";

export const LOT_METHODS = ["MINIMUM_TAX", "FIFO", "LIFO", "HIFO"] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** A way to choose the lots, priced exactly. */
export interface SaleChoice {
  readonly method: LotMethod;
  readonly sales: readonly PlannedSale[];
  readonly totals: SaleTotals;
  readonly tax: Decimal; // of the year, by the sale: after less before, USD; negative: it saves
  readonly carried: Decimal; // more loss carried to the next year
}

export interface SaleProposal {
  readonly asOf: CalendarDate;
  readonly units: Decimal; // sold
  readonly proceeds: Decimal; // USD, to the cent
  readonly best: SaleChoice; // MINIMUM_TAX
  readonly choices: readonly SaleChoice[]; // MINIMUM_TAX, FIFO, LIFO, HIFO
  readonly replacements: readonly ForecastReplacement[]; // of the best
}

/** How much of a security is to be sold. */
export type Wanted =
  | { readonly units: Decimal } // > 0
  | { readonly amountUsd: Decimal }; // > 0: as many units as it buys, rounded down

export interface SaleSources {
  readonly lots: readonly HouseholdLot[]; // to choose from: one security, taxable accounts
  readonly household: readonly HouseholdLot[]; // of every account: what would wash a loss
  readonly asOf: CalendarDate;
  readonly wanted: Wanted;
  readonly taxes: YearTaxes;
}

const AMOUNT_UNIT_PLACES = 6;

/**
 * Which lots to sell when a security is to be sold: specific identification with the least tax this
 * year by the exact engine, beside first-in-first-out, last-in-first-out and highest-cost-first.
 *
 * Lots are ordered by what a dollar of short-term and of long-term gain may cost, for many ratios of
 * the two; every choice is priced exactly, wash sales included, and the simple ones are among them,
 * so that the proposal is never worse. Of equal tax it takes the one with the least gain.
 *
 * @throws {Refusal} NO_QUOTE, LOT_COST_UNKNOWN, LOT_DATE_UNKNOWN, UNITS_EXCEED_POSITION, BAD_INPUT
 * @see Treas. Reg. 1.1012-1(c); IRS Publication 550, "Identifying stock or bonds sold"
 */
export function saleProposal({ lots, household, asOf, wanted, taxes }: SaleSources): SaleProposal {
  const priced = lots.map((lot) => pricedOrRefused(lot, asOf));
  const units = unitsWanted(priced, wanted);
  const pools = replacementPools(household, asOf);
  const choose = (method: LotMethod, order: readonly PricedLot[]) =>
    choiceOf(method, take(order, units), pools, taxes);
  const oldest = priced.toSorted(oldestFirst);
  const simple = [
    choose("FIFO", oldest),
    choose("LIFO", oldest.toReversed()),
    choose(
      "HIFO",
      byWeight(oldest, ({ gain }) => gain),
    ),
  ];
  const weighted = WEIGHTS.map((weight) => choose("MINIMUM_TAX", byWeight(oldest, weight)));
  const least = [...weighted, ...simple].reduce((a, b) => (costsLess(b, a) ? b : a));
  const best: SaleChoice = { ...least, method: "MINIMUM_TAX" };
  return {
    asOf,
    units,
    proceeds: cents(sum(best.sales.map((s) => s.units.times(s.priced.unitPriceUsd)))),
    best,
    choices: [best, ...simple],
    replacements: forecast(pools, best.sales).replacements(),
  };
}

const REFUSED: Readonly<Record<LotFault, () => Refusal>> = {
  NO_QUOTE: () => new Refusal("NO_QUOTE", "the security has no quote: its sale cannot be priced"),
  MISSING_COST: () =>
    new Refusal(
      "LOT_COST_UNKNOWN",
      "a lot of the position has no known cost in USD: state it before a sale is priced",
    ),
  MISSING_DATE: () =>
    new Refusal("LOT_DATE_UNKNOWN", "a lot of the position has no date of purchase"),
  DATE_AFTER_TODAY: () =>
    new Refusal("LOT_DATE_UNKNOWN", "a lot of the position was bought after the day of the sale"),
  OTHER_TAXPAYER: () =>
    new Refusal("BAD_INPUT", "the account is a child's: its gains are on the child's return"),
};

function pricedOrRefused(lot: HouseholdLot, asOf: CalendarDate): PricedLot {
  const fault = faultOf(lot, asOf);
  const priced = priceLot(lot, asOf);
  if (priced) return priced;
  const { code, message } = REFUSED[fault ?? "NO_QUOTE"]();
  throw new Refusal(code, message, { lotId: lot.id });
}

function unitsWanted(lots: readonly PricedLot[], wanted: Wanted): Decimal {
  const held = sum(lots.map(({ lot }) => lot.units));
  const [first] = lots;
  const asked =
    "units" in wanted
      ? wanted.units
      : wanted.amountUsd
          .div(first?.unitPriceUsd ?? 1)
          .toDecimalPlaces(AMOUNT_UNIT_PLACES, Decimal.ROUND_DOWN);
  if (asked.lte(0)) {
    throw new Refusal("BAD_INPUT", `a sale has units (asked: ${asked.toFixed()})`, {
      field: "units",
    });
  }
  if (asked.gt(held)) {
    throw new Refusal(
      "UNITS_EXCEED_POSITION",
      `taxable accounts hold fewer units (held: ${held.toFixed()}, asked: ${asked.toFixed()})`,
      { unitsHeld: held.toFixed(), unitsAsked: asked.toFixed() },
    );
  }
  return asked;
}

/** By purchase, not by the holding period that tacking moved: the order of the law. */
function oldestFirst(a: PricedLot, b: PricedLot): number {
  const [x, y] = [a.lot.purchasedOn ?? "", b.lot.purchasedOn ?? ""];
  if (x !== y) return x < y ? -1 : 1;
  return a.lot.id < b.lot.id ? -1 : 1;
}

/** What a weight looks at: a double, for it only orders what is then priced exactly. */
interface UnitGain {
  readonly gain: number; // USD per unit
  readonly isShort: boolean;
}

type Weight = (of: UnitGain) => number;

/** Smallest weight first; of equal weight the oldest. */
function byWeight(oldest: readonly PricedLot[], weight: Weight): PricedLot[] {
  return oldest
    .map((priced) => {
      const gain = priced.unitPriceUsd.minus(priced.cost.div(priced.lot.units)).toNumber();
      return { priced, weight: weight({ gain, isShort: priced.term === "SHORT" }) };
    })
    .sort((a, b) => a.weight - b.weight)
    .map(({ priced }) => priced);
}

/** Cost of a short-term dollar of gain for one of a long-term dollar. */
const RATIOS = [0, 0.25, 0.5, 0.8, 1, 1.2, 1.5, 1.8, 2.2, 3, 5, 20];

const FAR = 1e12;

/** What a unit of a lot costs in tax, for each assumption on what a dollar of gain costs. */
const WEIGHTS: readonly Weight[] = [
  ...RATIOS.map(
    (ratio): Weight =>
      ({ gain, isShort }) =>
        isShort ? gain * ratio : gain,
  ),
  // all lots of one term before the other
  ({ gain, isShort }) => gain - (isShort ? FAR : 0),
  ({ gain, isShort }) => gain - (isShort ? 0 : FAR),
  // long-term gains before short-term ones; losses before all
  ({ gain, isShort }) => gain + (isShort && gain > 0 ? FAR : 0),
];

function take(order: readonly PricedLot[], units: Decimal): PlannedSale[] {
  const sales: PlannedSale[] = [];
  let left = units;
  for (const priced of order) {
    if (left.lte(0)) break;
    const sold = smaller(left, priced.lot.units);
    left = left.minus(sold);
    const share = priced.cost.times(sold).div(priced.lot.units);
    const gain = sold.eq(priced.lot.units)
      ? priced.gain
      : cents(sold.times(priced.unitPriceUsd).minus(share));
    sales.push({ priced, units: sold, gain });
  }
  return sales;
}

function choiceOf(
  method: LotMethod,
  sales: readonly PlannedSale[],
  pools: ReplacementPools,
  taxes: YearTaxes,
): SaleChoice {
  const { totals } = forecast(pools, sales);
  const after = taxes.with(totals);
  return {
    method,
    sales,
    totals,
    tax: after.tax.minus(taxes.before.tax),
    carried: after.carried.minus(taxes.before.carried),
  };
}

/** Less tax this year; of equal tax the smaller gain that counts, losses lost for good counted in. */
function costsLess(a: SaleChoice, b: SaleChoice): boolean {
  const order = a.tax.comparedTo(b.tax);
  if (order !== 0) return order < 0;
  const left = ({ totals }: SaleChoice) =>
    totals.shortTerm.plus(totals.longTerm).plus(totals.permanent);
  return left(a).lt(left(b));
}

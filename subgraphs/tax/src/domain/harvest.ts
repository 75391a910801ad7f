import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import { cents, smaller } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters } from "./federalParameters.js";
import type { FederalReturn } from "./federalReturn.js";
import { federalTax } from "./federalTax.js";
import { longTermFrom, type Term, termOf } from "./holdingPeriod.js";

/** How an account's gains are taxed; only TAXABLE ones are. */
export type TaxTreatment = "TAXABLE" | "TAX_DEFERRED" | "ROTH" | "HSA" | "EDUCATION";

/** A lot with what a sale of it would bring today. */
export interface LotForSale {
  readonly units: Decimal; // > 0
  readonly cost: Decimal; // of the whole lot, USD
  readonly acquiredOn: CalendarDate; // adjusted by wash-sale tacking
  readonly taxTreatment: TaxTreatment;
  readonly unitPriceUsd: Decimal;
  readonly quotedAt: Date;
  readonly washSale: {
    readonly conflict: boolean; // a loss would be washed, in whole or part
    readonly permanent: boolean; // the replacement sits in an IRA
    readonly replacementUnits: Decimal; // >= 0
    readonly atRiskUntil: CalendarDate;
  };
}

/** The household's return of the sale's year before the sale, or why there is none. */
export type HarvestBasis =
  | {
      readonly facts: FederalFacts;
      readonly parameters: FederalParameters;
      readonly before: FederalReturn; // federalTax(facts, parameters), computed once for all lots
    }
  | { readonly missing: string };

/** What selling a whole lot at the quoted price would mean. USD rounded to the cent. */
export interface LotHarvest {
  readonly term: Term;
  readonly longFrom: CalendarDate;
  readonly gain: Decimal; // negative for a loss
  readonly benefit: Decimal | null; // tax saved now; negative: tax due; null: no basis
  readonly rate: Decimal | null; // tax change per dollar of gain, 6 places; null without benefit or gain
  readonly disallowedLoss: Decimal; // >= 0, part of the loss
  readonly washSaleConflict: boolean; // a part of this loss would be disallowed
  readonly atRiskUntil: CalendarDate;
  readonly asOf: Date;
  readonly assumptions: readonly string[];
}

const EXCHANGE_ZONE = "America/New_York";

/** The day a sale at this quote has: the exchange's date, not UTC's. */
export function saleDate(quotedAt: Date): CalendarDate {
  return dateOfInstant(quotedAt, EXCHANGE_ZONE);
}

/** Gain of the sale to the cent, before any disallowance. */
export function gainOf(lot: LotForSale): Decimal {
  return cents(lot.units.times(lot.unitPriceUsd).minus(lot.cost));
}

/**
 * The part of a loss that a wash sale disallows: in proportion to the units replaced.
 *
 * @param gain of the whole lot, USD; a gain is never washed
 * @returns 0 to the whole loss, to the cent
 * @see 26 USC 1091; IRS Publication 550, "Wash Sales"
 */
export function disallowedLoss(lot: LotForSale, gain: Decimal): Decimal {
  if (lot.taxTreatment !== "TAXABLE" || !lot.washSale.conflict || gain.gte(0)) return ZERO;
  const replaced = smaller(lot.washSale.replacementUnits, lot.units);
  return cents(gain.negated().times(replaced).div(lot.units));
}

/**
 * Prices the sale of a whole lot: the tax of the year without the sale less the tax with it,
 * both by the exact engine. Not a rate times the gain: a loss beyond what the year can use is
 * carried forward and worth nothing now, and a gain is taxed across every bracket it passes.
 */
export function harvestLot(lot: LotForSale, basis: HarvestBasis): LotHarvest {
  invariant(lot.units.gt(0), "a lot that is sold has units");
  const soldOn = saleDate(lot.quotedAt);
  const term = termOf(lot.acquiredOn, soldOn);
  const gain = gainOf(lot);
  const disallowed = disallowedLoss(lot, gain);
  const shared = {
    term,
    longFrom: longTermFrom(lot.acquiredOn),
    gain,
    disallowedLoss: disallowed,
    washSaleConflict: disallowed.gt(0),
    atRiskUntil: lot.washSale.atRiskUntil,
    asOf: lot.quotedAt,
  };
  if (lot.taxTreatment !== "TAXABLE") {
    const why = `The account is sheltered (${lot.taxTreatment}): a sale inside it has no tax now.`;
    return { ...shared, benefit: ZERO, rate: ZERO, assumptions: [why] };
  }
  const stated = [...SALE_ASSUMPTIONS, ...washSaleAssumptions(lot, disallowed)];
  if ("missing" in basis) {
    return { ...shared, benefit: null, rate: null, assumptions: [basis.missing, ...stated] };
  }
  const after = taxAfterSale(basis, term, gain.plus(disallowed));
  const saved = basis.before.netTax.minus(after.netTax);
  return {
    ...shared,
    benefit: cents(saved),
    rate: gain.isZero() ? null : saved.negated().div(gain).toDecimalPlaces(6).plus(ZERO),
    assumptions: [...stated, ...profileAssumptions(basis.parameters), ...carried(basis, after)],
  };
}

type Profiled = Exclude<HarvestBasis, { readonly missing: string }>;

function taxAfterSale(basis: Profiled, term: Term, counted: Decimal): FederalReturn {
  const { facts, parameters } = basis;
  const sold: FederalFacts =
    term === "SHORT"
      ? { ...facts, shortTermGain: facts.shortTermGain.plus(counted) }
      : { ...facts, longTermGain: facts.longTermGain.plus(counted) };
  return federalTax(sold, parameters);
}

const SALE_ASSUMPTIONS: readonly string[] = [
  "The whole lot is sold at the quoted price, without fees, on the quote's date in New York; no other lot is sold with it.",
];

function profileAssumptions(parameters: FederalParameters): readonly string[] {
  return [
    `Federal tax of ${parameters.year} with its credits, by the household's tax profile of that year; no state tax.`,
    ...(parameters.ordinary.status === "PROJECTED"
      ? [`The figures of ${parameters.year} are projected: ${parameters.ordinary.source}.`]
      : []),
  ];
}

function washSaleAssumptions(lot: LotForSale, disallowed: Decimal): readonly string[] {
  if (disallowed.isZero()) return [];
  const fate = lot.washSale.permanent
    ? "to the extent the replacement sits in an IRA, it is lost for good"
    : "it is added to the cost of the replacement units";
  return [`${disallowed.toFixed(2)} USD of the loss is disallowed as a wash sale: ${fate}.`];
}

function carried(basis: Profiled, after: FederalReturn): readonly string[] {
  const whole = (tax: FederalReturn) => tax.carryforward.shortTerm.plus(tax.carryforward.longTerm);
  const more = cents(whole(after).minus(whole(basis.before)));
  if (more.lte(0)) return [];
  return [
    `${more.toFixed(2)} USD of the loss exceeds what this year can use (${basis.parameters.capitalLossLimit.value[basis.facts.filingStatus].toFixed()} USD against other income): it is carried forward and counts as 0 now.`,
  ];
}

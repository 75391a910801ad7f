import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, cents, smaller } from "../exact.js";
import type { FederalReturn } from "../federalReturn.js";
import { longTermFrom } from "../holdingPeriod.js";
import { type MedicareHousehold, medicareSurcharge } from "../retirement/medicareSurcharge.js";
import { type HarvestTerms, discountOf } from "./harvestTerms.js";
import { isListedIdentical } from "./identicalSecurities.js";
import { type HouseholdLot, type PricedLot, priceLot } from "./householdLot.js";
import { type SaleYear, YearTaxes } from "./yearTax.js";

/** What ends the room for gains without tax. */
export type GainLimit =
  | "ZERO_RATE_BRACKET" // taxable income reaches the end of the 0 % rate
  | "OTHER_TAX" // before that another line rises: Social Security, credits, net investment income tax
  | "MEDICARE" // before that a Medicare surcharge begins
  | "NET_LOSS"; // the year has a net loss: gains would first use it up

/** A line of the return that gains up to the end of the bracket would move. USD; positive: costs. */
export interface GainEffect {
  readonly code: string;
  readonly amount: Decimal;
}

/** A lot, or a part of it, that fills the room. */
export interface GainSale {
  readonly priced: PricedLot;
  readonly units: Decimal;
  readonly gain: Decimal; // USD, to the cent
}

export interface GainHarvest {
  readonly asOf: CalendarDate;
  readonly bracketRoom: Decimal; // long-term gain until taxable income leaves the 0 % rate
  readonly room: Decimal; // of it, what costs no federal tax and no Medicare surcharge
  readonly limit: GainLimit;
  readonly effects: readonly GainEffect[]; // of filling the whole bracket
  readonly sales: readonly GainSale[]; // the most gain for the least trading first
  readonly gain: Decimal; // of the sales, <= room
  readonly tax: Decimal; // of the sales this year, by the exact engine: federal 0, and the state's
  readonly laterRate: Decimal;
  readonly laterTaxAvoided: Decimal; // present value
  readonly net: Decimal; // avoided less tax
  readonly longFrom: CalendarDate; // first long-term day of what is bought back today
}

export interface GainSources {
  readonly lots: readonly HouseholdLot[];
  readonly asOf: CalendarDate;
  readonly terms: HarvestTerms;
  readonly year: SaleYear;
  readonly notToBuy: readonly string[]; // symbols: buying them back would wash a loss of lately
}

const CENT = new Decimal("0.01");
const MEDICARE_AGE = 65;
const MEDICARE_LOOKBACK_YEARS = 2;
const UNIT_PLACES = 4; // of a part of a lot

/**
 * Room for long-term gains that cost nothing this year, and the lots that fill it.
 *
 * The room is found by the exact engine, not by the bracket alone: a gain that is taxed at 0 % can
 * still make benefits taxable, shrink a credit or reach a Medicare tier. Wash sales do not touch
 * gains, so the lots can be bought back at once, but for a security that was sold at a loss lately.
 *
 * @see 26 USC 1(h)(1)(B); Schedule D Tax Worksheet
 */
export function gainHarvest({ lots, asOf, terms, year, notToBuy }: GainSources): GainHarvest {
  const federal = new YearTaxes({ ...year, state: null });
  const withGain = (longTerm: Decimal) => federal.with({ shortTerm: ZERO, longTerm });
  const bracketRoom = bracketRoomOf(federal, year);
  const { room, limit } = roomOf(federal, year, bracketRoom);
  const filled = fill(gainsOf(lots, asOf, notToBuy), room);
  // replayed: where tax falls and rises again with income, less than the room can cost more than all of it
  const isFree = withGain(gainOf(filled)).tax.lte(federal.before.tax);
  const sales = isFree ? filled : [];
  const gain = gainOf(sales);
  const taxes = year.state === null ? federal : new YearTaxes(year);
  const tax = taxes.with({ shortTerm: ZERO, longTerm: gain }).tax.minus(taxes.before.tax);
  const laterRate = terms.laterRate ?? year.parameters.gainRates.value.middle;
  const laterTaxAvoided = gain.times(laterRate).times(discountOf(terms));
  return {
    asOf,
    bracketRoom,
    room,
    limit,
    effects: effectsOf(federal.before.federal, withGain(bracketRoom).federal),
    sales,
    gain,
    tax,
    laterRate,
    laterTaxAvoided,
    net: laterTaxAvoided.minus(tax),
    longFrom: longTermFrom(asOf),
  };
}

const gainOf = (sales: readonly GainSale[]): Decimal =>
  sales.reduce((total, sale) => total.plus(sale.gain), ZERO);

/** Largest gain, in whole cents, for which `holds`; it holds at 0 and, once false, stays so. */
function largest(upTo: Decimal, holds: (gain: Decimal) => boolean): Decimal {
  if (holds(upTo)) return upTo;
  let [low, high] = [0n, BigInt(upTo.div(CENT).ceil().toFixed())];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (holds(CENT.times(middle.toString()))) low = middle;
    else high = middle;
  }
  return CENT.times(low.toString());
}

function bracketRoomOf(federal: YearTaxes, { facts, parameters }: SaleYear): Decimal {
  const end = parameters.gainBreakpoints.value[facts.filingStatus].zeroUpTo;
  const { adjustedGrossIncome, deduction, taxableIncome, netting } = federal.before.federal;
  if (taxableIncome.gt(end)) return ZERO;
  // what losses swallow and deductions cover comes before the first taxable dollar
  const swallowed = atLeastZero(netting.shortTerm.plus(netting.longTerm).negated());
  const unused = atLeastZero(deduction.total.minus(adjustedGrossIncome));
  const upTo = cents(end.minus(taxableIncome).plus(unused).plus(swallowed));
  return largest(upTo, (gain) =>
    federal.with({ shortTerm: ZERO, longTerm: gain }).federal.taxableIncome.lte(end),
  );
}

function roomOf(
  federal: YearTaxes,
  year: SaleYear,
  bracketRoom: Decimal,
): { readonly room: Decimal; readonly limit: GainLimit } {
  const { netting, adjustedGrossIncome } = federal.before.federal;
  if (netting.shortTerm.plus(netting.longTerm).isNegative())
    return { room: ZERO, limit: "NET_LOSS" };
  const free = largest(bracketRoom, (gain) =>
    federal.with({ shortTerm: ZERO, longTerm: gain }).tax.lte(federal.before.tax),
  );
  const medicare = medicareRoom(year, adjustedGrossIncome);
  if (medicare?.lt(free)) return { room: medicare, limit: "MEDICARE" };
  return { room: free, limit: free.eq(bracketRoom) ? "ZERO_RATE_BRACKET" : "OTHER_TAX" };
}

/** Income that may still come before the next Medicare tier; null when nobody will pay premiums. */
function medicareRoom({ facts, parameters }: SaleYear, income: Decimal): Decimal | null {
  const premiumYear = parameters.year + MEDICARE_LOOKBACK_YEARS;
  const persons = facts.filers.filter(
    ({ birthDate, isAged }) =>
      isAged || (birthDate !== null && Number(birthDate.slice(0, 4)) + MEDICARE_AGE <= premiumYear),
  ).length;
  if (persons === 0) return null;
  const household: MedicareHousehold = {
    filingStatus: facts.filingStatus,
    livedApart: facts.livedApart,
    magi: income.plus(facts.taxExemptInterest),
    persons,
    havePartD: true,
  };
  return medicareSurcharge(household, parameters.year).next?.distance ?? null;
}

const LINES: readonly (readonly [string, (tax: FederalReturn) => Decimal])[] = [
  ["TAXABLE_SOCIAL_SECURITY", (t) => t.income.taxableSocialSecurity],
  ["ORDINARY_TAX", (t) => t.ordinaryTax],
  ["CAPITAL_GAINS_TAX", (t) => t.capitalGainsTax],
  ["ALTERNATIVE_MINIMUM_TAX", (t) => t.alternativeMinimum.tax],
  ["NET_INVESTMENT_INCOME_TAX", (t) => t.netInvestmentIncomeTax],
  ["EXCESS_ADVANCE_PREMIUM", (t) => t.excessAdvancePremium],
  ["CREDITS", (t) => t.credits.nonRefundable.plus(t.credits.refundable).negated()],
];

function effectsOf(before: FederalReturn, after: FederalReturn): GainEffect[] {
  return LINES.map(([code, of]) => ({ code, amount: of(after).minus(of(before)) })).filter(
    ({ amount }) => !cents(amount).isZero(),
  );
}

/**
 * Long-term lots with a gain in taxable accounts, the most gain for the least trading first; none
 * that could not be bought back without washing an earlier loss.
 */
function gainsOf(
  lots: readonly HouseholdLot[],
  asOf: CalendarDate,
  notToBuy: readonly string[],
): PricedLot[] {
  return lots
    .filter(({ account }) => account.taxTreatment === "TAXABLE")
    .filter(({ security }) => !notToBuy.some((other) => isListedIdentical(security.symbol, other)))
    .flatMap((lot) => priceLot(lot, asOf) ?? [])
    .filter(({ term, gain }) => term === "LONG" && gain.gt(0))
    .sort((a, b) => {
      const order = b.gain.times(a.value).comparedTo(a.gain.times(b.value));
      return order || (a.lot.id < b.lot.id ? -1 : 1);
    });
}

/** Whole lots while they fit, then a part of the first that does not. */
function fill(gains: readonly PricedLot[], room: Decimal): GainSale[] {
  const sales: GainSale[] = [];
  let left = room;
  for (const priced of gains) {
    if (left.lte(0)) break;
    const { lot, gain } = priced;
    if (gain.lte(left)) {
      sales.push({ priced, units: lot.units, gain });
      left = left.minus(gain);
      continue;
    }
    const units = smaller(lot.units, lot.units.times(left).div(gain)).toDecimalPlaces(
      UNIT_PLACES,
      Decimal.ROUND_DOWN,
    );
    if (units.lte(0)) continue;
    const part = gainOfUnits(priced, units);
    sales.push({ priced, units, gain: part });
    break;
  }
  return sales;
}

/** Gain of a part of a lot, USD rounded down to the cent: cost leaves in proportion to units. */
function gainOfUnits({ lot, cost, unitPriceUsd }: PricedLot, units: Decimal): Decimal {
  const share = cost.times(units).div(lot.units);
  return units.times(unitPriceUsd).minus(share).toDecimalPlaces(2, Decimal.ROUND_FLOOR);
}

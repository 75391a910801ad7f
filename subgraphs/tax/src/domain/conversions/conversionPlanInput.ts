import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { checkMarketplace } from "../checkTaxDetails.js";
import type { FederalFacts } from "../federalFacts.js";
import { PROJECTED_UNTIL } from "../projectedParameters.js";
import { MEDICARE_LOOKBACK_YEARS } from "../retirement/medicareSurcharge.js";

/** One person with retirement accounts; balances on 31 December before the first year. USD, >= 0. */
export interface Saver {
  readonly birthDate: CalendarDate;
  readonly traditional: Decimal; // all traditional, SEP and SIMPLE IRAs together
  readonly traditionalBasis: Decimal; // Form 8606 line 2; part of `traditional`
  readonly roth: Decimal;
  /** What of `roth` were contributions, free at any time; the rest counts as earnings. Absent: all of it. */
  readonly rothContributions?: Decimal;
  /** Year of the first contribution to any Roth IRA. Absent: over five years ago, or none where `roth` is 0. */
  readonly rothSince?: number;
}

/** The household's taxable account on 31 December before the first year, and what it earns. */
export interface TaxableAccount {
  readonly balance: Decimal; // USD, >= 0
  readonly costBasis: Decimal; // USD, >= 0
  readonly priceGrowth: number; // a year, as a fraction, > -1; taxed when sold
  readonly dividendYield: number; // a year, as a fraction, >= 0; taxed each year
  readonly qualifiedShare: number; // of the dividends, 0 to 1
}

/** One calendar year of the plan. */
export interface PlanYear {
  readonly year: number;
  /**
   * Everything but these accounts: other income, Social Security, deductions, marketplace coverage.
   * The plan adds its IRAs and its taxable account.
   */
  readonly facts: FederalFacts;
  /** USD: cash of that income less living costs, before income tax, Medicare surcharges and distributions; signed. */
  readonly netCash: Decimal;
}

/** A household and the assumptions of its plan. Rates are fractions a year. */
export interface ConversionPlanInput {
  readonly savers: readonly Saver[]; // in the order of `facts.filers`
  readonly isSpouseSoleBeneficiary: boolean; // decides the Joint table for a spouse over 10 years younger
  readonly taxable: TaxableAccount;
  readonly growth: { readonly traditional: number; readonly roth: number }; // > -1
  readonly years: readonly PlanYear[]; // consecutive, rising
  readonly state: string | null; // postal code of residence in all years; null: federal tax only
  readonly inflation: number; // to today's money; the tax figures are projected by their own 2.5 %
  readonly discountRate: number; // nominal, for the present value of tax
  /** What is left is taxed once: traditional balances and unrealized gains. Heirs' rates, or the household's own. */
  readonly terminalRates: { readonly traditional: number; readonly gain: number };
  readonly havePartD: boolean;
  /** AGI plus tax-exempt interest of the two years before the plan, USD; null: no surcharge from them. */
  readonly priorMagi: readonly [Decimal, Decimal] | null;
}

/** Past this the retirement figures of two years later end. */
const LAST_YEAR = PROJECTED_UNTIL - MEDICARE_LOOKBACK_YEARS;

/**
 * Refuses a plan that could only give numbers that look right.
 *
 * @throws {Refusal} BAD_INPUT, which says what; TAX_YEAR_UNKNOWN for a plan past the projected years
 */
export function checkConversionPlan(input: ConversionPlanInput): void {
  const { savers, taxable, years, terminalRates } = input;
  demand(years.length > 0, "A plan has at least one year.");
  years.forEach(({ year, facts, netCash }, i) => {
    demand(year === (years[0]?.year ?? 0) + i, `The years are consecutive; ${year} is not.`);
    demand(netCash.isFinite(), `The net cash of ${year} is a number.`);
    demand(
      facts.filers.length === savers.length,
      `Each person on the return of ${year} is a saver of the plan, with zero balances if need be.`,
    );
    demand(
      facts.filers.every((f) => f.ira.distributions.plus(f.ira.conversions).isZero()),
      `Distributions and conversions of ${year} are the plan's to decide: state none.`,
    );
    demand(
      i === 0 || facts.shortTermLossCarryover.plus(facts.longTermLossCarryover).isZero(),
      "Loss carryovers stand in the first year; the plan carries them on.",
    );
    if (facts.marketplace) checkMarketplace(facts.marketplace);
  });
  for (const saver of savers) {
    const { traditional, traditionalBasis, roth, birthDate } = saver;
    const age = (years[0]?.year ?? 0) - yearOf(birthDate);
    demand(age >= 18 && age + years.length <= 130, `A saver of ${age} is not planned for.`);
    demand(
      [traditional, traditionalBasis, roth].every((b) => b.isFinite() && b.gte(0)),
      "Balances are not negative.",
    );
    demand(traditionalBasis.lte(traditional), "Basis is part of the traditional balance.");
    checkRoth(saver, years[0]?.year ?? 0);
  }
  demand(
    [taxable.balance, taxable.costBasis].every((b) => b.isFinite() && b.gte(0)),
    "Balances are not negative.",
  );
  checkRates(input);
  demand(
    isIn(terminalRates.traditional, 0, 1) && isIn(terminalRates.gain, 0, 1),
    "Terminal tax rates are fractions from 0 to 1.",
  );
  const last = years.at(-1)?.year ?? 0;
  if (last > LAST_YEAR) {
    throw new Refusal(
      "TAX_YEAR_UNKNOWN",
      `A conversion plan ends in ${LAST_YEAR} at the latest: Medicare looks at two years later.`,
      { yearAsked: last, yearLast: LAST_YEAR },
    );
  }
}

function checkRoth({ roth, rothContributions, rothSince }: Saver, firstYear: number): void {
  demand(
    !rothContributions || (rothContributions.gte(0) && rothContributions.lte(roth)),
    "Contributions to Roth accounts are part of the balance and not negative.",
  );
  demand(
    rothSince === undefined || (rothSince >= 1998 && rothSince <= firstYear),
    `Roth accounts exist since 1998: ${rothSince} is no year of a first contribution.`,
  );
}

function checkRates({ taxable, growth, inflation, discountRate }: ConversionPlanInput): void {
  const rates = [growth.traditional, growth.roth, taxable.priceGrowth, inflation, discountRate];
  demand(
    rates.every((rate) => isIn(rate, -0.9, 1)),
    "Growth, inflation and discount rates are yearly fractions from -0.9 to 1.",
  );
  demand(
    isIn(taxable.dividendYield, 0, 1) && isIn(taxable.qualifiedShare, 0, 1),
    "The dividend yield and its qualified share are fractions from 0 to 1.",
  );
}

const isIn = (value: number, from: number, to: number): boolean => value >= from && value <= to;

function demand(holds: boolean, claim: string): void {
  if (!holds) throw new Refusal("BAD_INPUT", claim);
}

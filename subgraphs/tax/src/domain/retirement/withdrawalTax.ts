import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import { withMore } from "../incomeKind.js";
import { MEDICARE_LOOKBACK_YEARS, medicareSurcharge } from "./medicareSurcharge.js";
import type { TaxableYear, TaxOfYears } from "./withdrawalOrder.js";

/** What the household has beside its withdrawals. */
export interface WithdrawalHousehold {
  /** The return of a year without withdrawals: benefits, pensions, status, deductions. */
  readonly factsOf: (year: number) => FederalFacts;
  /** Persons on Medicare (Part B and D) in a year. */
  readonly onMedicare: (year: number) => number;
  /** MAGI of the two years before the first, for their premiums; USD. */
  readonly earlierMagi: (year: number) => Decimal;
}

/** A year's return with its withdrawals. USD. */
export interface YearTax {
  readonly incomeTax: Decimal;
  readonly magi: Decimal;
  readonly ordinaryIncome: Decimal; // what the rate schedule taxes, without gains and qualified dividends
}

/**
 * The exact federal engine as the tax function of a withdrawal plan: the return of each year with
 * its withdrawals, and the Medicare surcharges that the income of two years earlier causes.
 *
 * State tax is not in it. A year's return is computed once as long as its row stays the same.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN for years without figures
 */
export function federalTaxOfYears(household: WithdrawalHousehold): TaxOfYears {
  const known = new WeakMap<TaxableYear, YearTax>();
  const yearTax = (row: TaxableYear): YearTax => {
    const found = known.get(row) ?? taxOf(household.factsOf(row.year), row);
    known.set(row, found);
    return found;
  };
  return (years) =>
    years.map((row, i) => {
      const before = years[i - MEDICARE_LOOKBACK_YEARS];
      const incomeYear = row.year - MEDICARE_LOOKBACK_YEARS;
      const magi = before ? yearTax(before).magi : household.earlierMagi(incomeYear);
      return yearTax(row).incomeTax.plus(surcharge(household, incomeYear, magi));
    });
}

/** The exact return of a year with its withdrawals. */
export function taxOf(base: FederalFacts, row: TaxableYear): YearTax {
  const withIra = withMore(base, "IRA_DISTRIBUTION", row.deferred);
  const withGain = withMore(withIra, "LONG_TERM_GAIN", row.realizedGain);
  const facts = withMore(withGain, "QUALIFIED_DIVIDENDS", row.qualifiedDividends);
  const done = federalTax(facts, federalParametersFor(row.year));
  return {
    incomeTax: done.netTax,
    magi: done.adjustedGrossIncome.plus(facts.taxExemptInterest),
    ordinaryIncome: done.taxableIncome.minus(done.preferentialIncome),
  };
}

/** Medicare surcharges that the income of a year causes two years later, of all persons; USD. */
export function surcharge(
  household: WithdrawalHousehold,
  incomeYear: number,
  magi: Decimal,
): Decimal {
  const persons = household.onMedicare(incomeYear + MEDICARE_LOOKBACK_YEARS);
  if (persons === 0) return ZERO;
  const { filingStatus, livedApart } = household.factsOf(incomeYear);
  const payer = { filingStatus, livedApart, magi, persons, havePartD: true };
  return medicareSurcharge(payer, incomeYear).total;
}

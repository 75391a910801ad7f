import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { atLeastZero, smaller } from "../exact.js";
import type { FederalFacts, Filer } from "../federalFacts.js";
import { type FederalParameters, federalParametersFor } from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import { withMore } from "../incomeKind.js";
import { stateReturn } from "../states/stateTax.js";

/** What one person earns by work. USD. */
export interface Earner {
  readonly wages: Decimal;
  readonly selfEmployment: Decimal; // profit less half its tax, >= 0
  readonly compensation: Decimal; // the sum
  readonly payrollRate: Decimal; // Social Security and Medicare tax on the last dollar of wages
}

/** What decides over a household's contributions of a year. */
export interface SavingsRates {
  readonly wages: Decimal; // tax on one more dollar of wages, state included; a fraction
  readonly rothMagi: Decimal; // AGI without conversions and before the IRA deduction
  readonly deductionMagi: Decimal; // AGI before the IRA and the student loan interest deduction
  readonly earners: readonly Earner[]; // in the order of the return
}

const ONE = new Decimal(1);
const HALF = new Decimal("0.5");

/**
 * Rates and modified incomes out of the exact engine.
 *
 * @param state postal code; null: federal tax only
 * @throws {Refusal} TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN
 * @see 26 USC 219(g)(3), 408A(c)(3)(B)
 */
export function savingsRates(
  facts: FederalFacts,
  year: number,
  state: string | null,
): SavingsRates {
  const parameters = federalParametersFor(year);
  const base = federalTax(facts, parameters);
  const more = withMore(facts, "WAGES", ONE);
  const after = federalTax(more, parameters);
  const stateRate = state
    ? stateReturn(state, year, more, after).tax.minus(stateReturn(state, year, facts, base).tax)
    : ZERO;
  const filers = (change: (filer: Filer) => Filer): FederalFacts => ({
    ...facts,
    filers: facts.filers.map(change),
  });
  const agi = (of: FederalFacts) => federalTax(of, parameters).adjustedGrossIncome;
  return {
    wages: after.netTax.minus(base.netTax).plus(stateRate),
    rothMagi: agi(
      filers((f) => ({ ...f, iraDeduction: ZERO, ira: { ...f.ira, conversions: ZERO } })),
    ),
    deductionMagi: agi({
      ...filers((f) => ({ ...f, iraDeduction: ZERO })),
      studentLoanInterest: ZERO,
    }),
    earners: facts.filers.map((filer, i) => earnerOf(filer, i, base, parameters)),
  };
}

function earnerOf(
  filer: Filer,
  index: number,
  base: FederalReturn,
  parameters: FederalParameters,
): Earner {
  const tax = base.payroll[index]?.selfEmployment ?? ZERO;
  const selfEmployment = atLeastZero(filer.selfEmploymentProfit.minus(tax.times(HALF)));
  const { socialSecurityRate, medicareRate } = parameters.payrollTax.value;
  const covered = filer.socialSecurityWages ?? filer.wages;
  const isUnderBase = smaller(covered, parameters.socialSecurityWageBase.value).eq(covered);
  const payrollRate = isUnderBase ? socialSecurityRate.plus(medicareRate) : medicareRate;
  return {
    wages: filer.wages,
    selfEmployment,
    compensation: filer.wages.plus(selfEmployment),
    payrollRate,
  };
}

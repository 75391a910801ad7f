import { Decimal } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import { BLANK_FILER, blankFacts, type FederalFacts } from "./federalFacts.js";
import { FEDERAL_YEARS, federalParametersFor, parametersStanding } from "./federalParameters.js";
import { federalTax } from "./federalTax.js";
import type { FigureStatus } from "./figure.js";
import type { FilingStatus } from "./filingStatus.js";
import { type IncomeKind, withMore } from "./incomeKind.js";
import { PROJECTED_INFLATION } from "./projectedParameters.js";
import { scheduleOf, type TaxSchedule } from "./taxSchedule.js";

/** Figures that the law does not index, and the payroll tax: USD and fractions. */
export interface TaxThresholds {
  readonly socialSecurityBase: Decimal; // 26 USC 86(c)
  readonly socialSecurityAdjustedBase: Decimal;
  readonly netInvestmentIncomeRate: Decimal; // 26 USC 1411
  readonly netInvestmentIncomeOver: Decimal;
  readonly additionalMedicareRate: Decimal; // 26 USC 3101(b)(2)
  readonly additionalMedicareOver: Decimal;
  readonly socialSecurityRate: Decimal; // of wages, the employee's
  readonly socialSecurityWageBase: Decimal; // indexed; of the tables' year
  readonly medicareRate: Decimal;
  readonly capitalLossLimit: Decimal; // 26 USC 1211(b)
}

/** Whose tax, of what year: a return with nothing on it yet. */
export interface TaxTablesKey {
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly agedPersons: number; // 65 or over at the end of the year, 0 to the filers of the status
  readonly state: string | null; // postal code; null: no state
}

/** Tax from the first dollar, by which another subgraph can price years it invents. */
export interface TaxTables extends TaxTablesKey {
  readonly indexation: Decimal; // how much indexed amounts have grown since the last published year by assumption; 1 for published years
  readonly federal: readonly TaxSchedule[]; // PENSION (ordinary income), LONG_TERM_GAIN
  readonly stateSchedules: readonly TaxSchedule[]; // WAGES, LONG_TERM_GAIN, PENSION; none without a state
  readonly thresholds: TaxThresholds;
  readonly parameters: { readonly status: FigureStatus; readonly source: string };
}

export const FEDERAL_TABLE_KINDS = ["PENSION", "LONG_TERM_GAIN"] as const;
export const STATE_TABLE_KINDS = ["WAGES", "LONG_TERM_GAIN", "PENSION"] as const;

/** A return with filing status and ages and nothing else. */
export function blankReturn({ filingStatus, agedPersons }: TaxTablesKey): FederalFacts {
  const blank = blankFacts(filingStatus);
  const { filers } = blank;
  invariant(
    Number.isInteger(agedPersons) && agedPersons >= 0 && agedPersons <= filers.length,
    "as many persons are aged as are on the return, or fewer",
  );
  return { ...blank, filers: filers.map((_, i) => ({ ...BLANK_FILER, isAged: i < agedPersons })) };
}

/**
 * Federal income tax of a blank return as a function of one kind of income, without the tax on net
 * investment income: its threshold is not indexed and stands among the thresholds.
 *
 * Ordinary income O and long-term gains G together are taxed F(O) + H(O + G) - H(O), F the schedule
 * of PENSION, H that of LONG_TERM_GAIN: gains lie on top of ordinary income, and what the deduction
 * has left protects them. This holds to the dollar but for the minimum tax and phase-outs.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN
 */
export function federalTable(key: TaxTablesKey, kind: IncomeKind): TaxSchedule {
  const parameters = federalParametersFor(key.year);
  const blank = blankReturn(key);
  const taxOn = (income: Decimal): Decimal => {
    const { netTax, netInvestmentIncomeTax } = federalTax(
      withMore(blank, kind, income),
      parameters,
    );
    return netTax.minus(netInvestmentIncomeTax);
  };
  return { year: key.year, kind, ...scheduleOf(taxOn) };
}

/** What stands beside the schedules. */
export function tableFigures(
  key: TaxTablesKey,
): Pick<TaxTables, "indexation" | "thresholds" | "parameters"> {
  const parameters = federalParametersFor(key.year);
  const { filingStatus: status } = key;
  const { base, adjustedBase } = parameters.socialSecurityTaxability.value;
  const { netInvestmentIncomeTax, additionalMedicareTax, payrollTax } = parameters;
  const beyond = Math.max(0, key.year - (FEDERAL_YEARS.at(-1) ?? key.year));
  return {
    indexation: PROJECTED_INFLATION.plus(1).pow(beyond).toDecimalPlaces(12),
    thresholds: {
      socialSecurityBase: base[status],
      socialSecurityAdjustedBase: adjustedBase[status],
      netInvestmentIncomeRate: netInvestmentIncomeTax.value.rate,
      netInvestmentIncomeOver: netInvestmentIncomeTax.value.threshold[status],
      additionalMedicareRate: additionalMedicareTax.value.rate,
      additionalMedicareOver: additionalMedicareTax.value.threshold[status],
      socialSecurityRate: payrollTax.value.socialSecurityRate,
      socialSecurityWageBase: parameters.socialSecurityWageBase.value,
      medicareRate: payrollTax.value.medicareRate,
      capitalLossLimit: parameters.capitalLossLimit.value[status],
    },
    parameters: parametersStanding(parameters, blankReturn(key)),
  };
}

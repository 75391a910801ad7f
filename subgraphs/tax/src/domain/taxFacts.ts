import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { FilingStatus } from "./filingStatus.js";

/** A person on the return, as the additional standard deduction and the senior deduction see them. */
export interface Filer {
  readonly isAged: boolean; // 65 or over at the end of the year
  readonly isBlind: boolean;
}

/** Everything the federal engine knows of a household in one year. All amounts in USD. */
export interface TaxFacts {
  readonly filingStatus: FilingStatus;
  readonly wages: Decimal;
  readonly interest: Decimal; // taxable
  readonly ordinaryDividends: Decimal; // includes the qualified ones (Form 1040 line 3b)
  readonly qualifiedDividends: Decimal; // part of the ordinary ones
  readonly shortTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly longTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly shortTermLossCarryover: Decimal; // from earlier years, >= 0
  readonly longTermLossCarryover: Decimal; // from earlier years, >= 0
  readonly otherIncome: Decimal; // taxable and not from investments: pensions, distributions
  readonly itemizedDeductions: Decimal; // Schedule A total, after its own limits
  readonly spouseItemizes: boolean; // matters to separate returns only
  readonly filers: readonly Filer[]; // the filer, and on a joint return the spouse
}

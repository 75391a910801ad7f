import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FilingStatus } from "./filingStatus.js";
import type { Filer, TaxFacts } from "./taxFacts.js";

type Amounts = Partial<
  Record<keyof Omit<TaxFacts, "filingStatus" | "spouseItemizes" | "filers">, string | number>
>;

/** Tax facts in one line for tests: what is not named is 0, the filer is young and sees. */
export function facts(
  filingStatus: FilingStatus,
  amounts: Amounts = {},
  more: { readonly filers?: readonly Filer[]; readonly spouseItemizes?: boolean } = {},
): TaxFacts {
  const of = (name: keyof Amounts) => new Decimal(amounts[name] ?? 0);
  return {
    filingStatus,
    wages: of("wages"),
    interest: of("interest"),
    ordinaryDividends: of("ordinaryDividends"),
    qualifiedDividends: of("qualifiedDividends"),
    shortTermGain: of("shortTermGain"),
    longTermGain: of("longTermGain"),
    shortTermLossCarryover: of("shortTermLossCarryover"),
    longTermLossCarryover: of("longTermLossCarryover"),
    otherIncome: of("otherIncome"),
    itemizedDeductions: of("itemizedDeductions"),
    spouseItemizes: more.spouseItemizes ?? false,
    filers: more.filers ?? [{ isAged: false, isBlind: false }],
  };
}

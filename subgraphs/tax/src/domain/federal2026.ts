import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalParameters } from "./federalParameters.js";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";
import {
  amounts,
  applicable,
  businessIncomeDeduction,
  CHILD_TAX_CREDIT,
  EARNED_INCOME_RATES,
  edges,
  gainEdges,
  halfIfSeparate,
  jointOrOther,
  minimumTax,
  ORDINARY_RATES,
  poverty,
  rate,
  saltPhaseDown,
  saversCredit,
  SENIOR_DEDUCTION,
  STATUTORY,
  studentLoanInterest,
  TEMPORARY_DEDUCTIONS,
  usd,
} from "./statutoryFigures.js";

/** Federal figures of tax year 2026, USD. */
export const FEDERAL_2026: FederalParameters = {
  ...STATUTORY,
  year: 2026,
  ordinary: official("Rev. Proc. 2025-32", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 12400, 50400, 105700, 201775, 256225, 640600),
      joint: edges(0, 24800, 100800, 211400, 403550, 512450, 768700),
      separate: edges(0, 12400, 50400, 105700, 201775, 256225, 384350),
      head: edges(0, 17700, 67450, 105700, 201750, 256200, 640600),
      survivingSpouse: edges(0, 24800, 100800, 211400, 403550, 512450, 768700),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2025-32",
    byFilingStatus({
      single: gainEdges(49450, 545500),
      joint: gainEdges(98900, 613700),
      separate: gainEdges(49450, 306850),
      head: gainEdges(66200, 579600),
      survivingSpouse: gainEdges(98900, 613700),
    }),
  ),
  standardDeduction: official(
    "Rev. Proc. 2025-32",
    amounts({ single: 16100, joint: 32200, separate: 16100, head: 24150 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2025-32",
    amounts({ single: 2050, joint: 1650, separate: 1650, head: 2050 }),
  ),
  seniorDeduction: SENIOR_DEDUCTION,
  temporaryDeductions: TEMPORARY_DEDUCTIONS,
  itemizedLimitation: official("26 USC 68, P.L. 119-21 §70111", {
    numerator: new Decimal(2),
    denominator: new Decimal(37),
  }),
  dependentStandardDeduction: official("Rev. Proc. 2025-32", {
    minimum: usd(1350),
    earnedIncomePlus: usd(450),
  }),
  saltCap: official("P.L. 119-21 §70120", halfIfSeparate(40400)),
  saltPhaseDown: official("P.L. 119-21 §70120", saltPhaseDown(505000)),
  charity: official("26 USC 170, P.L. 119-21", {
    cashLimitRate: rate("0.6"),
    floorRate: rate("0.005"),
    withoutItemizing: jointOrOther({ joint: 2000, other: 1000 }),
  }),
  minimumTax: official(
    "Rev. Proc. 2025-32; P.L. 119-21 §70107",
    minimumTax({
      exemption: { single: 90100, joint: 140200 },
      phaseOutFrom: { single: 500000, joint: 1000000 },
      phaseOutRate: "0.5",
      highRateOver: 244500,
    }),
  ),
  socialSecurityWageBase: official("SSA, 2026", usd(184500)),
  childTaxCredit: official("P.L. 119-21 §70104; Rev. Proc. 2025-32", {
    ...CHILD_TAX_CREDIT,
    perChild: usd(2200),
    refundableMax: usd(1700),
  }),
  earnedIncomeCredit: official("Rev. Proc. 2025-32", {
    ...EARNED_INCOME_RATES,
    maximum: edges(664, 4427, 7316, 8231),
    phaseOutFrom: edges(10860, 23890, 23890, 23890),
    jointAddition: [usd(7280), usd(7270)],
    investmentIncomeMax: usd(12200),
  }),
  saversCredit: official("Notice 2025-67", saversCredit(48500, 52500, 80500)),
  // no source for 2026 was found: the figures of 2025
  studentLoanInterest: {
    value: studentLoanInterest(170000, 85000),
    status: "CARRIED_FORWARD",
    source: "Rev. Proc. 2024-40, carried forward from 2025",
  },
  premiumTaxCredit: official("Rev. Proc. 2025-25", {
    endsAbove400: true,
    applicable: applicable(
      ["0", "1.33", "0.021", "0.021"],
      ["1.33", "1.5", "0.0314", "0.0419"],
      ["1.5", "2", "0.0419", "0.066"],
      ["2", "2.5", "0.066", "0.0844"],
      ["2.5", "3", "0.0844", "0.0996"],
      ["3", "4", "0.0996", "0.0996"],
    ),
  }),
  povertyGuideline: official(
    "HHS poverty guidelines 2025",
    poverty([15650, 5500], [19550, 6880], [17990, 6330]),
  ),
  businessIncomeDeduction: official(
    "Rev. Proc. 2025-32; P.L. 119-21 §70105",
    businessIncomeDeduction({ joint: 403500, other: 201750, separate: 201775 }, 75000, {
      deduction: usd(400),
      fromIncome: usd(1000),
    }),
  ),
};

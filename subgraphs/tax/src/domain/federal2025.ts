import type { FederalParameters } from "./federalParameters.js";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";
import {
  amounts,
  businessIncomeDeduction,
  CHILD_TAX_CREDIT,
  EARNED_INCOME_RATES,
  edges,
  ENHANCED_PREMIUM_CREDIT,
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

/** Federal figures of tax year 2025, USD. */
export const FEDERAL_2025: FederalParameters = {
  ...STATUTORY,
  year: 2025,
  ordinary: official("Rev. Proc. 2024-40", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 11925, 48475, 103350, 197300, 250525, 626350),
      joint: edges(0, 23850, 96950, 206700, 394600, 501050, 751600),
      separate: edges(0, 11925, 48475, 103350, 197300, 250525, 375800),
      head: edges(0, 17000, 64850, 103350, 197300, 250500, 626350),
      survivingSpouse: edges(0, 23850, 96950, 206700, 394600, 501050, 751600),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2024-40",
    byFilingStatus({
      single: gainEdges(48350, 533400),
      joint: gainEdges(96700, 600050),
      separate: gainEdges(48350, 300000),
      head: gainEdges(64750, 566700),
      survivingSpouse: gainEdges(96700, 600050),
    }),
  ),
  standardDeduction: official(
    "P.L. 119-21 §70102",
    amounts({ single: 15750, joint: 31500, separate: 15750, head: 23625 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2024-40",
    amounts({ single: 2000, joint: 1600, separate: 1600, head: 2000 }),
  ),
  seniorDeduction: SENIOR_DEDUCTION,
  temporaryDeductions: TEMPORARY_DEDUCTIONS,
  itemizedLimitation: official("26 USC 68(f), suspended 2018-2025", null),
  dependentStandardDeduction: official("Rev. Proc. 2024-40", {
    minimum: usd(1350),
    earnedIncomePlus: usd(450),
  }),
  saltCap: official("P.L. 119-21 §70120", halfIfSeparate(40000)),
  saltPhaseDown: official("P.L. 119-21 §70120", saltPhaseDown(500000)),
  charity: official("26 USC 170", {
    cashLimitRate: rate("0.6"),
    floorRate: rate("0"),
    withoutItemizing: jointOrOther({ joint: 0, other: 0 }),
  }),
  minimumTax: official(
    "Rev. Proc. 2024-40",
    minimumTax({
      exemption: { single: 88100, joint: 137000 },
      phaseOutFrom: { single: 626350, joint: 1252700 },
      phaseOutRate: "0.25",
      highRateOver: 239100,
    }),
  ),
  socialSecurityWageBase: official("SSA, 2025", usd(176100)),
  childTaxCredit: official("P.L. 119-21 §70104; Rev. Proc. 2024-40", {
    ...CHILD_TAX_CREDIT,
    perChild: usd(2200),
    refundableMax: usd(1700),
  }),
  earnedIncomeCredit: official("Rev. Proc. 2024-40", {
    ...EARNED_INCOME_RATES,
    maximum: edges(649, 4328, 7152, 8046),
    phaseOutFrom: edges(10620, 23350, 23350, 23350),
    jointAddition: [usd(7110), usd(7120)],
    investmentIncomeMax: usd(11950),
  }),
  saversCredit: official("Notice 2024-80", saversCredit(47500, 51000, 79000)),
  studentLoanInterest: official("Rev. Proc. 2024-40", studentLoanInterest(170000, 85000)),
  premiumTaxCredit: ENHANCED_PREMIUM_CREDIT,
  povertyGuideline: official(
    "HHS poverty guidelines 2024",
    poverty([15060, 5380], [18810, 6730], [17310, 6190]),
  ),
  businessIncomeDeduction: official(
    "Rev. Proc. 2024-40",
    businessIncomeDeduction({ joint: 394600, other: 197300, separate: 197300 }, 50000, null),
  ),
};

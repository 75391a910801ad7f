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
  saversCredit,
  STATUTORY,
  studentLoanInterest,
  usd,
} from "./statutoryFigures.js";

/** Federal figures of tax year 2024, USD. */
export const FEDERAL_2024: FederalParameters = {
  ...STATUTORY,
  year: 2024,
  ordinary: official("Rev. Proc. 2023-34", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 11600, 47150, 100525, 191950, 243725, 609350),
      joint: edges(0, 23200, 94300, 201050, 383900, 487450, 731200),
      separate: edges(0, 11600, 47150, 100525, 191950, 243725, 365600),
      head: edges(0, 16550, 63100, 100500, 191950, 243700, 609350),
      survivingSpouse: edges(0, 23200, 94300, 201050, 383900, 487450, 731200),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2023-34",
    byFilingStatus({
      single: gainEdges(47025, 518900),
      joint: gainEdges(94050, 583750),
      separate: gainEdges(47025, 291850),
      head: gainEdges(63000, 551350),
      survivingSpouse: gainEdges(94050, 583750),
    }),
  ),
  standardDeduction: official(
    "Rev. Proc. 2023-34",
    amounts({ single: 14600, joint: 29200, separate: 14600, head: 21900 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2023-34",
    amounts({ single: 1950, joint: 1550, separate: 1550, head: 1950 }),
  ),
  seniorDeduction: official("26 USC 63 before P.L. 119-21", null),
  temporaryDeductions: official("P.L. 119-21 §§70201-70203: from 2025", null),
  itemizedLimitation: official("26 USC 68(f), suspended 2018-2025", null),
  dependentStandardDeduction: official("Rev. Proc. 2023-34", {
    minimum: usd(1300),
    earnedIncomePlus: usd(400),
  }),
  saltCap: official("26 USC 164(b)(6)", halfIfSeparate(10000)),
  saltPhaseDown: official("26 USC 164(b)(6)", null),
  charity: official("26 USC 170", {
    cashLimitRate: rate("0.6"),
    floorRate: rate("0"),
    withoutItemizing: jointOrOther({ joint: 0, other: 0 }),
  }),
  minimumTax: official(
    "Rev. Proc. 2023-34",
    minimumTax({
      exemption: { single: 85700, joint: 133300 },
      phaseOutFrom: { single: 609350, joint: 1218700 },
      phaseOutRate: "0.25",
      highRateOver: 232600,
    }),
  ),
  socialSecurityWageBase: official("SSA, 2024", usd(168600)),
  childTaxCredit: official("26 USC 24; Rev. Proc. 2023-34", {
    ...CHILD_TAX_CREDIT,
    perChild: usd(2000),
    refundableMax: usd(1700),
  }),
  earnedIncomeCredit: official("Rev. Proc. 2023-34", {
    ...EARNED_INCOME_RATES,
    maximum: edges(632, 4213, 6960, 7830),
    phaseOutFrom: edges(10330, 22720, 22720, 22720),
    jointAddition: [usd(6920), usd(6920)],
    investmentIncomeMax: usd(11600),
  }),
  saversCredit: official("Notice 2023-75", saversCredit(46000, 50000, 76500)),
  studentLoanInterest: official("Rev. Proc. 2023-34", studentLoanInterest(165000, 80000)),
  premiumTaxCredit: ENHANCED_PREMIUM_CREDIT,
  povertyGuideline: official(
    "HHS poverty guidelines 2023",
    poverty([14580, 5140], [18210, 6430], [16770, 5910]),
  ),
  businessIncomeDeduction: official(
    "Rev. Proc. 2023-34",
    businessIncomeDeduction({ joint: 383900, other: 191950, separate: 191950 }, 50000, null),
  ),
};

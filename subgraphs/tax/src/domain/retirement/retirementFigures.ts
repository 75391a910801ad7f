import { Decimal } from "@wealthgraph/kernel/decimal";
import { official } from "../figure.js";
import { byFilingStatus } from "../filingStatus.js";
import type {
  DeferralLimit,
  MedicareTier,
  RetirementParameters,
  SocialSecurityAmounts,
} from "./retirementParameters.js";

const usd = (amount: number | string): Decimal => new Decimal(amount);

const deferral = (limit: number, at50: number, at60to63: number | null): DeferralLimit => ({
  limit: usd(limit),
  catchUp50: usd(at50),
  catchUp60to63: at60to63 === null ? null : usd(at60to63),
});

const phaseOut = (from: number, to: number) => ({ from: usd(from), to: usd(to) });

/** Phase-outs of Roth contributions and deductions; separate returns are fixed by statute. */
const ira = (a: {
  limit: number;
  catchUp50: number;
  rothSingle: [number, number];
  rothJoint: [number, number];
  coveredSingle: [number, number];
  coveredJoint: [number, number];
}) => {
  const ranges = (single: [number, number], joint: [number, number]) =>
    byFilingStatus({
      single: phaseOut(...single),
      joint: phaseOut(...joint),
      separate: phaseOut(0, 10000),
      head: phaseOut(...single),
      survivingSpouse: phaseOut(...joint),
    });
  return {
    limit: usd(a.limit),
    catchUp50: usd(a.catchUp50),
    roth: ranges(a.rothSingle, a.rothJoint),
    deductibleCovered: ranges(a.coveredSingle, a.coveredJoint),
    deductibleSpouseCovered: phaseOut(...a.rothJoint), // the same figures by statute, 26 USC 219(g)(7)
  };
};

/** Limits for self-only coverage and family; the plan's edges for families are twice those for one. */
const hsa = (selfOnly: number, family: number, deductibleMin: number, outOfPocketMax: number) => ({
  selfOnly: usd(selfOnly),
  family: usd(family),
  deductibleMin: { selfOnly: usd(deductibleMin), family: usd(deductibleMin * 2) },
  outOfPocketMax: { selfOnly: usd(outOfPocketMax), family: usd(outOfPocketMax * 2) },
  catchUp55: usd(1000), // 26 USC 223(b)(3), not indexed
});

/** From 529 plans to the beneficiary's Roth IRA; not indexed. */
const ROTH_ROLLOVER = official("26 USC 529(c)(3)(E), P.L. 117-328 §126", {
  lifetime: usd(35000),
  accountOpenYears: 15,
  seasoningYears: 5,
});

/**
 * Part B and D surcharges: [single over, joint over, Part B, Part D] in USD; the last row is
 * reached at its amount, for separate returns at `separateTop`.
 */
function medicare(
  partBPremium: string,
  separateTop: number,
  rows: readonly [number, number, string, string][],
) {
  const tier = (
    magi: number,
    isReachedAt: boolean,
    [, , b, d]: [number, number, string, string],
  ): MedicareTier => ({
    magi: usd(magi),
    isReachedAt,
    partBSurcharge: usd(b),
    partDSurcharge: usd(d),
  });
  const none = tier(0, true, [0, 0, "0", "0"]);
  const isTop = (i: number) => i === rows.length - 1;
  const single = [none, ...rows.map((row, i) => tier(row[0], isTop(i), row))];
  const joint = [none, ...rows.map((row, i) => tier(row[1], isTop(i), row))];
  const first = rows[0]?.[0] ?? 0;
  const separate = rows
    .slice(-2)
    .map((row, i) => tier(i === 0 ? first : separateTop, i === 1, row));
  return {
    partBPremium: usd(partBPremium),
    tiers: byFilingStatus<readonly MedicareTier[]>({
      single,
      joint,
      separate: [none, ...separate],
      head: single,
      survivingSpouse: single,
    }),
  };
}

/** Exempt earnings of a year and the formula's bend points; its rates are fixed by 42 USC 415(a)(1). */
const socialSecurity = (
  before: number,
  inYear: number,
  [first, second]: [number, number],
): SocialSecurityAmounts => ({
  earningsBeforeFullAge: usd(before),
  earningsInYearOfFullAge: usd(inYear),
  bendPoints: [usd(first), usd(second)],
  formulaRates: [usd("0.9"), usd("0.32"), usd("0.15")],
});

/** Figures of 2024, USD. */
export const RETIREMENT_2024: RetirementParameters = {
  year: 2024,
  deferral: official("IRS Notice 2023-75", deferral(23000, 7500, null)),
  simpleDeferral: official("IRS Notice 2023-75", deferral(16000, 3500, null)),
  simpleDeferralSmallEmployer: official("26 USC 408(p)(2)(E)", deferral(17600, 3850, null)),
  annualAdditions: official("IRS Notice 2023-75", usd(69000)),
  compensationLimit: official("IRS Notice 2023-75", usd(345000)),
  rothCatchUpWagesOver: official("IRS Notice 2023-62: from 2026", null),
  ira: official(
    "IRS Notice 2023-75",
    ira({
      limit: 7000,
      catchUp50: 1000,
      rothSingle: [146000, 161000],
      rothJoint: [230000, 240000],
      coveredSingle: [77000, 87000],
      coveredJoint: [123000, 143000],
    }),
  ),
  hsa: official("Rev. Proc. 2023-23", hsa(4150, 8300, 1600, 8050)),
  giftExclusion: official("Rev. Proc. 2023-34", usd(18000)),
  educationFiveYears: official("26 USC 529(c)(2)(B)", usd(90000)),
  rothRollover: ROTH_ROLLOVER,
  educationSchools: official("26 USC 529(e)(3)(A)", usd(10000)),
  lifetimeExclusion: official("Rev. Proc. 2023-34", usd(13610000)),
  qualifiedCharitable: official("IRS Notice 2023-75", usd(105000)),
  splitInterestGift: official("26 USC 408(d)(8)(F), IRS Notice 2023-75, remembered", usd(53000)),
  healthSpending: official("26 USC 125(i), Rev. Proc. 2023-34, remembered", usd(3200)),
  dependentCareSpending: official("26 USC 129(a)(2)", usd(5000)),
  socialSecurity: official("SSA, 2024", socialSecurity(22320, 59520, [1174, 7078])),
  medicare: official(
    "CMS, 2024 Medicare Parts A and B premiums",
    medicare("174.7", 397000, [
      [103000, 206000, "69.9", "12.9"],
      [129000, 258000, "174.7", "33.3"],
      [161000, 322000, "279.5", "53.8"],
      [193000, 386000, "384.3", "74.2"],
      [500000, 750000, "419.3", "81"],
    ]),
  ),
};

/** Figures of 2025, USD. */
export const RETIREMENT_2025: RetirementParameters = {
  year: 2025,
  deferral: official("IRS Notice 2024-80", deferral(23500, 7500, 11250)),
  simpleDeferral: official("IRS Notice 2024-80", deferral(16500, 3500, 5250)),
  simpleDeferralSmallEmployer: official("IRS Notice 2024-80", deferral(17600, 3850, 5250)),
  annualAdditions: official("IRS Notice 2024-80", usd(70000)),
  compensationLimit: official("IRS Notice 2024-80", usd(350000)),
  rothCatchUpWagesOver: official("IRS Notice 2023-62: from 2026", null),
  ira: official(
    "IRS Notice 2024-80",
    ira({
      limit: 7000,
      catchUp50: 1000,
      rothSingle: [150000, 165000],
      rothJoint: [236000, 246000],
      coveredSingle: [79000, 89000],
      coveredJoint: [126000, 146000],
    }),
  ),
  hsa: official("Rev. Proc. 2024-25", hsa(4300, 8550, 1650, 8300)),
  giftExclusion: official("Rev. Proc. 2024-40", usd(19000)),
  educationFiveYears: official("26 USC 529(c)(2)(B)", usd(95000)),
  rothRollover: ROTH_ROLLOVER,
  educationSchools: official("26 USC 529(e)(3)(A)", usd(10000)),
  lifetimeExclusion: official("Rev. Proc. 2024-40", usd(13990000)),
  qualifiedCharitable: official("IRS Notice 2024-80", usd(108000)),
  splitInterestGift: official("26 USC 408(d)(8)(F), IRS Notice 2024-80, remembered", usd(54000)),
  healthSpending: official("26 USC 125(i), Rev. Proc. 2024-40, remembered", usd(3300)),
  dependentCareSpending: official("26 USC 129(a)(2)", usd(5000)),
  socialSecurity: official("SSA, 2025", socialSecurity(23400, 62160, [1226, 7391])),
  medicare: official(
    "CMS, 2025 Medicare Parts A and B premiums",
    medicare("185", 394000, [
      [106000, 212000, "74", "13.7"],
      [133000, 266000, "185", "35.3"],
      [167000, 334000, "295.9", "57"],
      [200000, 400000, "406.9", "78.6"],
      [500000, 750000, "443.9", "85.8"],
    ]),
  ),
};

/** Figures of 2026, USD. */
export const RETIREMENT_2026: RetirementParameters = {
  year: 2026,
  deferral: official("IRS Notice 2025-67", deferral(24500, 8000, 11250)),
  simpleDeferral: official("IRS Notice 2025-67", deferral(17000, 4000, 5250)),
  simpleDeferralSmallEmployer: official("IRS Notice 2025-67", deferral(18100, 3850, 5250)),
  annualAdditions: official("IRS Notice 2025-67", usd(72000)),
  compensationLimit: official("IRS Notice 2025-67", usd(360000)),
  rothCatchUpWagesOver: official("26 USC 414(v)(7), IRS Notice 2025-67", usd(150000)),
  ira: official(
    "IRS Notice 2025-67",
    ira({
      limit: 7500,
      catchUp50: 1100,
      rothSingle: [153000, 168000],
      rothJoint: [242000, 252000],
      coveredSingle: [81000, 91000],
      coveredJoint: [129000, 149000],
    }),
  ),
  hsa: official("Rev. Proc. 2025-19", hsa(4400, 8750, 1700, 8500)),
  giftExclusion: official("Rev. Proc. 2025-32", usd(19000)),
  educationFiveYears: official("26 USC 529(c)(2)(B)", usd(95000)),
  rothRollover: ROTH_ROLLOVER,
  educationSchools: official("26 USC 529(e)(3)(A), P.L. 119-21, remembered", usd(20000)),
  lifetimeExclusion: official("26 USC 2010(c)(3), P.L. 119-21", usd(15000000)),
  qualifiedCharitable: official("IRS Notice 2025-67", usd(111000)),
  splitInterestGift: official("26 USC 408(d)(8)(F), IRS Notice 2025-67, remembered", usd(55000)),
  healthSpending: official("26 USC 125(i), Rev. Proc. 2025-32", usd(3400)),
  dependentCareSpending: official("26 USC 129(a)(2), P.L. 119-21", usd(7500)),
  socialSecurity: official("SSA, 2026", socialSecurity(24480, 65160, [1286, 7749])),
  medicare: official(
    "CMS, 2026 Medicare Parts A and B premiums",
    medicare("202.9", 391000, [
      [109000, 218000, "81.2", "14.5"],
      [137000, 274000, "202.9", "37.5"],
      [171000, 342000, "324.6", "60.4"],
      [205000, 410000, "446.3", "83.3"],
      [500000, 750000, "487", "91"],
    ]),
  ),
};

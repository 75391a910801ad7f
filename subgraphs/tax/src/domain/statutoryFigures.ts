import { Decimal } from "@wealthgraph/kernel/decimal";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";

export const usd = (amount: number) => new Decimal(amount);

/** A fraction as its decimal text. */
export const rate = (text: string) => new Decimal(text);

/** A rate schedule's lower edges as whole dollars. */
export const edges = (...amounts: number[]): readonly Decimal[] => amounts.map(usd);

/** Whole dollars where the 0 % and the 15 % rate end. */
export const gainEdges = (zeroUpTo: number, fifteenUpTo: number) => ({
  zeroUpTo: usd(zeroUpTo),
  fifteenUpTo: usd(fifteenUpTo),
});

/** Whole dollars of one amount for each filing status; `joint` also holds for surviving spouses. */
export const amounts = (a: { single: number; joint: number; separate: number; head: number }) =>
  byFilingStatus({
    single: usd(a.single),
    joint: usd(a.joint),
    separate: usd(a.separate),
    head: usd(a.head),
    survivingSpouse: usd(a.joint),
  });

/** Whole dollars where the statute knows joint returns and all others; `separate` as others unless given. */
export const jointOrOther = (a: { joint: number; other: number; separate?: number }) =>
  byFilingStatus({
    single: usd(a.other),
    joint: usd(a.joint),
    separate: usd(a.separate ?? a.other),
    head: usd(a.other),
    survivingSpouse: usd(a.other),
  });

/** Whole dollars that are the same for all but separate returns, which have half of it. */
export const halfIfSeparate = (amount: number) =>
  amounts({ single: amount, joint: amount, separate: amount / 2, head: amount });

/** 26 USC 1(j)(2), made permanent by P.L. 119-21 §70101. */
export const ORDINARY_RATES: readonly Decimal[] = [
  "0.10",
  "0.12",
  "0.22",
  "0.24",
  "0.32",
  "0.35",
  "0.37",
].map((r) => new Decimal(r));

/** Joint and other start of a phase-out; separate returns are not eligible. */
export const notSeparate = (a: { joint: number; other: number }) => ({
  ...byFilingStatus<Decimal | null>({
    single: usd(a.other),
    joint: usd(a.joint),
    separate: null,
    head: usd(a.other),
    survivingSpouse: usd(a.other),
  }),
});

/** Figures that stand in the statute and are not indexed. */
export const STATUTORY = {
  gainRates: official("26 USC 1(h)(1)", { middle: rate("0.15"), top: rate("0.20") }),
  capitalLossLimit: official("26 USC 1211(b)", halfIfSeparate(3000)),
  netInvestmentIncomeTax: official("26 USC 1411", {
    rate: rate("0.038"),
    threshold: amounts({ single: 200000, joint: 250000, separate: 125000, head: 200000 }),
  }),
  additionalMedicareTax: official("26 USC 3101(b)(2)", {
    rate: rate("0.009"),
    threshold: jointOrOther({ joint: 250000, other: 200000, separate: 125000 }),
  }),
  payrollTax: official("26 USC 3101, 3111", {
    socialSecurityRate: rate("0.062"),
    medicareRate: rate("0.0145"),
  }),
  selfEmployment: official("26 USC 1402(a)(12), 1402(b)(2)", {
    earningsShare: rate("0.9235"),
    earningsMin: usd(400),
  }),
  socialSecurityTaxability: official("26 USC 86", {
    base: jointOrOther({ joint: 32000, other: 25000, separate: 0 }),
    adjustedBase: jointOrOther({ joint: 44000, other: 34000, separate: 0 }),
    tier1Rate: rate("0.5"),
    tier2Rate: rate("0.85"),
  }),
  medicalFloorRate: official("26 USC 213(a)", rate("0.075")),
  foreignTaxElection: official("26 USC 904(j)", jointOrOther({ joint: 600, other: 300 })),
  educationCredits: official("26 USC 25A", {
    phaseOutFrom: notSeparate({ joint: 160000, other: 80000 }),
    phaseOutWidth: jointOrOther({ joint: 20000, other: 10000 }),
    firstExpenses: usd(2000),
    nextExpenses: usd(2000),
    nextRate: rate("0.25"),
    refundableShare: rate("0.4"),
    lifetimeExpenses: usd(10000),
    lifetimeRate: rate("0.2"),
  }),
} as const;

/** 26 USC 24(b), (d), (h): the parts that are not indexed. */
export const CHILD_TAX_CREDIT = {
  otherDependent: usd(500),
  phaseOutFrom: jointOrOther({ joint: 400000, other: 200000 }),
  phaseOutPerThousand: usd(50),
  refundableRate: rate("0.15"),
  refundableEarnedOver: usd(2500),
} as const;

/** 26 USC 32(b): rates by number of qualifying children. */
export const EARNED_INCOME_RATES = {
  phaseInRate: ["0.0765", "0.34", "0.4", "0.45"].map(rate),
  phaseOutRate: ["0.0765", "0.1598", "0.2106", "0.2106"].map(rate),
} as const;

/** 26 USC 25B: the credit by AGI of a joint return. */
export const saversCredit = (half: number, fifth: number, tenth: number) => ({
  contributionMax: usd(2000),
  tiers: [
    { upTo: usd(half), rate: rate("0.5") },
    { upTo: usd(fifth), rate: rate("0.2") },
    { upTo: usd(tenth), rate: rate("0.1") },
  ],
  scale: byFilingStatus({
    single: rate("0.5"),
    joint: rate("1"),
    separate: rate("0.5"),
    head: rate("0.75"),
    survivingSpouse: rate("0.5"),
  }),
});

/** 26 USC 221: joint returns phase out over 30,000, others over 15,000. */
export const studentLoanInterest = (joint: number, other: number) => ({
  maximum: usd(2500),
  phaseOutFrom: notSeparate({ joint, other }),
  phaseOutWidth: jointOrOther({ joint: 30000, other: 15000 }),
});

/** 26 USC 55: USD; separate returns have half of the joint exemption and half of the 28 % edge. */
export const minimumTax = (a: {
  exemption: { single: number; joint: number };
  phaseOutFrom: { single: number; joint: number };
  phaseOutRate: string;
  highRateOver: number;
}) => ({
  exemption: amounts({
    ...a.exemption,
    separate: a.exemption.joint / 2,
    head: a.exemption.single,
  }),
  phaseOutFrom: amounts({
    ...a.phaseOutFrom,
    separate: a.phaseOutFrom.joint / 2,
    head: a.phaseOutFrom.single,
  }),
  phaseOutRate: rate(a.phaseOutRate),
  lowRate: rate("0.26"),
  highRate: rate("0.28"),
  highRateOver: halfIfSeparate(a.highRateOver),
});

/** 26 USC 164(b)(7): the cap's phase-down by 30 % of modified AGI over the start, to 10,000. */
export const saltPhaseDown = (start: number) => ({
  start: halfIfSeparate(start),
  rate: rate("0.3"),
  floor: halfIfSeparate(10000),
});

/** 26 USC 199A: USD of taxable income; the range is twice as wide on a joint return. */
export const businessIncomeDeduction = (
  threshold: { joint: number; other: number; separate: number },
  range: number,
  minimum: { deduction: Decimal; fromIncome: Decimal } | null,
) => ({
  rate: rate("0.2"),
  threshold: jointOrOther(threshold),
  range: jointOrOther({ joint: range * 2, other: range }),
  minimum,
});

/** Applicable percentages: [from, to, low, high], from and to as multiples of poverty. */
export const applicable = (...rows: [string, string | null, string, string][]) =>
  rows.map(([from, to, low, high]) => ({
    from: rate(from),
    to: to === null ? null : rate(to),
    low: rate(low),
    high: rate(high),
  }));

/** Poverty guidelines as [first person, each further one] in USD. */
export const poverty = (
  contiguous: [number, number],
  alaska: [number, number],
  hawaii: [number, number],
) => {
  const of = ([first, additional]: [number, number]) => ({
    first: usd(first),
    additional: usd(additional),
  });
  return { CONTIGUOUS: of(contiguous), ALASKA: of(alaska), HAWAII: of(hawaii) };
};

/** P.L. 119-21 §70103: the same amounts in each of 2025 to 2028. */
export const SENIOR_DEDUCTION = official("P.L. 119-21 §70103", {
  perPerson: usd(6000),
  phaseOutRate: rate("0.06"),
  phaseOutFrom: notSeparate({ joint: 150000, other: 75000 }),
});

/** 26 USC 36B(b)(3)(A)(iii): the enhanced credit of 2021 to 2025, without a cliff. */
export const ENHANCED_PREMIUM_CREDIT = official("26 USC 36B(b)(3)(A)(iii), P.L. 117-169", {
  endsAbove400: false,
  applicable: applicable(
    ["0", "1.5", "0", "0"],
    ["1.5", "2", "0", "0.02"],
    ["2", "2.5", "0.02", "0.04"],
    ["2.5", "3", "0.04", "0.06"],
    ["3", "4", "0.06", "0.085"],
    ["4", null, "0.085", "0.085"],
  ),
});

const temporary = (
  cap: { other: number; joint: number },
  phaseOutFrom: { other: number; joint: number },
) => ({
  cap: usd(cap.other),
  capJoint: usd(cap.joint),
  phaseOutFrom: usd(phaseOutFrom.other),
  phaseOutFromJoint: usd(phaseOutFrom.joint),
});

/** The deductions for tips, overtime and interest on car loans. */
export const TEMPORARY_DEDUCTIONS = official("P.L. 119-21 §§70201-70203", {
  tips: temporary({ other: 25000, joint: 25000 }, { other: 150000, joint: 300000 }),
  overtime: temporary({ other: 12500, joint: 25000 }, { other: 150000, joint: 300000 }),
  autoLoanInterest: temporary({ other: 10000, joint: 10000 }, { other: 100000, joint: 200000 }),
  firstYear: 2025,
  lastYear: 2028,
});

/** Published in January 2026: coverage of 2027 is measured by it. */
export const POVERTY_GUIDELINE_2026 = official(
  "HHS poverty guidelines 2026",
  poverty([15960, 5680], [19950, 7100], [18360, 6530]),
);

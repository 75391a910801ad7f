import { Decimal } from "@wealthgraph/kernel/decimal";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";

const usd = (amount: number) => new Decimal(amount);

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

/** Figures that stand in the statute and are not indexed. */
export const STATUTORY = {
  gainRates: official("26 USC 1(h)(1)", {
    middle: new Decimal("0.15"),
    top: new Decimal("0.20"),
  }),
  capitalLossLimit: official(
    "26 USC 1211(b)",
    amounts({ single: 3000, joint: 3000, separate: 1500, head: 3000 }),
  ),
  netInvestmentIncomeTax: official("26 USC 1411", {
    rate: new Decimal("0.038"),
    threshold: amounts({ single: 200000, joint: 250000, separate: 125000, head: 200000 }),
  }),
  additionalMedicareThreshold: official(
    "26 USC 3101(b)(2)",
    byFilingStatus({
      single: usd(200000),
      joint: usd(250000),
      separate: usd(125000),
      head: usd(200000),
      survivingSpouse: usd(200000),
    }),
  ),
} as const;

/** P.L. 119-21 §70103: the same amounts in each of 2025 to 2028. */
export const SENIOR_DEDUCTION = official("P.L. 119-21 §70103", {
  perPerson: usd(6000),
  phaseOutRate: new Decimal("0.06"),
  phaseOutFrom: byFilingStatus<Decimal | null>({
    single: usd(75000),
    joint: usd(150000),
    separate: null,
    head: usd(75000),
    survivingSpouse: usd(75000),
  }),
});

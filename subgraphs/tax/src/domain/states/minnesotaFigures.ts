import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { allCarriedForward, amount, besideReference, byStatus, schedule } from "./stateFigures.js";

/** Figures of Form M1, USD and fractions. */
export type MinnesotaFigures = {
  readonly rates: Figure<RateSchedule>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>;
  readonly agedOrBlindAddition: Figure<ByFilingStatus<Decimal>>; // for each condition of each person
  readonly deductionLimitFrom: Figure<{
    readonly low: ByFilingStatus<Decimal>; // federal AGI
    readonly high: ByFilingStatus<Decimal>;
  }>;
  readonly deductionLimit: Figure<{
    readonly lowRate: Decimal; // of federal AGI over the low start, up to the high one
    readonly highRate: Decimal; // of federal AGI over the high start
    readonly share: Decimal; // of the deduction, at most
  }>;
  readonly dependentExemption: Figure<Decimal>;
  readonly socialSecurityFrom: Figure<ByFilingStatus<Decimal>>; // federal AGI; up to it all is exempt
  readonly socialSecurityStep: Figure<{
    readonly share: Decimal; // lost for each step or part of it
    readonly step: ByFilingStatus<Decimal>;
  }>;
  readonly investmentIncomeTax: Figure<{ readonly over: Decimal; readonly rate: Decimal }>;
};

const RATES = ["0.0535", "0.068", "0.0785", "0.0985"];

const STATUTORY = {
  investmentIncomeTax: official("Minn. Stat. 290.033; PolicyEngine-US", {
    over: amount(1000000),
    rate: amount("0.01"),
  }),
  socialSecurityStep: official("Minn. Stat. 290.0132 subd. 26; PolicyEngine-US", {
    share: amount("0.1"),
    step: byStatus({ single: 4000, joint: 4000, separate: 2000 }),
  }),
  deductionLimit: besideReference("Minn. Stat. 290.0123 subd. 5; PolicyEngine-US", {
    lowRate: amount("0.03"),
    highRate: amount("0.1"),
    share: amount("0.8"),
  }),
};

const inYear = (year: number) => {
  const source = `Form M1 ${year}; PolicyEngine-US`;
  return <T>(value: T) => official(source, value);
};
const in2024 = inYear(2024);
const in2025 = inYear(2025);

const sameForAll = (each: number) => byStatus({ single: each, joint: each, separate: each / 2 });

const OF_2025: MinnesotaFigures = {
  ...STATUTORY,
  rates: in2025(
    schedule(RATES, {
      single: [32570, 106990, 198630],
      joint: [47620, 189180, 330410],
      separate: [23810, 94590, 165205],
      head: [40100, 161130, 264050],
    }),
  ),
  standardDeduction: in2025(byStatus({ single: 14950, joint: 29900, head: 22500 })),
  agedOrBlindAddition: in2025(byStatus({ single: 2000, joint: 1550, separate: 1550 })),
  deductionLimitFrom: besideReference("Form M1 instructions 2025, a public copy of its figures", {
    low: sameForAll(238950),
    high: sameForAll(330300),
  }),
  dependentExemption: in2025(amount(5200)),
  socialSecurityFrom: in2025(byStatus({ single: 84490, joint: 108320, separate: 54160 })),
};

/** Minnesota, by tax year. */
export const MINNESOTA_FIGURES: Readonly<Record<number, MinnesotaFigures>> = {
  2024: {
    ...STATUTORY,
    rates: in2024(
      schedule(RATES, {
        single: [31690, 104690, 193240],
        joint: [46330, 184040, 321450],
        separate: [23165, 92020, 160725],
        head: [39690, 156760, 256880],
      }),
    ),
    standardDeduction: in2024(byStatus({ single: 14575, joint: 29150, head: 21900 })),
    agedOrBlindAddition: in2024(byStatus({ single: 1950, joint: 1550, separate: 1550 })),
    deductionLimitFrom: {
      value: { low: sameForAll(232500), high: sameForAll(321350) },
      status: "PROJECTED",
      source:
        "the 2023 starts (PolicyEngine-US) grown by the 5.38 % that Minnesota indexed 2024 by (not in the reference sheet)",
    },
    dependentExemption: in2024(amount(5050)),
    socialSecurityFrom: in2024(byStatus({ single: 82190, joint: 105380, separate: 52690 })),
  },
  2025: OF_2025,
  2026: { ...allCarriedForward(OF_2025, 2025), ...STATUTORY },
};

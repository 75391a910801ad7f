import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { allCarriedForward, amount, besideReference, byStatus, schedule } from "./stateFigures.js";

/** Figures of Form 540, USD and fractions. */
export type CaliforniaFigures = {
  readonly rates: Figure<RateSchedule>;
  readonly mentalHealthTax: Figure<{ readonly over: Decimal; readonly rate: Decimal }>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>;
  readonly exemptionCredit: Figure<{ readonly personal: Decimal; readonly dependent: Decimal }>;
  readonly exemptionPhaseOutFrom: Figure<ByFilingStatus<Decimal>>; // federal AGI; also of the itemised limitation
  readonly exemptionPhaseOut: Figure<{
    readonly perStep: Decimal; // off each credit
    readonly step: ByFilingStatus<Decimal>; // of federal AGI, or part of it
  }>;
  readonly itemizedLimitation: Figure<{
    readonly agiRate: Decimal; // of federal AGI over the start
    readonly deductionRate: Decimal; // of the deductions, at most
  }>;
};

const RATES = ["0.01", "0.02", "0.04", "0.06", "0.08", "0.093", "0.103", "0.113", "0.123"];

const STATUTORY = {
  mentalHealthTax: official("R&TC 17043; PolicyEngine-US", {
    over: amount(1000000),
    rate: amount("0.01"),
  }),
  exemptionPhaseOut: besideReference("R&TC 17054.1; PolicyEngine-US", {
    perStep: amount(6),
    step: byStatus({ single: 2500, joint: 2500, separate: 1250 }),
  }),
  itemizedLimitation: besideReference("R&TC 17077; PolicyEngine-US", {
    agiRate: amount("0.06"),
    deductionRate: amount("0.8"),
  }),
};

const in2024 = <T>(value: T) => official("FTB, 2024 Form 540; PolicyEngine-US", value);
const in2025 = <T>(value: T) => official("FTB, 2025 Form 540; PolicyEngine-US", value);

const OF_2025: CaliforniaFigures = {
  ...STATUTORY,
  rates: in2025(
    schedule(RATES, {
      single: [11079, 26264, 41452, 57542, 72724, 371479, 445771, 742953],
      joint: [22158, 52528, 82904, 115084, 145448, 742958, 891542, 1485906],
      head: [22173, 52530, 67716, 83805, 98990, 505208, 606251, 1010417],
    }),
  ),
  standardDeduction: in2025(byStatus({ single: 5706, joint: 11412, head: 11412 })),
  exemptionCredit: in2025({ personal: amount(153), dependent: amount(475) }),
  exemptionPhaseOutFrom: in2025(byStatus({ single: 252203, joint: 504411, head: 378310 })),
};

/** California, by tax year. */
export const CALIFORNIA_FIGURES: Readonly<Record<number, CaliforniaFigures>> = {
  2024: {
    ...STATUTORY,
    rates: in2024(
      schedule(RATES, {
        single: [10756, 25499, 40245, 55866, 70606, 360659, 432787, 721314],
        joint: [21512, 50998, 80490, 111732, 141212, 721318, 865574, 1442628],
        head: [21527, 51000, 65744, 81364, 96107, 490493, 588593, 980987],
      }),
    ),
    standardDeduction: in2024(byStatus({ single: 5540, joint: 11080, head: 11080 })),
    exemptionCredit: in2024({ personal: amount(149), dependent: amount(461) }),
    exemptionPhaseOutFrom: in2024(byStatus({ single: 244857, joint: 489719, head: 367291 })),
  },
  2025: OF_2025,
  2026: { ...allCarriedForward(OF_2025, 2025), ...STATUTORY },
};

import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import type { ByFilingStatus } from "../filingStatus.js";
import { allCarriedForward, amount, besideReference, byStatus, schedule } from "./stateFigures.js";

/** Figures of Form OR-40, USD and fractions. */
export type OregonFigures = {
  readonly rates: Figure<RateSchedule>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>;
  readonly agedOrBlindDeduction: Figure<ByFilingStatus<Decimal>>; // for each condition of each person
  readonly exemptionCredit: Figure<Decimal>; // each person and dependent
  readonly exemptionCreditAgiLimit: Figure<ByFilingStatus<Decimal>>; // federal AGI
  readonly federalTaxCap: Figure<readonly Decimal[]>; // below the first step of AGI, after it, ...
  readonly federalTaxPhaseOut: Figure<{
    readonly from: ByFilingStatus<Decimal>; // federal AGI
    readonly step: ByFilingStatus<Decimal>;
  }>;
  readonly retirementCredit: Figure<{
    readonly rate: Decimal;
    readonly incomeOver: ByFilingStatus<Decimal>; // household income
  }>;
  readonly retirementCreditBase: Figure<ByFilingStatus<Decimal>>;
};

const RATES = ["0.0475", "0.0675", "0.0875", "0.099"];

const STATUTORY = {
  agedOrBlindDeduction: official(
    "ORS 316.695(7); PolicyEngine-US",
    byStatus({ single: 1200, joint: 1000, separate: 1000, head: 1200 }),
  ),
  exemptionCreditAgiLimit: official(
    "ORS 316.085(5); PolicyEngine-US",
    byStatus({ single: 100000, joint: 200000, head: 200000 }),
  ),
  federalTaxPhaseOut: besideReference("ORS 316.800, Form OR-40; PolicyEngine-US", {
    from: byStatus({ single: 125000, joint: 250000, head: 250000 }),
    step: byStatus({ single: 5000, joint: 10000, head: 10000 }),
  }),
  retirementCredit: official("ORS 316.157; PolicyEngine-US", {
    rate: amount("0.09"),
    incomeOver: byStatus({ single: 15000, joint: 30000, survivingSpouse: 15000 }),
  }),
  retirementCreditBase: besideReference(
    "ORS 316.157(2), OAR 150-316-0225(1)(c); PolicyEngine-US",
    byStatus({ single: 7500, joint: 15000, survivingSpouse: 7500 }),
  ),
};

const cap = (year: number, ...steps: readonly number[]) =>
  official(
    `Form OR-40 instructions ${year}; PolicyEngine-US (steps below the first not in the reference sheet)`,
    [...steps, 0].map(amount),
  );

const inYear = (year: number) => {
  const source = `Form OR-40 ${year}; PolicyEngine-US`;
  return <T>(value: T) => official(source, value);
};
const in2024 = inYear(2024);
const in2025 = inYear(2025);

const OF_2025: OregonFigures = {
  ...STATUTORY,
  rates: in2025(
    schedule(RATES, {
      single: [4400, 11100, 125000],
      joint: [8800, 22200, 250000],
      head: [8800, 22200, 250000],
    }),
  ),
  standardDeduction: in2025(byStatus({ single: 2835, joint: 5670, head: 4560 })),
  exemptionCredit: in2025(amount(256)),
  federalTaxCap: cap(2025, 8500, 6800, 5100, 3400, 1700),
};

/** Oregon, by tax year. */
export const OREGON_FIGURES: Readonly<Record<number, OregonFigures>> = {
  2024: {
    ...STATUTORY,
    rates: in2024(
      schedule(RATES, {
        single: [4300, 10750, 125000],
        joint: [8600, 21500, 250000],
        head: [8600, 21500, 250000],
      }),
    ),
    standardDeduction: in2024(byStatus({ single: 2745, joint: 5495, head: 4420 })),
    exemptionCredit: in2024(amount(249)),
    federalTaxCap: cap(2024, 8250, 6600, 5000, 3300, 1650),
  },
  2025: OF_2025,
  2026: { ...allCarriedForward(OF_2025, 2025), ...STATUTORY },
};

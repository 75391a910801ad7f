import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import { type ByFilingStatus, byFilingStatus } from "../filingStatus.js";
import { amount, byStatus, schedule } from "./stateFigures.js";

/** One tier of the recapture of the lower brackets, by taxable income. USD. */
export interface RecaptureTier {
  readonly over: Decimal; // taxable income
  readonly base: Decimal; // recaptured in full from earlier tiers
  readonly increment: Decimal; // recaptured as AGI rises over the tier's start
}

/** Figures of Form IT-201, USD and fractions. */
export type NewYorkFigures = {
  readonly rates: Figure<RateSchedule>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>;
  readonly dependentExemption: Figure<Decimal>;
  readonly pensionExclusion: Figure<Decimal>; // each person from 59 and a half
  readonly supplementalTax: Figure<{
    readonly agiOver: Decimal;
    readonly phaseInLength: Decimal; // USD of AGI
    readonly tiers: ByFilingStatus<readonly RecaptureTier[]>;
  }>;
  readonly plan529: Figure<{ readonly single: Decimal; readonly joint: Decimal }>;
};

const EDGES = {
  single: [8500, 11700, 13900, 80650, 215400, 1077550, 5000000, 25000000],
  joint: [17150, 23600, 27900, 161550, 323200, 2155350, 5000000, 25000000],
  head: [12800, 17650, 20900, 107650, 269300, 1616450, 5000000, 25000000],
};

const HIGH_RATES = ["0.0685", "0.0965", "0.103", "0.109"];

const STATUTORY = {
  standardDeduction: official(
    "Tax Law §614; PolicyEngine-US",
    byStatus({ single: 8000, joint: 16050, head: 11200 }),
  ),
  dependentExemption: official("Tax Law §616; PolicyEngine-US", amount(1000)),
  pensionExclusion: official("Tax Law §612(c)(3-a); PolicyEngine-US", amount(20000)),
  plan529: official("Tax Law §612(c)(32), remembered", {
    single: amount(5000),
    joint: amount(10000),
  }),
};

type Row = readonly [over: number, base: number, increment: number];

const tiers = (...rows: readonly Row[]): readonly RecaptureTier[] =>
  rows.map(([over, base, increment]) => ({
    over: amount(over),
    base: amount(base),
    increment: amount(increment),
  }));

const supplementalTax = (
  source: string,
  of: {
    readonly single: readonly RecaptureTier[];
    readonly joint: readonly RecaptureTier[];
    readonly head: readonly RecaptureTier[];
  },
) =>
  official(source, {
    agiOver: amount(107650),
    phaseInLength: amount(50000),
    tiers: byFilingStatus({ ...of, separate: of.single, survivingSpouse: of.joint }),
  });

const UNTIL_2025: NewYorkFigures = {
  ...STATUTORY,
  rates: official(
    "Tax Law §601; PolicyEngine-US",
    schedule(["0.04", "0.045", "0.0525", "0.055", "0.06", ...HIGH_RATES], EDGES),
  ),
  supplementalTax: supplementalTax("Tax Law §601(d-4), IT-201 tax computation; PolicyEngine-US", {
    single: tiers(
      [0, 0, 568],
      [215400, 568, 1831],
      [1077550, 2399, 30172],
      [5000000, 32571, 32500],
    ),
    joint: tiers(
      [0, 0, 333],
      [161550, 333, 807],
      [323200, 1140, 2747],
      [2155350, 3887, 60350],
      [5000000, 64237, 32500],
    ),
    head: tiers([0, 0, 787], [269300, 787, 2289], [1616450, 3076, 45261], [5000000, 48337, 32500]),
  }),
};

/** New York, by tax year. */
export const NEW_YORK_FIGURES: Readonly<Record<number, NewYorkFigures>> = {
  2024: UNTIL_2025,
  2025: UNTIL_2025,
  2026: {
    ...STATUTORY,
    rates: official(
      "Tax Law §601 as amended 2025; PolicyEngine-US",
      schedule(["0.039", "0.044", "0.0515", "0.054", "0.059", ...HIGH_RATES], EDGES),
    ),
    supplementalTax: supplementalTax(
      "Tax Law §601(d-4) as amended 2025, IT-201 tax computation; PolicyEngine-US",
      {
        single: tiers(
          [0, 0, 567],
          [215400, 567, 2047],
          [1077550, 2614, 30172],
          [5000000, 32786, 32500],
        ),
        joint: tiers(
          [0, 0, 333],
          [161550, 333, 807],
          [323200, 1140, 3071],
          [2155350, 4211, 60350],
          [5000000, 64561, 32500],
        ),
        head: tiers(
          [0, 0, 787],
          [269300, 787, 2559],
          [1616450, 3346, 45260],
          [5000000, 48606, 32500],
        ),
      },
    ),
  },
};

import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import { type Figure, official } from "../figure.js";
import { type ByFilingStatus, byFilingStatus } from "../filingStatus.js";
import { amount, besideReference, byStatus } from "./stateFigures.js";

/** A share of retirement income that is excluded up to a total income, USD. */
export interface ExclusionTier {
  readonly upTo: Decimal; // New Jersey total income
  readonly share: Decimal;
}

/** Figures of Form NJ-1040, USD and fractions. */
export type NewJerseyFigures = {
  readonly rates: Figure<ByFilingStatus<RateSchedule>>; // joint and single have other rates
  readonly personalExemption: Figure<ByFilingStatus<Decimal>>;
  readonly dependentExemption: Figure<Decimal>;
  readonly seniorExemption: Figure<Decimal>; // each person of 65
  readonly blindExemption: Figure<Decimal>; // each person
  readonly retirementExclusion: Figure<{
    readonly max: ByFilingStatus<Decimal>;
    readonly tiers: ByFilingStatus<readonly ExclusionTier[]>;
  }>;
  readonly filingThreshold: Figure<ByFilingStatus<Decimal>>; // gross income; up to it no tax
};

const rateTable = (rates: readonly string[], edges: readonly number[]): RateSchedule => {
  const from = [0, ...edges].map(amount);
  return {
    rates: rates.map(amount),
    from: byFilingStatus({
      single: from,
      joint: from,
      separate: from,
      head: from,
      survivingSpouse: from,
    }),
  };
};

const SINGLE = rateTable(
  ["0.014", "0.0175", "0.035", "0.05525", "0.0637", "0.0897", "0.1075"],
  [20000, 35000, 40000, 75000, 500000, 1000000],
);
const JOINT = rateTable(
  ["0.014", "0.0175", "0.0245", "0.035", "0.05525", "0.0637", "0.0897", "0.1075"],
  [20000, 50000, 70000, 80000, 150000, 500000, 1000000],
);

const tiers = (full: string, half: string, quarter: string): readonly ExclusionTier[] => [
  { upTo: amount(100000), share: amount(full) },
  { upTo: amount(125000), share: amount(half) },
  { upTo: amount(150000), share: amount(quarter) },
];
const SINGLE_TIERS = tiers("1", "0.375", "0.1875");

const FIGURES: NewJerseyFigures = {
  rates: official(
    "N.J.S.A. 54A:2-1; PolicyEngine-US",
    byFilingStatus({
      single: SINGLE,
      joint: JOINT,
      separate: SINGLE,
      head: JOINT,
      survivingSpouse: JOINT,
    }),
  ),
  personalExemption: official(
    "N.J.S.A. 54A:3-1; PolicyEngine-US",
    byStatus({ single: 1000, joint: 2000, survivingSpouse: 1000 }),
  ),
  dependentExemption: official("N.J.S.A. 54A:3-1; PolicyEngine-US", amount(1500)),
  seniorExemption: official("N.J.S.A. 54A:3-1; PolicyEngine-US", amount(1000)),
  blindExemption: besideReference("N.J.S.A. 54A:3-1(b); PolicyEngine-US", amount(1000)),
  retirementExclusion: official("N.J.S.A. 54A:6-10, 54A:6-15; PolicyEngine-US", {
    max: byStatus({ single: 75000, joint: 100000, separate: 50000, survivingSpouse: 75000 }),
    tiers: byFilingStatus({
      single: SINGLE_TIERS,
      joint: tiers("1", "0.5", "0.25"),
      separate: tiers("1", "0.25", "0.125"),
      head: SINGLE_TIERS,
      survivingSpouse: SINGLE_TIERS,
    }),
  }),
  filingThreshold: besideReference(
    "N.J.S.A. 54A:2-4; PolicyEngine-US",
    byStatus({ single: 10000, joint: 20000, head: 20000 }),
  ),
};

/** New Jersey, by tax year: nothing in it is indexed. */
export const NEW_JERSEY_FIGURES: Readonly<Record<number, NewJerseyFigures>> = {
  2024: FIGURES,
  2025: FIGURES,
  2026: FIGURES,
};

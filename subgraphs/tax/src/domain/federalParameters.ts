import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { FEDERAL_2024 } from "./federal2024.js";
import { FEDERAL_2025 } from "./federal2025.js";
import { FEDERAL_2026 } from "./federal2026.js";
import { type Figure, type FigureStatus, standingOf } from "./figure.js";
import type { ByFilingStatus } from "./filingStatus.js";

/** A graduated rate schedule: `rates[i]` applies from `from[status][i]` to the next edge. */
export interface RateSchedule {
  readonly rates: readonly Decimal[]; // fractions, rising
  readonly from: ByFilingStatus<readonly Decimal[]>; // USD, the first is 0; as many as rates
}

/** Where the 0 % and the 15 % rate on net capital gain end, USD of taxable income. */
export interface GainBreakpoints {
  readonly zeroUpTo: Decimal;
  readonly fifteenUpTo: Decimal;
}

/** Deduction of P.L. 119-21 §70103 for each person of 65 and over, 2025 to 2028. */
export interface SeniorDeduction {
  readonly perPerson: Decimal; // USD
  readonly phaseOutRate: Decimal; // of modified AGI over the start, taken from each person's amount
  readonly phaseOutFrom: ByFilingStatus<Decimal | null>; // USD; null: not eligible
}

/** The figures of one year that the federal engine needs, each with source and status. */
export interface FederalParameters {
  readonly year: number;
  readonly ordinary: Figure<RateSchedule>;
  readonly gainBreakpoints: Figure<ByFilingStatus<GainBreakpoints>>;
  readonly gainRates: Figure<{ readonly middle: Decimal; readonly top: Decimal }>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>; // USD
  readonly agedOrBlindAddition: Figure<ByFilingStatus<Decimal>>; // USD for each condition of each person
  readonly seniorDeduction: Figure<SeniorDeduction | null>;
  /** Share of itemised deductions lost by payers in the top bracket (26 USC 68); null: no limitation. */
  readonly itemizedLimitation: Figure<Fraction | null>;
  readonly capitalLossLimit: Figure<ByFilingStatus<Decimal>>; // USD a year against other income
  readonly netInvestmentIncomeTax: Figure<{
    readonly rate: Decimal;
    readonly threshold: ByFilingStatus<Decimal>; // USD of modified AGI
  }>;
  /** Only to tell when the Additional Medicare Tax, which is not modelled, would be due; USD of wages. */
  readonly additionalMedicareThreshold: Figure<ByFilingStatus<Decimal>>;
}

/** An exact fraction that no decimal can hold, for example 2/37. */
export interface Fraction {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

const CARRIED: ReadonlyMap<number, FederalParameters> = new Map(
  [FEDERAL_2024, FEDERAL_2025, FEDERAL_2026].map((p) => [p.year, p]),
);

/** Years for which figures are carried, rising. */
export const FEDERAL_YEARS: readonly number[] = [...CARRIED.keys()];

/** @returns null when no figures are carried for `year` */
export function findFederalParameters(year: number): FederalParameters | null {
  return CARRIED.get(year) ?? null;
}

/**
 * The figures of `year`.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN when none are carried; nothing is projected here
 */
export function federalParametersFor(year: number): FederalParameters {
  const found = findFederalParameters(year);
  if (found) return found;
  throw new Refusal(
    "TAX_YEAR_UNKNOWN",
    `Tax figures are carried for ${FEDERAL_YEARS.join(", ")}, not for ${year}.`,
    {
      yearAsked: year,
      yearFirst: FEDERAL_YEARS[0] ?? null,
      yearLast: FEDERAL_YEARS.at(-1) ?? null,
    },
  );
}

/** The weakest status among the year's figures, and all their sources. */
export function parametersStanding(parameters: FederalParameters): {
  readonly status: FigureStatus;
  readonly source: string;
} {
  const { year: _year, ...figures } = parameters;
  return standingOf(Object.values(figures));
}

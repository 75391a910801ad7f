import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  FEDERAL_YEARS,
  type FederalParameters,
  federalParametersFor,
} from "../federalParameters.js";
import { projectParameters } from "../projectedParameters.js";
import { halfIfSeparate } from "../statutoryFigures.js";

/** A law that is assumed from a year on, as changes of the current one; null leaves a part as it is. */
export interface LawChange {
  readonly fromYear: number;
  readonly bracketsOfYear: number | null; // ordinary rates and edges of that year, not indexed further
  readonly ratePoints: Decimal | null; // added to every ordinary rate: 0.02 is two points
  readonly saltCap: Decimal | null; // USD; a separate return has half; without the phase-down by income
  readonly standardDeductionChange: Decimal | null; // as a fraction: -0.5 halves it
  readonly inflation: Decimal | null; // indexes the years after the published ones, instead of 2.5 %
}

/**
 * The figures of a year under a changed law. What is changed is PROJECTED and names the change.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN
 */
export function parametersUnder(change: LawChange, year: number): FederalParameters {
  const base = indexedBy(change.inflation, year);
  if (year < change.fromYear) return base;
  return { ...base, ...ordinaryUnder(base, change), ...deductionsUnder(base, change) };
}

/** Inflation is an assumption from the first projected year on, whenever the law changes. */
function indexedBy(inflation: Decimal | null, year: number): FederalParameters {
  const last = FEDERAL_YEARS.at(-1) ?? year;
  const current = federalParametersFor(year);
  if (inflation === null || year <= last) return current;
  return projectParameters(federalParametersFor(last), year, inflation);
}

function ordinaryUnder(
  base: FederalParameters,
  { bracketsOfYear, ratePoints }: LawChange,
): Partial<FederalParameters> {
  if (bracketsOfYear === null && ratePoints === null) return {};
  const { value } =
    bracketsOfYear === null ? base.ordinary : federalParametersFor(bracketsOfYear).ordinary;
  const points = ratePoints ?? new Decimal(0);
  const parts = [
    ...(bracketsOfYear === null ? [] : [`brackets of ${bracketsOfYear}`]),
    ...(points.isZero() ? [] : [`rates changed by ${points.times(100).toFixed()} points`]),
  ];
  return {
    ordinary: {
      value: { ...value, rates: value.rates.map((rate) => rate.plus(points)) },
      status: "PROJECTED",
      source: `assumed law: ${parts.join(", ")}`,
    },
  };
}

function deductionsUnder(
  base: FederalParameters,
  { saltCap, standardDeductionChange }: LawChange,
): Partial<FederalParameters> {
  const assumed = (what: string) => ({
    status: "PROJECTED" as const,
    source: `assumed law: ${what}`,
  });
  const cap = saltCap && {
    saltCap: { ...assumed("state and local tax cap"), value: halfIfSeparate(saltCap.toNumber()) },
    saltPhaseDown: { ...assumed("no phase-down of the cap"), value: null },
  };
  const factor = standardDeductionChange?.plus(1);
  const standard = factor && {
    standardDeduction: {
      ...assumed("standard deduction"),
      value: {
        SINGLE: base.standardDeduction.value.SINGLE.times(factor),
        MARRIED_FILING_JOINTLY: base.standardDeduction.value.MARRIED_FILING_JOINTLY.times(factor),
        MARRIED_FILING_SEPARATELY:
          base.standardDeduction.value.MARRIED_FILING_SEPARATELY.times(factor),
        HEAD_OF_HOUSEHOLD: base.standardDeduction.value.HEAD_OF_HOUSEHOLD.times(factor),
        QUALIFYING_SURVIVING_SPOUSE:
          base.standardDeduction.value.QUALIFYING_SURVIVING_SPOUSE.times(factor),
      },
    },
  };
  return { ...cap, ...standard };
}

/**
 * States that a change of law can be priced.
 *
 * @throws {Refusal} BAD_INPUT for a change of nothing, rates below 0 or above 1, a negative cap,
 *   inflation outside -5 to 20 %; TAX_YEAR_UNKNOWN for brackets of a year without figures
 */
export function checkLawChange(change: LawChange): void {
  const { bracketsOfYear, ratePoints, saltCap, standardDeductionChange, inflation, fromYear } =
    change;
  const parts = [bracketsOfYear, ratePoints, saltCap, standardDeductionChange, inflation];
  demand(
    parts.some((part) => part !== null),
    "A changed law changes something.",
  );
  demand(Number.isInteger(fromYear), "A law changes from a year on.");
  demand(!saltCap?.isNegative(), "The state and local tax cap is not negative.");
  demand(standardDeductionChange?.gte(-1) ?? true, "The standard deduction is not negative.");
  demand(
    inflation === null || (inflation.gte("-0.05") && inflation.lte("0.2")),
    "Inflation is from -0.05 to 0.2 a year.",
  );
  const { rates } = federalParametersFor(bracketsOfYear ?? FEDERAL_YEARS.at(-1) ?? 0).ordinary
    .value;
  const changed = rates.map((rate) => rate.plus(ratePoints ?? 0));
  demand(
    changed.every((rate) => rate.gte(0) && rate.lte(1)),
    "Every rate is from 0 to 1.",
  );
}

function demand(holds: boolean, claim: string): void {
  if (!holds) throw new Refusal("BAD_INPUT", claim);
}

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AssetClass } from "../assetClass.js";
import { ASSUMPTIONS_2026, assumptionIndex } from "../capitalMarketAssumptions.js";
import { choleskyFactor, isCorrelationShaped } from "../correlation.js";
import { ledoitWolfConstantCorrelation } from "../estimation/ledoitWolf.js";
import { diagonal, entry, type Matrix, symmetric, symmetricEigen } from "../estimation/matrix.js";
import { nearestCorrelation } from "../estimation/nearestCorrelation.js";
import { at } from "./quadraticProgram.js";
import { refuseInput, requireRange } from "./refuseConstruction.js";

/** One asset as a construction sees it: nominal, a year, fractions. */
export interface EstimatedAsset {
  readonly name: string;
  /** Arithmetic mean of the annual return. */
  readonly expectedReturn: number;
  /** Sampling error of the mean; null where it is an assumption of which no error is known. */
  readonly standardError: number | null;
  readonly volatility: number;
  readonly source: string;
}

/** Means and covariance that a portfolio is constructed from, and where they come from. */
export interface ReturnEstimates {
  readonly assets: readonly EstimatedAsset[];
  /** assets x assets, a year. */
  readonly covariance: Matrix;
  /** Covariance of the estimated means; null where no error of one of the two is known. */
  readonly meanCovariance: readonly (readonly (number | null)[])[];
  /** Observations behind all of it, and how many a year; null where it is not one sample. */
  readonly sample: { readonly observations: number; readonly perYear: number } | null;
  readonly riskFreeRate: number;
  readonly asOf: CalendarDate | null;
  readonly source: string;
  /** Ledoit-Wolf intensity, 0 to 1; null where the covariance was not estimated here. */
  readonly shrinkage: number | null;
  /** Largest change of a correlation by the repair; null where nothing was repaired. */
  readonly correlationRepair: number | null;
  readonly remarks: readonly string[];
}

export const CONSTRUCTION_LIMITS = {
  assetsMax: 30,
  volatilityMax: 5,
  observationsMin: 24,
  /** Observations x assets x assets, so that an estimation takes milliseconds. */
  estimationWorkMax: 150_000,
} as const;

/** Years 1928-2025 behind the derived classes of ASSUMPTIONS_2026; the others are round figures. */
const YEARS_1928_2025 = 98;
const DERIVED: readonly AssetClass[] = ["US_EQUITY", "BOND", "CASH"];

const CALLER = "given by the caller";
const ASSUMED_CASH = ASSUMPTIONS_2026.assetClasses[assumptionIndex("CASH")]?.expectedReturn ?? 0;

/** The rate given, or the expected return of CASH in ASSUMPTIONS_2026 and a remark that says so. */
function riskFree(given: number | null): {
  readonly riskFreeRate: number;
  readonly said: string[];
} {
  if (given === null) {
    return {
      riskFreeRate: ASSUMED_CASH,
      said: [
        `Risk-free rate ${ASSUMED_CASH}: expected return of CASH in capitalMarketAssumptions.`,
      ],
    };
  }
  requireRange("riskFreeRate", given, [-0.2, 1]);
  return { riskFreeRate: given, said: [] };
}

function requireNames(names: readonly string[]): void {
  const { assetsMax } = CONSTRUCTION_LIMITS;
  if (names.length < 2 || names.length > assetsMax) {
    refuseInput("assets", `2 to ${assetsMax} assets (asked: ${names.length})`, {
      asked: names.length,
      min: 2,
      max: assetsMax,
    });
  }
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) refuseInput("assets", `${twice} stands twice`, { asset: twice });
}

/**
 * Some or all classes of ASSUMPTIONS_2026. Only the classes derived from published years have a
 * standard error.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID
 */
export function estimatesOfClasses(
  classes: readonly AssetClass[],
  riskFreeRate: number | null,
): ReturnEstimates {
  requireNames(classes);
  const rows = classes.map((assetClass) => {
    const index = assumptionIndex(assetClass);
    const assumed = ASSUMPTIONS_2026.assetClasses[index];
    const { expectedReturn = 0, volatility = 0, source = "" } = assumed ?? {};
    const isDerived = DERIVED.includes(assetClass);
    return { name: assetClass, index, expectedReturn, volatility, source, isDerived };
  });
  const covariance = symmetric(
    rows.length,
    (i, j) =>
      entry(ASSUMPTIONS_2026.correlations, rows[i]?.index ?? 0, rows[j]?.index ?? 0) *
      (rows[i]?.volatility ?? 0) *
      (rows[j]?.volatility ?? 0),
  );
  const isSample = rows.every(({ isDerived }) => isDerived);
  const rate = riskFree(riskFreeRate);
  return {
    assets: rows.map(({ name, expectedReturn, volatility, source, isDerived }) => ({
      name,
      expectedReturn,
      standardError: isDerived ? volatility / Math.sqrt(YEARS_1928_2025) : null,
      volatility,
      source,
    })),
    covariance,
    meanCovariance: covariance.map((row, i) =>
      row.map((v, j) => (rows[i]?.isDerived && rows[j]?.isDerived ? v / YEARS_1928_2025 : null)),
    ),
    sample: isSample ? { observations: YEARS_1928_2025, perYear: 1 } : null,
    riskFreeRate: rate.riskFreeRate,
    asOf: ASSUMPTIONS_2026.asOf,
    source: ASSUMPTIONS_2026.source,
    shrinkage: null,
    correlationRepair: null,
    remarks: rate.said,
  };
}

export interface GivenAssets {
  readonly assets: readonly {
    readonly name: string;
    readonly expectedReturn: number;
    readonly volatility: number;
  }[];
  readonly correlations: Matrix;
  /** Years behind the means; null where they are not a sample. */
  readonly yearsObserved: number | null;
  /** Whether a correlation matrix that is not positive definite is replaced by the nearest one. */
  readonly repairsCorrelations: boolean;
}

/**
 * Means, volatilities and correlations of the caller.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID; COVARIANCE_NOT_POSITIVE_DEFINITE when it is not to be repaired
 */
export function estimatesOfCaller(
  given: GivenAssets,
  riskFreeRate: number | null,
): ReturnEstimates {
  requireNames(given.assets.map(({ name }) => name));
  for (const { name, expectedReturn, volatility } of given.assets) {
    requireRange(`expectedReturn of ${name}`, expectedReturn, [-1, 5]);
    // what has no risk is the risk-free rate, not an asset
    requireRange(`volatility of ${name}`, volatility, [1e-4, CONSTRUCTION_LIMITS.volatilityMax]);
  }
  const years = given.yearsObserved;
  if (years !== null) requireRange("yearsObserved", years, [2, 1_000]);
  const { correlation, largestChange } = positiveDefinite(given);
  const deviations = given.assets.map(({ volatility }) => volatility);
  const covariance = symmetric(
    deviations.length,
    (i, j) => entry(correlation, i, j) * at(deviations, i) * at(deviations, j),
  );
  const rate = riskFree(riskFreeRate);
  const repaired =
    largestChange === null
      ? []
      : [`The correlations were not positive definite; the nearest that are were used.`];
  return {
    assets: given.assets.map((asset) => ({
      ...asset,
      standardError: years === null ? null : asset.volatility / Math.sqrt(years),
      source: CALLER,
    })),
    covariance,
    meanCovariance: covariance.map((row) => row.map((v) => (years === null ? null : v / years))),
    sample: years === null ? null : { observations: years, perYear: 1 },
    riskFreeRate: rate.riskFreeRate,
    asOf: null,
    source: CALLER,
    shrinkage: null,
    correlationRepair: largestChange,
    remarks: [...rate.said, ...repaired],
  };
}

function positiveDefinite({ assets, correlations, repairsCorrelations }: GivenAssets): {
  readonly correlation: Matrix;
  readonly largestChange: number | null;
} {
  if (correlations.length !== assets.length || !isCorrelationShaped(correlations)) {
    refuseInput(
      "correlations",
      `correlations are a symmetric ${assets.length} x ${assets.length} matrix from -1 to 1 with ones on the diagonal`,
      { rows: correlations.length, rowsAllowed: assets.length },
    );
  }
  if (choleskyFactor(correlations)) return { correlation: correlations, largestChange: null };
  if (!repairsCorrelations) {
    const smallest = Math.min(...symmetricEigen(correlations).values);
    throw new Refusal(
      "COVARIANCE_NOT_POSITIVE_DEFINITE",
      `the correlations contradict each other (smallest eigenvalue ${smallest.toPrecision(3)}): correct them or say repairCorrelations`,
      { smallestEigenvalue: smallest },
    );
  }
  return nearestCorrelation(correlations);
}

export interface GivenReturns {
  readonly names: readonly string[];
  /** Observations x assets, simple returns of equal periods, fractions. */
  readonly returns: Matrix;
  readonly perYear: number;
}

/**
 * Sample means and Ledoit-Wolf covariance (constant correlation) of returns, times the periods a year.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID; COVARIANCE_NOT_POSITIVE_DEFINITE for an asset without variance
 */
export function estimatesOfReturns(
  { names, returns, perYear }: GivenReturns,
  riskFreeRate: number | null,
): ReturnEstimates {
  requireNames(names);
  requireReturns(names, returns);
  requireRange("periodsPerYear", perYear, [1, 366]);
  const n = returns.length;
  const shrunk = ledoitWolfConstantCorrelation(returns);
  // the estimator divides by n; an unbiased sample covariance divides by n - 1
  const covariance = shrunk.covariance.map((row) => row.map((v) => (v * perYear * n) / (n - 1)));
  const still = diagonal(covariance).findIndex((v) => !(v > 1e-10));
  if (still >= 0) {
    const asset = names[still] ?? "";
    throw new Refusal(
      "COVARIANCE_NOT_POSITIVE_DEFINITE",
      `${asset} does not move: what has no risk is the risk-free rate`,
      { asset },
    );
  }
  const rate = riskFree(riskFreeRate);
  const source = `${n} returns given by the caller, ${perYear} a year; covariance by Ledoit and Wolf (2004), constant correlation`;
  return {
    assets: names.map((name, i) => {
      const variance = entry(covariance, i, i);
      return {
        name,
        expectedReturn: (returns.reduce((sum, row) => sum + at(row, i), 0) / n) * perYear,
        standardError: Math.sqrt((variance * perYear) / n),
        volatility: Math.sqrt(variance),
        source,
      };
    }),
    covariance,
    meanCovariance: covariance.map((row) => row.map((v) => (v * perYear) / n)),
    sample: { observations: n, perYear },
    riskFreeRate: rate.riskFreeRate,
    asOf: null,
    source,
    shrinkage: shrunk.shrinkage,
    correlationRepair: null,
    remarks: [
      ...rate.said,
      "Mean and variance of a period times the periods a year: returns taken as independent.",
    ],
  };
}

function requireReturns(names: readonly string[], returns: Matrix): void {
  const { observationsMin, estimationWorkMax } = CONSTRUCTION_LIMITS;
  const max = Math.floor(estimationWorkMax / names.length ** 2);
  if (returns.length < observationsMin || returns.length > max) {
    refuseInput(
      "returns",
      `${names.length} assets take ${observationsMin} to ${max} observations (asked: ${returns.length})`,
      { asked: returns.length, min: observationsMin, max },
    );
  }
  for (const [t, row] of returns.entries()) {
    if (row.length !== names.length || !row.every((r) => r >= -1 && r <= 10)) {
      refuseInput("returns", `row ${t + 1} has ${names.length} returns from -1 to 10`, {
        row: t + 1,
      });
    }
  }
}

import type { LinearConstraint } from "./quadraticProgram.js";
import { at } from "./quadraticProgram.js";
import { refuseInput, requireRange } from "./refuseConstruction.js";

/** Limits of one asset's weight; without one an asset is held from 0 to 1. */
export interface WeightBound {
  readonly asset: string;
  readonly minimum: number;
  readonly maximum: number;
}

/** minimum <= sum of coefficient x weight <= maximum: a group, a tilt, any linear rule. */
export interface LinearLimit {
  readonly name: string;
  readonly terms: readonly { readonly asset: string; readonly coefficient: number }[];
  readonly minimum: number | null;
  readonly maximum: number | null;
}

export interface PortfolioConstraints {
  readonly bounds: readonly WeightBound[];
  readonly limits: readonly LinearLimit[];
}

/** Weights farther out are no portfolio of a household. */
const WEIGHT_MAX = 10;
const LIMITS_MAX = 100;

/** @throws {Refusal} CONSTRUCTION_INPUT_INVALID when the weights do not sum to 1 or are out of -10 to 10 */
export function requireWeights(input: string, weights: readonly number[]): void {
  for (const weight of weights) requireRange(input, weight, [-WEIGHT_MAX, WEIGHT_MAX]);
  const sum = weights.reduce((a, b) => a + b, 0);
  if (!(Math.abs(sum - 1) <= 1e-9)) {
    refuseInput(input, `the weights sum to 1 (sum: ${sum})`, { weightSum: sum });
  }
}

/**
 * Values by asset, in the order of `names`; 0 for those not named.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID for an asset that is unknown or stands twice
 */
export function inOrder(
  input: string,
  names: readonly string[],
  values: readonly { readonly asset: string; readonly value: number }[],
): number[] {
  const ordered = names.map(() => 0);
  const seen = new Set<string>();
  for (const { asset, value } of values) {
    const index = names.indexOf(asset);
    if (index < 0) refuseInput(input, `${asset} is not among the assets`, { asset });
    if (seen.has(asset)) refuseInput(input, `${asset} stands twice`, { asset });
    if (!Number.isFinite(value)) refuseInput(input, `${asset}: a number`, { asset });
    seen.add(asset);
    ordered[index] = value;
  }
  return ordered;
}

/**
 * The constraints of a fully invested portfolio: weights sum to 1 (first), bounds, limits.
 *
 * @throws {Refusal} CONSTRUCTION_INPUT_INVALID
 */
export function linearConstraints(
  names: readonly string[],
  { bounds, limits }: PortfolioConstraints,
): LinearConstraint[] {
  inOrder(
    "bounds",
    names,
    bounds.map(({ asset, maximum }) => ({ asset, value: maximum })),
  );
  if (limits.length > LIMITS_MAX) {
    refuseInput("limits", `at most ${LIMITS_MAX} limits (asked: ${limits.length})`, {
      asked: limits.length,
      max: LIMITS_MAX,
    });
  }
  const sum: LinearConstraint = {
    name: "weights sum to 1",
    normal: names.map(() => 1),
    bound: 1,
    isEquality: true,
  };
  return [
    sum,
    ...names.flatMap((name, i) =>
      boundsOf(
        names,
        i,
        bounds.find(({ asset }) => asset === name),
      ),
    ),
    ...limits.flatMap((limit) => limitsOf(names, limit)),
  ];
}

function boundsOf(
  names: readonly string[],
  index: number,
  bound: WeightBound | undefined,
): LinearConstraint[] {
  const { minimum, maximum } = bound ?? { minimum: 0, maximum: 1 };
  const name = names[index] ?? "";
  requireRange(`minimum of ${name}`, minimum, [-WEIGHT_MAX, WEIGHT_MAX]);
  requireRange(`maximum of ${name}`, maximum, [-WEIGHT_MAX, WEIGHT_MAX]);
  if (minimum > maximum) {
    refuseInput("bounds", `${name}: minimum ${minimum} is above maximum ${maximum}`, {
      asset: name,
      minimum,
      maximum,
    });
  }
  const unit = names.map((_, i) => (i === index ? 1 : 0));
  return between(name, unit, { minimum, maximum });
}

function limitsOf(names: readonly string[], limit: LinearLimit): LinearConstraint[] {
  const { name, terms, minimum, maximum } = limit;
  const values = terms.map(({ asset, coefficient }) => ({ asset, value: coefficient }));
  const normal = inOrder(`limit ${name}`, names, values);
  if (!normal.some((v) => v !== 0)) {
    refuseInput("limits", `${name} has a coefficient that is not 0`, { limit: name });
  }
  for (const coefficient of normal) requireRange(`limit ${name}`, coefficient, [-1e4, 1e4]);
  for (const value of [minimum, maximum]) {
    if (value !== null) requireRange(`limit ${name}`, value, [-1e6, 1e6]);
  }
  if (minimum === null && maximum === null) {
    refuseInput("limits", `${name} has a minimum, a maximum or both`, { limit: name });
  }
  if (minimum !== null && maximum !== null && minimum > maximum) {
    refuseInput("limits", `${name}: minimum ${minimum} is above maximum ${maximum}`, {
      limit: name,
      minimum,
      maximum,
    });
  }
  return between(name, normal, { minimum, maximum });
}

/** One equality where both ends are the same, else the ends there are. */
function between(
  name: string,
  normal: readonly number[],
  { minimum, maximum }: { readonly minimum: number | null; readonly maximum: number | null },
): LinearConstraint[] {
  if (minimum !== null && minimum === maximum) {
    return [{ name: `${name}: ${minimum}`, normal, bound: minimum, isEquality: true }];
  }
  const low: LinearConstraint[] =
    minimum === null
      ? []
      : [{ name: `${name}: at least ${minimum}`, normal, bound: minimum, isEquality: false }];
  if (maximum === null) return low;
  const negated = normal.map((_, i) => 0 - at(normal, i));
  const high = { name: `${name}: at most ${maximum}`, normal: negated, bound: -maximum };
  return [...low, { ...high, isEquality: false }];
}

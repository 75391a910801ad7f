import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";

/** Part of a fund, or of anything, that belongs to a segment. */
export interface Exposure {
  readonly segment: string;
  /** 0.6 is 60 %; the weights of one holding are ≥ 0 and sum to at most 1. */
  readonly weight: Decimal;
}

export interface Exposed {
  /** Of the household, in one currency; negative for borrowed cash. */
  readonly value: Decimal;
  /** Looked through where weights are given; one of weight 1 otherwise. */
  readonly exposures: readonly Exposure[];
}

export interface AllocationSlice {
  readonly segment: string;
  readonly value: Decimal;
  /** Share of the total as a double; null when the total is not positive. */
  readonly weight: number | null;
}

/** Segment of what a fund's weights leave open. */
export const UNCLASSIFIED = "UNCLASSIFIED";

/**
 * Values by segment of any one dimension.
 *
 * @returns largest first, ties by name; values sum to the total of `holdings` exactly
 */
export function allocation(holdings: readonly Exposed[]): AllocationSlice[] {
  const values = new Map<string, Decimal>();
  const add = (segment: string, value: Decimal) =>
    values.set(segment, (values.get(segment) ?? ZERO).plus(value));
  for (const { value, exposures } of holdings) {
    let open = value;
    for (const { segment, weight } of exposures) {
      const part = value.times(weight);
      open = open.minus(part);
      add(segment, part);
    }
    if (!open.isZero()) add(UNCLASSIFIED, open);
  }
  const total = sum(values.values());
  return [...values]
    .map(([segment, value]) => ({
      segment,
      value,
      weight: total.gt(0) ? value.div(total).toNumber() : null,
    }))
    .sort((a, b) => b.value.cmp(a.value) || (a.segment < b.segment ? -1 : 1));
}

export interface Drift {
  readonly segment: string;
  readonly weight: number;
  readonly target: number;
  /** weight - target: 0.05 is five points too much. */
  readonly drift: number;
}

/**
 * How far an allocation is from its targets. A segment without a target has the target 0.
 *
 * @param targets 0.6 is 60 %
 * @returns furthest first; nothing when the total is not positive
 */
export function driftFrom(
  slices: readonly AllocationSlice[],
  targets: ReadonlyMap<string, number>,
): Drift[] {
  const weights = new Map(slices.map(({ segment, weight }) => [segment, weight]));
  if (slices.some(({ weight }) => weight === null)) return [];
  const segments = new Set([...weights.keys(), ...targets.keys()]);
  return [...segments]
    .map((segment) => {
      const [weight, target] = [weights.get(segment) ?? 0, targets.get(segment) ?? 0];
      return { segment, weight, target, drift: weight - target };
    })
    .sort((a, b) => Math.abs(b.drift) - Math.abs(a.drift) || (a.segment < b.segment ? -1 : 1));
}

/**
 * How far a figure can be trusted. OFFICIAL: published for this year, or fixed by statute.
 * CARRIED_FORWARD: last known year's, unchanged. PROJECTED: indexed by an assumption.
 */
export type FigureStatus = "OFFICIAL" | "CARRIED_FORWARD" | "PROJECTED";

/** A figure of the tax law with its standing and where it is published. */
export interface Figure<T> {
  readonly value: T;
  readonly status: FigureStatus;
  readonly source: string;
}

/** A figure published for the year or fixed by statute. */
export function official<T>(source: string, value: T): Figure<T> {
  return { value, status: "OFFICIAL", source };
}

const TRUST: readonly FigureStatus[] = ["OFFICIAL", "CARRIED_FORWARD", "PROJECTED"];

/** @returns the weakest status among `figures`, and every source once, in order of appearance */
export function standingOf(figures: readonly Figure<unknown>[]): {
  readonly status: FigureStatus;
  readonly source: string;
} {
  const weakest = Math.max(0, ...figures.map((f) => TRUST.indexOf(f.status)));
  return {
    status: TRUST[weakest] ?? "PROJECTED",
    source: [...new Set(figures.map((f) => f.source))].join("; "),
  };
}

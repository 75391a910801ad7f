/** Why a figure cannot be given. */
export const UNKNOWN_REASONS = [
  /** No day with capital at its start: nothing was invested, or no snapshot is stored. */
  "NO_CAPITAL",
  /** Fewer observations than the figure needs. */
  "TOO_FEW_OBSERVATIONS",
  /** The divisor has no spread: every observation is the same. */
  "NO_VARIATION",
  /** No observation lies under the minimum return. */
  "NO_DOWNSIDE",
  /** Money only went in, or only came out. */
  "ONE_SIGN_ONLY",
  /** All money moved on one day. */
  "ONE_DAY_ONLY",
  /** No rate in (-99.9999999 %, 100,000,000 %) balances the flows. */
  "NO_ROOT",
  /** 365 days or fewer: a short return is not annualized. */
  "PERIOD_TOO_SHORT",
  /** Average capital is zero or negative. */
  "NO_AVERAGE_CAPITAL",
  /** Skewness and kurtosis are too large for the Cornish-Fisher expansion: its quantiles are out of order. */
  "EXPANSION_INVALID",
  /** No benchmark was given. */
  "NO_BENCHMARK",
  /** All capital is lost: there is no rate per year. */
  "TOTAL_LOSS",
  /** The history waits to be calculated again; ask later. */
  "RESTATEMENT_PENDING",
  /** A divisor is zero: nothing is held. */
  "NOTHING_HELD",
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** An estimate as a double, or the reason why there is none. */
export type Measure =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: UnknownReason };

export function known(value: number): Measure {
  return { value, reason: null };
}

export function unknown(reason: UnknownReason): Measure {
  return { value: null, reason };
}

/** Calculates on from a figure; the reason for none is passed on. */
export function onward(measure: Measure, next: (value: number) => Measure): Measure {
  return measure.value === null ? measure : next(measure.value);
}

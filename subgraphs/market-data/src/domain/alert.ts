import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type Quote, quoteChangePercent } from "./quote.js";

/** What an alert waits for. */
export const ALERT_KINDS = ["PRICE_CROSSES", "PERCENT_CHANGE", "STALE"] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Largest change of a day, in percent, that an alert can wait for. */
export const PERCENT_MAX = 1_000;

export interface AlertDraft {
  readonly instrumentId: string;
  readonly kind: AlertKind;
  /** A price in the instrument's currency, or percent of the previous close; null for STALE */
  readonly threshold: Decimal | null;
}

/** What was seen when an alert fired. */
export interface Firing {
  readonly at: Date;
  /** null when an alert on stale data found no quote at all */
  readonly price: Decimal | null;
  readonly source: string | null;
}

/** One wish of a household to be told, once. */
export interface Alert extends AlertDraft {
  readonly id: string;
  readonly householdId: string;
  /** Price when it was made, the side a crossing comes from; null unless PRICE_CROSSES */
  readonly referencePrice: Decimal | null;
  readonly createdAt: Date;
  /** null while it waits */
  readonly fired: Firing | null;
}

/**
 * Why a draft cannot be kept.
 *
 * @param price of now; null when there is none
 * @returns null when it can
 */
export function alertFault(draft: AlertDraft, price: Decimal | null): string | null {
  const { kind, threshold } = draft;
  if (kind === "STALE")
    return threshold === null ? null : "an alert on stale data has no threshold";
  if (threshold === null) return "the alert needs a threshold";
  if (kind === "PERCENT_CHANGE") {
    const isInRange = threshold.gt(-100) && threshold.lte(PERCENT_MAX) && !threshold.isZero();
    return isInRange ? null : `percent above -100, up to ${PERCENT_MAX}, not 0`;
  }
  if (!threshold.gt(0)) return "a price is positive";
  if (price === null) return "the instrument has no price that could cross the threshold";
  return price.eq(threshold) ? "the price is at the threshold now" : null;
}

/**
 * Whether a waiting alert fires on a quote. A crossing includes the threshold itself; a change is that
 * against the previous close. A stale quote is no news: it fires alerts on stale data only.
 */
export function fires(alert: Alert, quote: Quote | null): boolean {
  if (alert.fired) return false;
  if (alert.kind === "STALE") return quote === null || quote.isStale;
  if (!quote || quote.isStale || !alert.threshold) return false;
  return alert.kind === "PERCENT_CHANGE"
    ? hasChanged(quoteChangePercent(quote), alert.threshold)
    : hasCrossed(quote.price.amount, alert.referencePrice, alert.threshold);
}

function hasChanged(percent: Decimal | null, threshold: Decimal): boolean {
  if (percent === null) return false;
  return threshold.gt(0) ? percent.gte(threshold) : percent.lte(threshold);
}

function hasCrossed(price: Decimal, from: Decimal | null, threshold: Decimal): boolean {
  if (from === null) return false;
  return from.lt(threshold) ? price.gte(threshold) : price.lte(threshold);
}

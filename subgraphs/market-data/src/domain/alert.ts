import { Decimal } from "@wealthgraph/kernel/decimal";
import { type Quote, quoteChangePercent } from "./quote.js";

/** What an alert waits for. */
export const ALERT_KINDS = ["PRICE_CROSSES", "PERCENT_CHANGE", "DRAWDOWN", "STALE"] as const;

export type AlertKind = (typeof ALERT_KINDS)[number];

/** Largest change of a day, in percent, that an alert can wait for. */
export const PERCENT_MAX = 1_000;

const HUNDRED = new Decimal(100);

export interface AlertDraft {
  readonly instrumentId: string;
  readonly kind: AlertKind;
  /** A price in the instrument's currency, percent of the previous close, or percent below the highest price; null for STALE */
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
  /** PRICE_CROSSES: price when it was made, the side a crossing comes from; DRAWDOWN: highest price since; else null */
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
  switch (kind) {
    case "PERCENT_CHANGE":
      return threshold.gt(-100) && threshold.lte(PERCENT_MAX) && !threshold.isZero()
        ? null
        : `percent above -100, up to ${PERCENT_MAX}, not 0`;
    case "DRAWDOWN":
      return drawdownFault(threshold, price);
    case "PRICE_CROSSES":
      return crossingFault(threshold, price);
  }
}

function drawdownFault(percent: Decimal, price: Decimal | null): string | null {
  if (!percent.gt(0) || percent.gte(HUNDRED)) return "percent above 0, below 100";
  return price === null ? "the instrument has no price that could fall" : null;
}

function crossingFault(threshold: Decimal, price: Decimal | null): string | null {
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
  switch (alert.kind) {
    case "PERCENT_CHANGE":
      return hasChanged(quoteChangePercent(quote), alert.threshold);
    case "DRAWDOWN":
      return hasFallen(quote.price.amount, alert.referencePrice, alert.threshold);
    case "PRICE_CROSSES":
      return hasCrossed(quote.price.amount, alert.referencePrice, alert.threshold);
  }
}

/** The new highest price of an alert on a drawdown; null when it is none, or the alert is another. Stale prices do not count. */
export function newPeak(alert: Alert, quote: Quote | null): Decimal | null {
  if (alert.kind !== "DRAWDOWN" || alert.fired || !quote || quote.isStale) return null;
  const price = quote.price.amount;
  return alert.referencePrice?.gte(price) ? null : price;
}

function hasFallen(price: Decimal, peak: Decimal | null, percent: Decimal): boolean {
  return peak !== null && price.lte(peak.times(HUNDRED.minus(percent)).div(HUNDRED));
}

function hasChanged(percent: Decimal | null, threshold: Decimal): boolean {
  if (percent === null) return false;
  return threshold.gt(0) ? percent.gte(threshold) : percent.lte(threshold);
}

function hasCrossed(price: Decimal, from: Decimal | null, threshold: Decimal): boolean {
  if (from === null) return false;
  return from.lt(threshold) ? price.gte(threshold) : price.lte(threshold);
}

import type { AlertFieldsFragment, AlertKind } from "../generated/operations.js";
import { instant, money, readDecimal } from "../look/figures.js";

export const ALERT_KINDS: readonly { readonly value: AlertKind; readonly label: string }[] = [
  { value: "PRICE_CROSSES", label: "Price reaches" },
  { value: "PERCENT_CHANGE", label: "Change today reaches" },
  { value: "DRAWDOWN", label: "Fall from its high reaches" },
  { value: "STALE", label: "Price goes stale" },
];

type Alert = Pick<AlertFieldsFragment, "kind" | "threshold"> & {
  readonly instrument: Pick<AlertFieldsFragment["instrument"], "symbol" | "currency">;
};

/** What an alert waits for, as a sentence without its full stop. */
export function wishOf({ kind, threshold, instrument }: Alert): string {
  switch (kind) {
    case "PRICE_CROSSES":
      return `${instrument.symbol} reaches ${money(threshold ?? 0, instrument.currency)}`;
    case "PERCENT_CHANGE":
      return `${instrument.symbol} changes by ${threshold ?? 0}% in a day`;
    case "DRAWDOWN":
      return `${instrument.symbol} falls ${threshold ?? 0}% below its high since this alert was set`;
    case "STALE":
      return `${instrument.symbol}'s price goes stale`;
  }
}

/** What happened when it fired; of when and from where. */
export function firingOf(alert: AlertFieldsFragment): string {
  if (alert.firedAt === null) return "";
  const price =
    alert.firedPrice === null
      ? "there was no price"
      : `the price was ${money(alert.firedPrice, alert.instrument.currency)}`;
  const source = alert.firedSource === null ? "" : ` (${alert.firedSource})`;
  return `At ${instant(alert.firedAt)} ${price}${source}.`;
}

/**
 * What a person typed as a threshold.
 *
 * @returns an exact decimal; null where the kind does not take it
 */
export function readThreshold(kind: AlertKind, text: string): string | null {
  const plain = readDecimal(text.replaceAll("%", ""), 8);
  if (plain === null || Number(plain) === 0) return null;
  return kind !== "PERCENT_CHANGE" && Number(plain) < 0 ? null : plain;
}

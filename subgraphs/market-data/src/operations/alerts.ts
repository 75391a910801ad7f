import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type Alert,
  type AlertDraft,
  alertFault,
  fires,
  type Firing,
  newPeak,
} from "../domain/alert.js";
import type { Instrument } from "../domain/instrument.js";
import type { Quote } from "../domain/quote.js";
import { known } from "./findInstruments.js";
import { latestQuotes } from "./latestQuotes.js";
import type { InstrumentStore, Market, QuoteStore } from "./ports.js";

export const WAITING_ALERTS_MAX = 200;

/** The event that tells of a fired alert. */
export const ALERT_FIRED = "alert.fired";

/** The alerts of the households somebody may see. */
export interface AlertStore {
  /** Newest first, at most 500 */
  ofHousehold(householdId: string): Promise<readonly Alert[]>;
  byId(id: string): Promise<Alert | null>;
  /** @returns null when the household has `waitingMax` waiting alerts already */
  add(
    alert: AlertDraft & Pick<Alert, "householdId" | "referencePrice">,
    waitingMax: number,
  ): Promise<Alert | null>;
  remove(id: string): Promise<void>;
}

/** Alerts of all households, for the one who evaluates them. */
export interface WaitingAlerts {
  all(): Promise<readonly Alert[]>;
  /** Marks it and tells of it in one transaction; false when somebody else was first. */
  fire(alert: Alert, firing: Firing): Promise<boolean>;
  /** Keeps higher prices of alerts on drawdowns; a lower one changes nothing. One statement. */
  raise(peaks: readonly { readonly alert: Alert; readonly peak: Decimal }[]): Promise<void>;
}

/** Tells which alerts have fired: at least once each. */
export interface AlertNews {
  subscribe(): Promise<AsyncIterableIterator<{ householdId: string; alertId: string }>>;
}

export interface CreateAlertPorts {
  readonly alerts: AlertStore;
  readonly viewer: Viewer;
  instrument(id: string): Promise<Instrument | null>;
  quote(of: Instrument): Promise<Quote | null>;
}

/**
 * @throws {Refusal} NOT_FOUND for a household or an instrument that is not there for the viewer;
 * FORBIDDEN for a role that may not write; BAD_INPUT for a threshold that does not fit, or a 201st
 * waiting alert
 */
export async function createAlert(
  ports: CreateAlertPorts,
  householdId: string,
  draft: AlertDraft,
): Promise<Alert> {
  requireHousehold(ports.viewer, householdId, "write");
  const instrument = known(await ports.instrument(draft.instrumentId), draft.instrumentId);
  const isRelative = draft.kind === "PRICE_CROSSES" || draft.kind === "DRAWDOWN";
  const quote = isRelative ? await ports.quote(instrument) : null;
  const price = quote?.price.amount ?? null;
  const fault = alertFault(draft, price);
  if (fault) throw new Refusal("BAD_INPUT", fault);
  const made = await ports.alerts.add(
    { ...draft, householdId, referencePrice: price },
    WAITING_ALERTS_MAX,
  );
  if (made) return made;
  throw new Refusal("BAD_INPUT", `at most ${WAITING_ALERTS_MAX} waiting alerts a household`, {
    alertsMax: WAITING_ALERTS_MAX,
  });
}

/** @throws {Refusal} NOT_FOUND for an alert the viewer does not see; FORBIDDEN for a role that may not write */
export async function removeAlert(
  { alerts, viewer }: Pick<CreateAlertPorts, "alerts" | "viewer">,
  id: string,
): Promise<boolean> {
  const alert = await alerts.byId(id);
  if (!alert) throw new Refusal("NOT_FOUND", "no alert of yours has this id");
  requireHousehold(viewer, alert.householdId, "write");
  await alerts.remove(id);
  return true;
}

/** @throws {Refusal} NOT_FOUND when the household is not the viewer's */
export function householdAlerts(
  { alerts, viewer }: Pick<CreateAlertPorts, "alerts" | "viewer">,
  householdId: string,
): Promise<readonly Alert[]> {
  requireHousehold(viewer, householdId, "read");
  return alerts.ofHousehold(householdId);
}

export interface EvaluationPorts {
  readonly waiting: WaitingAlerts;
  readonly instruments: InstrumentStore;
  readonly market: Market;
  readonly quotes: QuoteStore;
}

/**
 * Looks at every waiting alert once. Copies may do so at the same time: each alert fires once, because
 * the store lets one of them mark it.
 */
export async function evaluateAlerts(
  ports: EvaluationPorts,
  now: Date,
): Promise<{ readonly waiting: number; readonly fired: number }> {
  const waiting = await ports.waiting.all();
  if (waiting.length === 0) return { waiting: 0, fired: 0 };
  const found = await ports.instruments.byIds([...new Set(waiting.map((a) => a.instrumentId))]);
  const instruments = [...found.values()];
  const quotes = await latestQuotes(ports, instruments, now);
  const quoteOf = new Map(instruments.map((instrument, i) => [instrument.id, quotes[i] ?? null]));
  const seen = waiting.flatMap((alert) => {
    const quote = quoteOf.get(alert.instrumentId);
    return quote === undefined || quote instanceof Error ? [] : [{ alert, quote }];
  });
  const peaks = seen.flatMap(({ alert, quote }) => {
    const peak = newPeak(alert, quote);
    return peak ? [{ alert, peak }] : [];
  });
  if (peaks.length > 0) await ports.waiting.raise(peaks);
  let fired = 0;
  for (const { alert, quote } of seen) {
    if (!fires(alert, quote)) continue;
    const price = quote?.price.amount ?? null;
    const source = quote?.source ?? null;
    if (await ports.waiting.fire(alert, { at: now, price, source })) fired += 1;
  }
  return { waiting: waiting.length, fired };
}

import { addDays, addYears, type CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { Instrument } from "../domain/instrument.js";
import { reconcile } from "../domain/reconciliation.js";
import type { HistoryStore, TrackedInstruments } from "./historyPorts.js";
import type { InstrumentStore, Market, MarketDataProvider } from "./ports.js";

/** Years of a first look. */
const FIRST_YEARS = 40;
/** Days before the last stored one that are looked at again: what was corrected lately. */
const OVERLAP_DAYS = 10;
/** Once a week the whole history is looked at again: what was corrected long ago. */
const WHOLE_ON_WEEKDAY = 6;
/** An instrument nobody asked for this long is not followed any more. */
const TRACKED_DAYS = 30;

export interface KeepPorts {
  readonly market: Market;
  readonly instruments: InstrumentStore;
  readonly history: HistoryStore;
  readonly tracked: TrackedInstruments;
  /** Actions in force changed */
  readonly actionsChanged: () => Promise<void>;
}

export interface Kept {
  readonly instruments: number;
  readonly barsAdded: number;
  readonly revised: number;
  /** Provider and instrument that gave no answer; they come again with the next run */
  readonly failed: readonly string[];
}

/**
 * Brings what is stored of every followed instrument up to the last closed session: whatever was missed
 * while nothing ran, the last days again, and on Saturdays everything. Running it twice changes nothing.
 */
export async function keepHistory(ports: KeepPorts, now: Date, signal: AbortSignal): Promise<Kept> {
  const { calendar, providers } = ports.market;
  const today = calendar.dateAt(now);
  const ids = await ports.tracked.tracked(addDays(today, -TRACKED_DAYS));
  const found = await ports.instruments.byIds(ids);
  const kept = { instruments: 0, barsAdded: 0, revised: 0, failed: [] as string[] };
  for (const provider of providers.filter((one) => one.hasHistory === true)) {
    for (const instrument of found.values()) {
      if (signal.aborted) return kept;
      try {
        const one = await keepOne(ports, provider, instrument, now);
        kept.instruments += 1;
        kept.barsAdded += one.barsAdded;
        if (one.revisedFrom) kept.revised += 1;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        kept.failed.push(`${provider.name} ${instrument.symbol}`);
      }
    }
  }
  if (kept.revised > 0 || kept.barsAdded > 0) await ports.actionsChanged();
  return kept;
}

async function keepOne(
  ports: KeepPorts,
  provider: MarketDataProvider,
  instrument: Instrument,
  now: Date,
) {
  const key = { instrumentId: instrument.id, source: provider.name };
  const to = ports.market.calendar.lastClosed(now).date;
  const covered = await ports.history.coverage(key);
  const nothing = { barsAdded: 0, revisedFrom: null };
  const from = firstDayToAsk(covered?.to ?? null, ports.market.calendar.dateAt(now));
  const given = await provider.history?.(instrument, { from, to }, now);
  if (!given || given.bars.length === 0) return nothing;
  const stored = await ports.history.put(key, { from, to }, given);
  const known = ports.market.actions.actionsOf(instrument);
  const actions = known.length > 0 ? known : given.actions;
  const difference = reconcile(provider.name, given.bars, actions, given.adjustedCloses);
  if (difference) await ports.history.putReconciliation(key, difference);
  return stored;
}

function firstDayToAsk(coveredTo: CalendarDate | null, today: CalendarDate): CalendarDate {
  const isWhole = new Date(`${today}T12:00:00Z`).getUTCDay() === WHOLE_ON_WEEKDAY;
  return coveredTo && !isWhole ? addDays(coveredTo, -OVERLAP_DAYS) : addYears(today, -FIRST_YEARS);
}

import { setImmediate } from "node:timers/promises";
import { addDays, type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { LotMethodElection } from "../domain/lotMethod.js";
import { earliestDay } from "./confirmImport.js";
import { LEDGER_CURRENCY } from "./createAccount.js";
import { dailyValues, type PriceHistory } from "./dailyValues.js";
import type {
  Account,
  Clock,
  CloseColumns,
  Market,
  Scope,
  Snapshot,
  StoredTransaction,
  Work,
} from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";

export interface SnapshotPorts {
  readonly work: Work;
  readonly market: Market;
  readonly clock: Clock;
}

export interface SnapshotJob {
  readonly householdId: string;
  /** First day to calculate again; null for the whole history. */
  readonly from: CalendarDate | null;
}

/** A day's closes are final this long after its midnight in New York. */
const DAY_IS_FINAL_AFTER_MS = (16 * 60 + 30) * 60_000;
/** Prices are asked from this many days before, so that the first day has a price to carry. */
const CARRY_DAYS = 10;
const ATTEMPTS = 3;
const DAYS_AT_ONCE = 50;

/**
 * Calculates a household's daily values again, from `from` to the last closed day, and stores them
 * in place of what was there. Run it as often as wanted: the same history gives the same rows.
 *
 * @throws {Failure} LEDGER_MOVED when the household's ledger keeps changing meanwhile
 */
export async function takeSnapshots(ports: SnapshotPorts, job: SnapshotJob): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await takeOnce(ports, job)) return;
  }
  throw new Failure("LEDGER_MOVED");
}

/** Every household that has an account gets a job of its own. */
export async function enqueueAllSnapshots(work: Work): Promise<void> {
  for (const householdId of await work.householdIds()) {
    await work.within({ householdIds: [householdId] }, (unit) =>
      unit.enqueueSnapshots(householdId, null),
    );
  }
}

/** @returns false when the ledger moved between reading and writing */
async function takeOnce(ports: SnapshotPorts, job: SnapshotJob): Promise<boolean> {
  const { householdId } = job;
  const scope: Scope = { householdIds: [householdId] };
  const { isOutdated, revision, ...read } = await ports.work.within(scope, async (unit) => ({
    accounts: await unit.accounts.ofHouseholds([householdId]),
    transactions: await unit.ledger.ofHousehold(householdId),
    lotMethods: await unit.lotMethods.ofHousehold(householdId),
    revision: await unit.ledger.revision(householdId),
    isOutdated: await unit.snapshots.isOutdated(householdId),
  }));
  const { transactions } = read;
  // days of an older calculation are not mixed with new ones
  const asked = isOutdated ? null : job.from;
  const from = asked ?? earliestDay(transactions) ?? lastFinalDay(ports.clock());
  const snapshots = await valuesOf(ports, { ...read, from, householdId });
  return ports.work.within(scope, async (unit) => {
    await unit.ledger.lock(householdId);
    if ((await unit.ledger.revision(householdId)) !== revision) return false;
    await unit.snapshots.replaceFrom(householdId, from, snapshots);
    await unit.portfolioChanged(householdId, "SNAPSHOTS_TAKEN");
    return true;
  });
}

interface History {
  readonly householdId: string;
  readonly accounts: readonly Account[];
  readonly transactions: readonly StoredTransaction[];
  readonly lotMethods: readonly LotMethodElection[];
  readonly from: CalendarDate;
}

async function valuesOf(ports: SnapshotPorts, history: History): Promise<Snapshot[]> {
  const { accounts, transactions, from } = history;
  const to = lastFinalDay(ports.clock());
  if (transactions.length === 0 || from > to) return [];
  const days = dailyValues({
    accounts: ledgerAccounts(accounts),
    transactions: transactions.map(inAccountCurrency),
    options: replayOptionsFor(transactions, history.lotMethods),
    prices: await pricesOf(ports.market, history, to),
    from,
    to,
  });
  const snapshots: Snapshot[] = [];
  for (const snapshot of days) {
    // a long history is much exact arithmetic: requests go between
    if (snapshots.push(snapshot) % DAYS_AT_ONCE === 0) await setImmediate();
  }
  return snapshots;
}

/** Closes in the ledger's currency of everything that was ever held, from some days before `from`. */
export async function pricesOf(
  market: Market,
  { householdId, transactions, from }: Omit<History, "accounts" | "lotMethods">,
  to: CalendarDate,
): Promise<Map<string, PriceHistory>> {
  const symbols = new Map<string, string>();
  for (const { instrumentId, symbol, units, terms } of transactions) {
    if (instrumentId !== null && symbol !== null && units !== null) {
      symbols.set(instrumentId, symbol);
    }
    if (terms?.received) symbols.set(terms.received.instrumentId, terms.received.symbol);
  }
  const columns = await market.closes(householdId, symbols, addDays(from, -CARRY_DAYS), to);
  const prices = new Map<string, PriceHistory>();
  for (const column of columns) {
    prices.set(column.instrumentId, await inLedgerCurrency(market, householdId, column));
  }
  return prices;
}

/** Foreign closes at each day's own rate; a day without a rate has no price. */
async function inLedgerCurrency(
  market: Market,
  householdId: string,
  { currency, dates, closes }: CloseColumns,
): Promise<PriceHistory> {
  if (currency === LEDGER_CURRENCY) return { dates, prices: closes };
  const rates = await market.rates(householdId, { base: currency, quote: LEDGER_CURRENCY }, dates);
  const priced = dates.flatMap((date, i) => {
    const [rate, close] = [rates.get(date), closes[i]];
    return rate && close ? [{ date, price: close.times(rate) }] : [];
  });
  return { dates: priced.map(({ date }) => date), prices: priced.map(({ price }) => price) };
}

/** The last day whose closes are final. */
export function lastFinalDay(now: Date): CalendarDate {
  return dateOfInstant(new Date(now.getTime() - DAY_IS_FINAL_AFTER_MS), "America/New_York");
}

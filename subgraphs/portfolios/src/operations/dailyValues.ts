import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import { HouseholdLedger } from "../domain/householdLedger.js";
import { type LedgerEvent, ordered } from "../domain/replayOrder.js";
import type { Transaction } from "../domain/transaction.js";
import type { ReplayOptions } from "../domain/replay.js";
import { DayFlows } from "./dayFlows.js";
import type { AccountDay, Snapshot } from "./ports.js";

/** Prices of one instrument in the ledger's currency, ascending by date, columns of equal length. */
export interface PriceHistory {
  readonly dates: readonly CalendarDate[];
  readonly prices: readonly Decimal[];
}

export interface DailyValuesInput {
  readonly accounts: readonly LedgerAccount[];
  /** All transactions of the household that count, in the ledger's currency. */
  readonly transactions: readonly Transaction[];
  readonly options: ReplayOptions;
  /** By instrument. */
  readonly prices: ReadonlyMap<string, PriceHistory>;
  /** First and last day, both included. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/**
 * What a household was worth at the end of each day: raw closes times the units of that day, plus
 * cash.
 *
 * A day counts when a price of an instrument of the household, or a transaction, is dated on it;
 * between two prices the earlier one holds. An instrument without a price yet is valued at its last
 * trade price, and the day is marked. The ledger is the one that makes lots, run forward once, so
 * that cost agrees with the lots of that day. What came from outside or left is told beside, by
 * account and for the household, valued like the holdings.
 *
 * @returns ascending by day, one at a time, so that the caller can let others run in between
 */
export function* dailyValues(input: DailyValuesInput): Generator<Snapshot, void> {
  const events = ordered(input.transactions);
  const book = new RunningBook(input);
  const prices = new PriceCursor(input.prices);
  const links = new Set(events.flatMap(({ transferredFrom }) => transferredFrom ?? []));
  let next = 0;
  for (const day of daysOf(input, events)) {
    const before = next;
    for (let event = events[next]; event && event.on <= day; event = events[++next]) {
      book.apply(event);
      prices.traded(event.transaction);
    }
    if (next > before) book.settle();
    if (day < input.from) continue;
    yield snapshotOf(day, book, prices, new DayFlows(events.slice(before, next), links));
  }
}

function snapshotOf(
  day: CalendarDate,
  book: RunningBook,
  prices: PriceCursor,
  flows: DayFlows,
): Snapshot {
  const quotes = new Map<string, { readonly price: Decimal; readonly isEstimated: boolean }>();
  const quote = (id: string) => {
    const found = quotes.get(id) ?? prices.at(id, day);
    quotes.set(id, found);
    return found;
  };
  const invested = new Map<string, Decimal>();
  let isEstimated = false;
  for (const { accountId, instrumentId, units } of book.held()) {
    const { price, isEstimated: isGuess } = quote(instrumentId);
    isEstimated ||= isGuess;
    invested.set(accountId, (invested.get(accountId) ?? ZERO).plus(units.times(price)));
  }
  const priceOf = (id: string) => quote(id).price;
  const accounts = [...book.cash].map(([accountId, cash]): AccountDay => ({
    accountId,
    value: (invested.get(accountId) ?? ZERO).plus(cash),
    cash,
    ...flows.ofAccount(accountId, priceOf),
  }));
  return {
    day,
    value: sum(accounts.map(({ value }) => value)),
    cash: sum(accounts.map(({ cash }) => cash)),
    cost: book.cost,
    isEstimated,
    ...flows.ofHousehold(priceOf),
    accounts,
  };
}

function daysOf(
  { prices, to }: DailyValuesInput,
  events: readonly LedgerEvent[],
): readonly CalendarDate[] {
  const first = events[0]?.on;
  if (first === undefined) return [];
  const days = new Set<CalendarDate>(events.map(({ on }) => on));
  for (const { dates } of prices.values()) for (const date of dates) days.add(date);
  return [...days].filter((day) => day >= first && day <= to).sort();
}

/** The ledger with totals that are kept up to date by what each day touches. */
class RunningBook {
  readonly #ledger: HouseholdLedger;
  /** By account and instrument. */
  readonly #held = new Map<string, Held>();
  readonly #touched = new Set<string>();
  /** By account, from its first transaction on. */
  readonly cash = new Map<string, Decimal>();
  cost: Decimal = ZERO;

  constructor({ accounts, options }: DailyValuesInput) {
    this.#ledger = new HouseholdLedger(accounts, options);
  }

  apply(event: LedgerEvent): void {
    this.#ledger.apply(event);
    const { accountId, amount, instrumentId, terms } = event.transaction;
    if (terms?.received) this.#touched.add(terms.received.instrumentId);
    this.cash.set(accountId, (this.cash.get(accountId) ?? ZERO).plus(amount));
    if (instrumentId !== null) this.#touched.add(instrumentId);
  }

  /** A transaction changes lots of its own instrument only, in any account: wash sales included. */
  settle(): void {
    for (const instrumentId of this.#touched) {
      for (const accountId of this.cash.keys()) this.#settlePosition(accountId, instrumentId);
    }
    this.#touched.clear();
  }

  #settlePosition(accountId: string, instrumentId: string): void {
    const key = `${accountId} ${instrumentId}`;
    const lots = this.#ledger.lotsOf(accountId, instrumentId);
    const shorts = this.#ledger.shortsOf(accountId, instrumentId);
    const cost = sum(lots.map((lot) => lot.cost)).minus(sum(shorts.map((lot) => lot.proceeds)));
    this.cost = this.cost.plus(cost).minus(this.#held.get(key)?.cost ?? ZERO);
    if (lots.length + shorts.length === 0) this.#held.delete(key);
    else {
      const units = sum(lots.map((lot) => lot.units)).minus(sum(shorts.map((lot) => lot.units)));
      this.#held.set(key, { accountId, instrumentId, units, cost });
    }
  }

  held(): Iterable<Held> {
    return this.#held.values();
  }
}

/** What an account holds of an instrument. */
interface Held {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly units: Decimal;
  readonly cost: Decimal;
}

/** Prices as days go by; asked in ascending order of days. */
export class PriceCursor {
  readonly #histories: ReadonlyMap<string, PriceHistory>;
  readonly #places = new Map<string, number>();
  readonly #traded = new Map<string, Decimal>();

  constructor(histories: ReadonlyMap<string, PriceHistory>) {
    this.#histories = histories;
  }

  traded({ instrumentId, price, units, amount }: Transaction): void {
    if (instrumentId === null) return;
    const perUnit = price ?? (units?.gt(0) && !amount.isZero() ? amount.abs().div(units) : null);
    if (perUnit) this.#traded.set(instrumentId, perUnit);
  }

  at(instrumentId: string, day: CalendarDate): { price: Decimal; isEstimated: boolean } {
    const history = this.#histories.get(instrumentId);
    if (history) {
      let place = this.#places.get(instrumentId) ?? -1;
      while ((history.dates[place + 1] ?? "9999") <= day) place += 1;
      this.#places.set(instrumentId, place);
      const price = history.prices[place];
      if (price) return { price, isEstimated: false };
    }
    return { price: this.#traded.get(instrumentId) ?? ZERO, isEstimated: true };
  }
}

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import { HouseholdLedger } from "../domain/householdLedger.js";
import { type LedgerEvent, ordered } from "../domain/replayOrder.js";
import type { Transaction } from "../domain/transaction.js";
import type { ReplayOptions } from "../domain/replay.js";
import type { Snapshot } from "./ports.js";

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
 * that cost agrees with the lots of that day.
 *
 * @returns ascending by day, one at a time, so that the caller can let others run in between
 */
export function* dailyValues(input: DailyValuesInput): Generator<Snapshot, void> {
  const events = ordered(input.transactions);
  const book = new RunningBook(input);
  const prices = new PriceCursor(input.prices);
  let next = 0;
  for (const day of daysOf(input, events)) {
    const before = next;
    for (let event = events[next]; event && event.on <= day; event = events[++next]) {
      book.apply(event);
      prices.traded(event.transaction);
    }
    if (next > before) book.settle();
    if (day < input.from) continue;
    const priced = book.held().map(({ id, units }) => ({ units, ...prices.at(id, day) }));
    const invested = sum(priced.map(({ units, price }) => units.times(price)));
    yield {
      day,
      value: invested.plus(book.cash),
      cash: book.cash,
      cost: book.cost,
      isEstimated: priced.some(({ isEstimated }) => isEstimated),
    };
  }
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
  readonly #held = new Map<string, { readonly units: Decimal; readonly cost: Decimal }>();
  readonly #touched = new Set<string>();
  cash: Decimal = ZERO;
  cost: Decimal = ZERO;

  constructor({ accounts, options }: DailyValuesInput) {
    this.#ledger = new HouseholdLedger(accounts, options.washSaleExempt ?? new Set());
  }

  apply(event: LedgerEvent): void {
    this.#ledger.apply(event);
    const { amount, instrumentId } = event.transaction;
    this.cash = this.cash.plus(amount);
    if (instrumentId !== null) this.#touched.add(instrumentId);
  }

  /** A transaction changes lots of its own instrument only, wash sales included. */
  settle(): void {
    const sums = new Map([...this.#touched].map((id) => [id, { units: ZERO, cost: ZERO }]));
    for (const { instrumentId, units, cost } of this.#ledger.holdings().lots) {
      const before = sums.get(instrumentId);
      if (!before) continue;
      sums.set(instrumentId, { units: before.units.plus(units), cost: before.cost.plus(cost) });
    }
    for (const [id, after] of sums) {
      this.cost = this.cost.plus(after.cost).minus(this.#held.get(id)?.cost ?? ZERO);
      if (after.units.isZero()) this.#held.delete(id);
      else this.#held.set(id, after);
    }
    this.#touched.clear();
  }

  held(): { readonly id: string; readonly units: Decimal }[] {
    return [...this.#held].map(([id, { units }]) => ({ id, units }));
  }
}

/** Prices as days go by; asked in ascending order of days. */
class PriceCursor {
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

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import { HouseholdLedger } from "../domain/householdLedger.js";
import { daysFrom } from "../domain/performance/dayNumber.js";
import type { ReplayOptions } from "../domain/replay.js";
import { type LedgerEvent, ordered } from "../domain/replayOrder.js";
import type { Transaction } from "../domain/transaction.js";
import { type PriceHistory, PriceCursor } from "./dailyValues.js";

/** One instrument in one account, or the cash of one account, in one period; ledger currency. */
export interface HeldPart {
  readonly accountId: string;
  /** null for cash */
  readonly instrumentId: string | null;
  readonly opening: Decimal;
  readonly closing: Decimal;
  /** What came in less what left: purchases less sales and income paid out; for cash the other side of it. */
  readonly netFlow: Decimal;
  /** Each flow times the share of the period that was left when it came: Modified Dietz. */
  readonly weightedFlow: Decimal;
}

/** From the end of `from` to the end of `to`. */
export interface PartsPeriod {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly parts: readonly HeldPart[];
  /** True when a part was valued at its last trade price */
  readonly isEstimated: boolean;
}

export interface HeldPartsInput {
  readonly accounts: readonly LedgerAccount[];
  /** In the ledger's currency */
  readonly transactions: readonly Transaction[];
  readonly options: ReplayOptions;
  /** By instrument */
  readonly prices: ReadonlyMap<string, PriceHistory>;
}

/**
 * What every part of a household was worth at the ends of successive periods, and what flowed between:
 * the gains of all parts, closing - opening - netFlow, sum to the gain of the household. Between parts
 * every flow has two sides; money from outside comes to cash, securities from outside to themselves.
 *
 * @param bounds ascending, at least two: ends of days
 * @returns one period between each two bounds; null now and then, so that the caller lets others run
 */
export function* heldParts(
  input: HeldPartsInput,
  bounds: readonly CalendarDate[],
): Generator<PartsPeriod | null, void> {
  const events = ordered(input.transactions);
  const book = new PartsBook(input);
  let next = 0;
  for (const [i, to] of bounds.entries()) {
    const from = bounds[i - 1];
    const length = from ? Math.max(1, daysFrom(from, to)) : 1;
    for (let event = events[next]; event && event.on <= to; event = events[++next]) {
      const left = from ? (length - daysFrom(from, event.on)) / length : 0;
      book.apply(event, new Decimal(left));
      if (next % EVENTS_AT_ONCE === 0) yield null;
    }
    const period = book.close(to);
    if (from) yield { from, to, ...period };
  }
}

const EVENTS_AT_ONCE = 200;

interface Flow {
  net: Decimal;
  weighted: Decimal;
}

const keyOf = (accountId: string, instrumentId: string | null) =>
  `${accountId} ${instrumentId ?? ""}`;

class PartsBook {
  readonly #ledger: HouseholdLedger;
  readonly #prices: PriceCursor;
  readonly #places = new Map<string, readonly [accountId: string, instrumentId: string | null]>();
  readonly #cash = new Map<string, Decimal>();
  #worth = new Map<string, Decimal>();
  #flows = new Map<string, Flow>();

  constructor({ accounts, options, prices }: HeldPartsInput) {
    this.#ledger = new HouseholdLedger(accounts, options);
    this.#prices = new PriceCursor(prices);
  }

  apply(event: LedgerEvent, left: Decimal): void {
    const { transaction } = event;
    const { accountId, instrumentId, amount } = transaction;
    const received = transaction.terms?.received?.instrumentId ?? null;
    const unitsBefore = received === null ? ZERO : this.#unitsOf(accountId, received);
    this.#ledger.apply(event);
    this.#prices.traded(transaction);
    this.#cash.set(accountId, (this.#cash.get(accountId) ?? ZERO).plus(amount));
    if (instrumentId === null) return this.#flow(accountId, null, externalCash(transaction), left);
    const arrived = this.#arrivedInKind(event, instrumentId);
    this.#flow(accountId, instrumentId, arrived.minus(amount), left);
    this.#flow(accountId, null, amount, left);
    if (received === null) return;
    // what a spin-off or a merger gave came out of the old security, at the day's price
    const given = this.#unitsOf(accountId, received).minus(unitsBefore);
    const worth = given.times(this.#prices.at(received, event.on).price);
    this.#flow(accountId, received, worth, left);
    this.#flow(accountId, instrumentId, worth.negated(), left);
  }

  /** What a transfer brought at the day's price, below 0 for one that left; else 0. */
  #arrivedInKind({ transaction, on }: LedgerEvent, instrumentId: string): Decimal {
    const { kind, units } = transaction;
    if (kind !== "TRANSFER_IN" && kind !== "TRANSFER_OUT") return ZERO;
    const worth = (units ?? ZERO).times(this.#prices.at(instrumentId, on).price);
    return kind === "TRANSFER_IN" ? worth : worth.negated();
  }

  /** Short ones count negative. */
  #unitsOf(accountId: string, instrumentId: string): Decimal {
    const lots = this.#ledger.lotsOf(accountId, instrumentId);
    const shorts = this.#ledger.shortsOf(accountId, instrumentId);
    return sum(lots.map(({ units }) => units)).minus(sum(shorts.map(({ units }) => units)));
  }

  /** Ends a period: values of now are the openings of the next. */
  close(day: CalendarDate): { readonly parts: HeldPart[]; readonly isEstimated: boolean } {
    let isEstimated = false;
    const worth = new Map<string, Decimal>();
    for (const [key, [accountId, instrumentId]] of this.#places) {
      if (instrumentId === null) worth.set(key, this.#cash.get(accountId) ?? ZERO);
      else {
        const units = this.#unitsOf(accountId, instrumentId);
        if (units.isZero()) continue;
        const { price, isEstimated: isGuess } = this.#prices.at(instrumentId, day);
        isEstimated ||= isGuess;
        worth.set(key, units.times(price));
      }
    }
    const parts = [...this.#places].flatMap(([key, [accountId, instrumentId]]): HeldPart[] => {
      const flow = this.#flows.get(key);
      const [opening, closing] = [this.#worth.get(key) ?? ZERO, worth.get(key) ?? ZERO];
      if (!flow && opening.isZero() && closing.isZero()) return [];
      const [netFlow, weightedFlow] = [flow?.net ?? ZERO, flow?.weighted ?? ZERO];
      return [{ accountId, instrumentId, opening, closing, netFlow, weightedFlow }];
    });
    this.#worth = worth;
    this.#flows = new Map();
    return { parts, isEstimated };
  }

  #flow(accountId: string, instrumentId: string | null, amount: Decimal, left: Decimal): void {
    const key = keyOf(accountId, instrumentId);
    this.#places.set(key, [accountId, instrumentId]);
    const flow = this.#flows.get(key) ?? { net: ZERO, weighted: ZERO };
    flow.net = flow.net.plus(amount);
    flow.weighted = flow.weighted.plus(amount.times(left));
    this.#flows.set(key, flow);
  }
}

const EXTERNAL: ReadonlySet<Transaction["kind"]> = new Set([
  "DEPOSIT",
  "WITHDRAWAL",
  "TRANSFER_IN",
  "TRANSFER_OUT",
]);

/** Money from outside the account, before fees; 0 for what the account earned or paid itself. */
function externalCash({ kind, amount, fees }: Transaction): Decimal {
  return EXTERNAL.has(kind) ? amount.plus(fees) : ZERO;
}

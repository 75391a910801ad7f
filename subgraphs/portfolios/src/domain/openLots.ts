import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Lot, inFifoOrder } from "./lot.js";

/** The open lots of a household, each account's in FIFO order. Lives as long as one replay. */
export class OpenLots {
  readonly #byInstrument = new Map<string, Map<string, Lot[]>>();
  readonly #pieces = new Map<string, number>();

  of(accountId: string, instrumentId: string): readonly Lot[] {
    return this.#byInstrument.get(instrumentId)?.get(accountId) ?? [];
  }

  /** @param lots in FIFO order; the list is kept, not copied */
  set(accountId: string, instrumentId: string, lots: Lot[]): void {
    this.#mutable(accountId, instrumentId, lots);
  }

  /** Puts lots where FIFO order wants them: at the end, unless they came from another account. */
  insert(added: readonly Lot[]): void {
    for (const lot of added) {
      const lots = this.#mutable(lot.accountId, lot.instrumentId);
      let at = lots.length;
      for (let before = lots[at - 1]; before && inFifoOrder(before, lot) > 0; before = lots[at - 1])
        at -= 1;
      lots.splice(at, 0, lot);
    }
  }

  /** Puts parts in the place of the lot they were made of. */
  replace(lot: Lot, parts: readonly Lot[]): void {
    const lots = this.#mutable(lot.accountId, lot.instrumentId);
    lots.splice(lots.lastIndexOf(lot), 1, ...parts);
  }

  /**
   * Lots of a security, in all accounts, that were bought on or after `from` and replaced nothing
   * yet; earliest first. Lots may be replaced by parts while they are walked through: a part that
   * is still free comes next.
   */
  *freeSince(instrumentId: string, from: CalendarDate): Generator<Lot> {
    const cursors = [...(this.#byInstrument.get(instrumentId)?.values() ?? [])].map((lots) => ({
      lots,
      at: firstSince(lots, from),
    }));
    for (;;) {
      let earliest: { cursor: (typeof cursors)[number]; lot: Lot } | null = null;
      for (const cursor of cursors) {
        const lot = nextFree(cursor);
        if (lot && (!earliest || inFifoOrder(lot, earliest.lot) < 0)) earliest = { cursor, lot };
      }
      if (!earliest) return;
      yield earliest.lot;
      if (earliest.cursor.lots[earliest.cursor.at] === earliest.lot) earliest.cursor.at += 1;
    }
  }

  /** A key for the next part of the lot that this purchase made. */
  nextKey(purchaseId: string): string {
    const piece = (this.#pieces.get(purchaseId) ?? 0) + 1;
    this.#pieces.set(purchaseId, piece);
    return `${purchaseId}/${piece}`;
  }

  all(): Lot[] {
    return [...this.#byInstrument.values()].flatMap((accounts) => [...accounts.values()].flat());
  }

  #mutable(accountId: string, instrumentId: string, replacement?: Lot[]): Lot[] {
    let accounts = this.#byInstrument.get(instrumentId);
    if (!accounts) {
      accounts = new Map();
      this.#byInstrument.set(instrumentId, accounts);
    }
    const lots = replacement ?? accounts.get(accountId) ?? [];
    accounts.set(accountId, lots);
    return lots;
  }
}

/** Index of the first lot bought on or after `from`; `lots` are in FIFO order. */
function firstSince(lots: readonly Lot[], from: CalendarDate): number {
  let [low, high] = [0, lots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const lot = lots[middle];
    if (lot && lot.purchasedOn < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nextFree(cursor: { readonly lots: readonly Lot[]; at: number }): Lot | null {
  for (let lot = cursor.lots[cursor.at]; lot; lot = cursor.lots[cursor.at]) {
    if (lot.isPurchase && !lot.isReplacement) return lot;
    cursor.at += 1;
  }
  return null;
}

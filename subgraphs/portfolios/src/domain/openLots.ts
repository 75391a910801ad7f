import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Lot, inFifoOrder } from "./lot.js";

/** The open lots of a household, each account's in FIFO order. Lives as long as one replay. */
export class OpenLots {
  readonly #byInstrument = new Map<string, Map<string, Lot[]>>();
  readonly #pieces = new Map<string, number>();
  /** Where the last search found the first free lot: what was before it in the window is used up. */
  readonly #searched = new Map<string, Map<string, { after: Lot | null }>>();

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
      const searched = this.#searched.get(lot.instrumentId)?.get(lot.accountId);
      if (searched?.after && inFifoOrder(lot, searched.after) < 0) searched.after = lot;
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
   *
   * @param from not before that of an earlier call for the security: what was found used up then is
   *   passed over
   */
  *freeSince(instrumentId: string, from: CalendarDate): Generator<Lot> {
    const cursors = [...(this.#byInstrument.get(instrumentId) ?? [])].map(([accountId, lots]) => {
      const searched = this.#search(instrumentId, accountId);
      const at = firstAtOrAfter(lots, from, searched.after);
      const cursor = { lots, at };
      searched.after = nextFree(cursor) ?? searched.after;
      return cursor;
    });
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

  #search(instrumentId: string, accountId: string): { after: Lot | null } {
    const accounts = this.#searched.get(instrumentId) ?? new Map<string, { after: Lot | null }>();
    this.#searched.set(instrumentId, accounts);
    const searched = accounts.get(accountId) ?? { after: null };
    accounts.set(accountId, searched);
    return searched;
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

/** Index of the first lot bought on or after `from` that is not before `after`; `lots` are in FIFO order. */
function firstAtOrAfter(lots: readonly Lot[], from: CalendarDate, after: Lot | null): number {
  let [low, high] = [0, lots.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const lot = lots[middle];
    if (lot && (lot.purchasedOn < from || (after && inFifoOrder(lot, after) < 0))) low = middle + 1;
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

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

  /** Lots of a security bought on or after `from`, in all accounts, earliest first. */
  boughtSince(instrumentId: string, from: CalendarDate): Lot[] {
    const found: Lot[] = [];
    for (const lots of this.#byInstrument.get(instrumentId)?.values() ?? []) {
      for (let at = lots.length - 1; at >= 0; at -= 1) {
        const lot = lots[at];
        if (!lot || lot.purchasedOn < from) break;
        found.push(lot);
      }
    }
    return found.sort(inFifoOrder);
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

import { ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal, invariant } from "@wealthgraph/kernel/refusal";
import { exchange, type Received, spinOff, unitsHeld } from "./corporateAction.js";
import type { Lot } from "./lot.js";
import type { OpenLots } from "./openLots.js";
import { type RealizedGain, realizedGain } from "./realizedGain.js";
import type { ShortBook } from "./shortBook.js";
import type { ReceivedSecurity, Transaction } from "./transaction.js";
import type { WashSaleMatcher } from "./washSaleMatcher.js";

/** A corporate action on a security of an account. */
interface Action extends Transaction {
  readonly instrumentId: string;
}

/** Corporate actions that give another security, on the state of a replay. */
export class CorporateActions {
  readonly #state: {
    readonly lots: OpenLots;
    readonly shorts: ShortBook;
    readonly realized: RealizedGain[];
    readonly matcher: WashSaleMatcher;
  };

  constructor(state: {
    readonly lots: OpenLots;
    readonly shorts: ShortBook;
    readonly realized: RealizedGain[];
    readonly matcher: WashSaleMatcher;
  }) {
    this.#state = state;
  }

  /** @throws {Refusal} UNITS_EXCEED_POSITION when nothing is held; SHORT_NOT_ALLOWED while it is short */
  spinOff(transaction: Transaction): void {
    const { action, lots, terms } = this.#begin(transaction);
    const received = receivedOf(terms, lots);
    const { parents, children } = spinOff(lots, received, terms.basisShare ?? ZERO);
    this.#state.lots.set(action.accountId, action.instrumentId, [...parents]);
    this.#insert(children);
  }

  /** @throws {Refusal} as `spinOff` */
  exchange(transaction: Transaction): void {
    const { action, lots, terms } = this.#begin(transaction);
    const received = receivedOf(terms, lots);
    const cash = action.amount.gt(0) ? action.amount : ZERO;
    const exchanged = exchange(lots, received, { cash, price: terms.price ?? ZERO });
    this.#state.lots.set(action.accountId, action.instrumentId, []);
    this.#insert(exchanged.lots);
    for (const { lot, cash: proceeds, gain } of exchanged.gains) {
      const realized = realizedGain(action, lot, { source: "MERGER", units: ZERO, proceeds });
      this.#state.realized.push({ ...realized, cost: proceeds.minus(gain), gain });
    }
  }

  /** The same security under another name: losses that wait for a replacement wait on. */
  rename(transaction: Transaction): void {
    const { action, lots, terms } = this.#begin(transaction);
    const renamed = exchange(lots, receivedOf(terms, lots), { cash: ZERO, price: ZERO });
    this.#state.lots.set(action.accountId, action.instrumentId, []);
    this.#insert(renamed.lots);
    this.#state.matcher.rename(action.instrumentId, terms.instrumentId);
  }

  #begin(transaction: Transaction) {
    const { accountId, instrumentId, terms } = transaction;
    invariant(instrumentId !== null && terms?.received, "a corporate action names both securities");
    if (this.#state.shorts.of(accountId, instrumentId).length > 0) {
      const message = "a corporate action on a short position is not booked: cover it first";
      throw new Refusal("SHORT_NOT_ALLOWED", message, { instrumentId });
    }
    const action: Action = { ...transaction, instrumentId };
    const lots = this.#state.lots.of(accountId, instrumentId);
    return { action, lots, terms: terms.received };
  }

  #insert(lots: readonly Lot[]): void {
    const { lots: open } = this.#state;
    open.insert(
      lots
        .filter((lot) => lot.units.gt(0))
        .map((lot) => ({ ...lot, key: open.nextKey(lot.purchaseId) })),
    );
  }
}

function receivedOf(terms: ReceivedSecurity, lots: readonly Lot[]): Received {
  return { instrumentId: terms.instrumentId, units: terms.units ?? unitsHeld(lots) };
}

import { Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import { Refusal, invariant } from "@wealthgraph/kernel/refusal";
import type { LedgerAccount } from "./account.js";
import { CorporateActions } from "./corporateActions.js";
import { type Lot, addUnits, returnCapital, shareOf } from "./lot.js";
import { disposeChosen, disposeLots, electedMethod } from "./lotMethod.js";
import { OpenLots } from "./openLots.js";
import { type RealizedGain, realizedGain } from "./realizedGain.js";
import type { ReplayOptions } from "./replay.js";
import type { LedgerEvent } from "./replayOrder.js";
import { ShortBook } from "./shortBook.js";
import type { ShortLot } from "./shortLot.js";
import type { Transaction, TransactionKind, UnitTransaction } from "./transaction.js";
import type { WashSale } from "./washSale.js";
import { type RealizedLot, WashSaleMatcher } from "./washSaleMatcher.js";

/** What a household's transactions add up to. */
export interface HouseholdHoldings {
  /** Open lots of all accounts, each position's in FIFO order, adjusted for wash sales. */
  readonly lots: readonly Lot[];
  /** Open short lots of all accounts, in order of opening. */
  readonly shorts: readonly ShortLot[];
  readonly realized: readonly RealizedGain[];
  readonly washSales: readonly WashSale[];
  /** Account id → currency → balance: the sum of the transactions' amounts. */
  readonly cash: ReadonlyMap<string, ReadonlyMap<Currency, Decimal>>;
}

/** The state of a replay: takes events in order, each wholly or not at all. */
export class HouseholdLedger {
  readonly #accounts: ReadonlyMap<string, LedgerAccount>;
  readonly #options: ReplayOptions;
  readonly #exempt: ReadonlySet<string>;
  readonly #lots = new OpenLots();
  readonly #realized: RealizedGain[] = [];
  readonly #cash = new Map<string, Map<Currency, Decimal>>();
  /** Lots that left one account of the household and have not arrived in the other. */
  readonly #inTransit = new Map<string, readonly Lot[]>();
  readonly #matcher: WashSaleMatcher;
  readonly #shorts: ShortBook;
  readonly #actions: CorporateActions;
  /** What a kind does to lots; null for kinds that move cash only. */
  readonly #effects: Readonly<Record<TransactionKind, ((event: LedgerEvent) => void) | null>> = {
    BUY: ({ transaction }) => this.#buy(withUnits(transaction)),
    REINVESTMENT: ({ transaction }) => this.#buy(withUnits(transaction)),
    SELL: ({ transaction }) => this.#sell(withUnits(transaction)),
    SHORT: ({ transaction: t }) => this.#shorts.open(withUnits(t), withUnits(t).units, t.amount),
    COVER: ({ transaction: t }) =>
      this.#shorts.cover(withUnits(t), withUnits(t).units, t.amount.negated()),
    CASH_IN_LIEU: ({ transaction }) => this.#cashInLieu(transaction),
    RETURN_OF_CAPITAL: ({ transaction }) => this.#returnCapital(transaction),
    SPLIT: ({ transaction }) => this.#addUnits(withUnits(transaction)),
    STOCK_DIVIDEND: ({ transaction }) => this.#addUnits(withUnits(transaction)),
    SPIN_OFF: ({ transaction }) => this.#actions.spinOff(transaction),
    MERGER: ({ transaction }) => this.#actions.exchange(transaction),
    SYMBOL_CHANGE: ({ transaction }) => this.#actions.rename(transaction),
    TRANSFER_IN: (event) => this.#transferIn(withUnits(event.transaction), event.transferredFrom),
    TRANSFER_OUT: ({ transaction }) => this.#transferOut(withUnits(transaction)),
    DIVIDEND: null,
    CAPITAL_GAIN_DISTRIBUTION: null,
    INTEREST: null,
    FEE: null,
    TAX: null,
    WITHHOLDING: null,
    DEPOSIT: null,
    WITHDRAWAL: null,
    FX_CONVERSION: null,
  };
  /** By instrument, so that a security's lots do not depend on others. */
  readonly #sequences = new Map<string, number>();

  constructor(accounts: readonly LedgerAccount[], options: ReplayOptions = {}) {
    this.#accounts = new Map(accounts.map((account) => [account.id, account]));
    this.#options = options;
    this.#exempt = options.washSaleExempt ?? new Set();
    const [lots, realized] = [this.#lots, this.#realized];
    this.#matcher = new WashSaleMatcher(this.#accounts, lots, realized);
    this.#shorts = new ShortBook(this.#accounts, lots, realized, this.#exempt);
    const { matcher, shorts } = { matcher: this.#matcher, shorts: this.#shorts };
    this.#actions = new CorporateActions({ lots, shorts, realized, matcher });
  }

  /**
   * @throws {Refusal} UNITS_EXCEED_POSITION when more units leave than are held
   * @throws {Refusal} SHORT_NOT_ALLOWED when an account sells short that may not
   * @throws {Refusal} LOT_NOT_HELD when a sale names units that are not there
   * @throws {Refusal} NO_FX_RATE when units are sold in another currency than they were bought in
   */
  apply(event: LedgerEvent): void {
    const { transaction } = event;
    invariant(this.#accounts.has(transaction.accountId), "a transaction's account is known");
    this.#effects[transaction.kind]?.(event);
    let balances = this.#cash.get(transaction.accountId);
    if (!balances) {
      balances = new Map();
      this.#cash.set(transaction.accountId, balances);
    }
    const balance = balances.get(transaction.currency) ?? ZERO;
    balances.set(transaction.currency, balance.plus(transaction.amount));
  }

  holdings(): HouseholdHoldings {
    return {
      lots: this.#lots.all(),
      shorts: this.#shorts.all(),
      realized: [...this.#realized],
      washSales: [...this.#matcher.washSales],
      cash: new Map([...this.#cash].map(([account, balances]) => [account, new Map(balances)])),
    };
  }

  /** Open lots of one position, in FIFO order, adjusted for wash sales; none when nothing is held. */
  lotsOf(accountId: string, instrumentId: string): readonly Lot[] {
    return this.#lots.of(accountId, instrumentId);
  }

  /** Open short lots of one position, in order of opening. */
  shortsOf(accountId: string, instrumentId: string): readonly ShortLot[] {
    return this.#shorts.of(accountId, instrumentId);
  }

  #newLot(transaction: UnitTransaction, cost: Decimal, isPurchase: boolean): Lot {
    invariant(transaction.units.gt(0) && cost.gte(0), "a lot has units and no negative cost");
    const sequence = (this.#sequences.get(transaction.instrumentId) ?? 0) + 1;
    this.#sequences.set(transaction.instrumentId, sequence);
    return {
      key: transaction.id,
      accountId: transaction.accountId,
      instrumentId: transaction.instrumentId,
      purchaseId: transaction.id,
      purchasedOn: transaction.tradeDate,
      acquiredOn: transaction.tradeDate,
      sequence,
      units: transaction.units,
      cost,
      disallowedLoss: ZERO,
      currency: transaction.currency,
      isCostKnown: isPurchase,
      isPurchase,
      isReplacement: false,
    };
  }

  /** Closes what is short first; the rest is a lot. */
  #buy(transaction: UnitTransaction): void {
    const { accountId, instrumentId, units } = transaction;
    const cost = transaction.amount.negated();
    if (this.#shorts.of(accountId, instrumentId).length === 0) {
      return this.#addLot(transaction, cost);
    }
    const covered = Decimal.min(units, this.#shorts.unitsOf(accountId, instrumentId));
    const coverCost = shareOf(cost, covered, units);
    this.#shorts.cover(transaction, covered, coverCost);
    const left = units.minus(covered);
    if (left.gt(0)) this.#addLot({ ...transaction, units: left }, cost.minus(coverCost));
  }

  #addLot(transaction: UnitTransaction, cost: Decimal): void {
    const lot = this.#newLot(transaction, cost, true);
    this.#lots.insert([lot]);
    if (!this.#exempt.has(lot.instrumentId)) this.#matcher.bought(lot);
  }

  #take(transaction: UnitTransaction): readonly Lot[] {
    const { accountId, instrumentId, units, terms, tradeDate: on } = transaction;
    const lots = this.#lots.of(accountId, instrumentId);
    const elected = () =>
      electedMethod(this.#options.lotMethods ?? [], { accountId, instrumentId, on });
    const { taken, open } = terms?.lots
      ? disposeChosen(lots, terms.lots)
      : disposeLots(lots, units, terms?.lotMethod ?? elected());
    this.#lots.set(accountId, instrumentId, open);
    return taken;
  }

  /** A sale through zero closes the long lots and opens a short for the rest, where that is allowed. */
  #sell(transaction: UnitTransaction): void {
    const { accountId, instrumentId, units, amount } = transaction;
    if (!this.#shorts.isAllowed(accountId)) return this.#sellHeld(transaction, "SALE");
    const held = sum(this.#lots.of(accountId, instrumentId).map((lot) => lot.units));
    if (held.gte(units)) return this.#sellHeld(transaction, "SALE");
    const proceeds = held.isZero() ? ZERO : shareOf(amount, held, units);
    if (held.gt(0)) this.#sellHeld({ ...transaction, units: held, amount: proceeds }, "SALE");
    this.#shorts.open(transaction, units.minus(held), amount.minus(proceeds));
  }

  #sellHeld(transaction: UnitTransaction, source: RealizedGain["source"]): void {
    this.#requireCurrency(transaction);
    const taken = this.#shorts.sold(this.#take(transaction), transaction.tradeDate);
    let proceedsLeft = transaction.amount;
    let unitsLeft = transaction.units;
    const parts = taken.map((lot): RealizedLot => {
      const proceeds = shareOf(proceedsLeft, lot.units, unitsLeft);
      proceedsLeft = proceedsLeft.minus(proceeds);
      unitsLeft = unitsLeft.minus(lot.units);
      const gain = realizedGain(transaction, lot, { source, units: lot.units, proceeds });
      return { lot, gain, index: this.#realized.push(gain) - 1 };
    });
    if (!this.#exempt.has(transaction.instrumentId)) this.#matcher.sold(parts);
  }

  #requireCurrency({ accountId, instrumentId, currency }: UnitTransaction): void {
    const lot = this.#lots.of(accountId, instrumentId)[0];
    if (!lot || lot.currency === currency) return;
    throw new Refusal(
      "NO_FX_RATE",
      `Units bought in ${lot.currency} are sold in ${currency}: gains across currencies are not computed.`,
      { currencyBought: lot.currency, currencySold: currency },
    );
  }

  #cashInLieu(transaction: Transaction): void {
    if (transaction.units) this.#sellHeld(withUnits(transaction), "CASH_IN_LIEU");
    else this.#realizeCash(transaction, [], transaction.amount);
  }

  #returnCapital(transaction: Transaction): void {
    const { accountId, instrumentId, amount } = transaction;
    if (!instrumentId) return;
    const lots = this.#lots.of(accountId, instrumentId);
    if (lots.length === 0) return this.#realizeCash(transaction, [], amount);
    const returned = returnCapital(lots, amount);
    this.#lots.set(accountId, instrumentId, returned.lots);
    for (const { lot, amount: excess } of returned.excess) {
      this.#realizeCash(transaction, [lot], excess);
    }
  }

  /** Cash for no units: all of it is gain, with the holding period of the oldest lot concerned. */
  #realizeCash(transaction: Transaction, of: readonly Lot[], proceeds: Decimal): void {
    const { instrumentId } = transaction;
    if (!instrumentId) return;
    const source = transaction.kind === "CASH_IN_LIEU" ? "CASH_IN_LIEU" : "RETURN_OF_CAPITAL";
    const lot = of[0] ?? this.#lots.of(transaction.accountId, instrumentId)[0] ?? null;
    const event = { ...transaction, instrumentId };
    this.#realized.push(realizedGain(event, lot, { source, units: ZERO, proceeds }));
  }

  #addUnits(transaction: UnitTransaction): void {
    const { accountId, instrumentId, units, tradeDate } = transaction;
    const lots = this.#lots.of(accountId, instrumentId);
    if (lots.length === 0 && this.#shorts.of(accountId, instrumentId).length > 0) {
      return this.#shorts.addUnits(accountId, instrumentId, units);
    }
    const split = addUnits(lots, units);
    const held = sum(lots.map((lot) => lot.units));
    this.#matcher.split(instrumentId, tradeDate, held.plus(units).div(held));
    this.#lots.set(accountId, instrumentId, split);
  }

  #transferOut(transaction: UnitTransaction): void {
    this.#inTransit.set(transaction.id, this.#take(transaction));
  }

  #transferIn(transaction: UnitTransaction, transferredFrom: string | null): void {
    const moved = transferredFrom ? this.#inTransit.get(transferredFrom) : undefined;
    if (!moved) {
      const cost = transaction.price?.times(transaction.units) ?? ZERO;
      this.#lots.insert([this.#newLot(transaction, cost, false)]);
      return;
    }
    const { accountId } = transaction;
    this.#lots.insert(
      moved.map((lot) => ({ ...lot, accountId, key: this.#lots.nextKey(lot.purchaseId) })),
    );
  }
}

function hasUnits(transaction: Transaction): transaction is UnitTransaction {
  return transaction.instrumentId !== null && transaction.units !== null;
}

function withUnits(transaction: Transaction): UnitTransaction {
  invariant(hasUnits(transaction), "units belong to a security");
  return transaction;
}

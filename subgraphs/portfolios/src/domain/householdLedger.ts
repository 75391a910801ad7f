import { Decimal, ZERO, sum } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import { Refusal, invariant } from "@wealthgraph/kernel/refusal";
import type { LedgerAccount } from "./account.js";
import { type Lot, addUnits, disposeFifo, returnCapital, shareOf } from "./lot.js";
import { OpenLots } from "./openLots.js";
import { type RealizedGain, termOf } from "./realizedGain.js";
import type { LedgerEvent } from "./replayOrder.js";
import type { Transaction, TransactionKind } from "./transaction.js";
import type { WashSale } from "./washSale.js";
import { type RealizedLot, WashSaleMatcher } from "./washSaleMatcher.js";

/** What a household's transactions add up to. */
export interface HouseholdHoldings {
  /** Open lots of all accounts, each position's in FIFO order, adjusted for wash sales. */
  readonly lots: readonly Lot[];
  readonly realized: readonly RealizedGain[];
  readonly washSales: readonly WashSale[];
  /** Account id → currency → balance: the sum of the transactions' amounts. */
  readonly cash: ReadonlyMap<string, ReadonlyMap<Currency, Decimal>>;
}

/** A transaction that moves units: its security and its units are there. */
interface UnitTransaction extends Transaction {
  readonly instrumentId: string;
  readonly units: Decimal;
}

/** The state of a replay: takes events in order, each wholly or not at all. */
export class HouseholdLedger {
  readonly #accounts: ReadonlyMap<string, LedgerAccount>;
  readonly #exempt: ReadonlySet<string>;
  readonly #lots = new OpenLots();
  readonly #realized: RealizedGain[] = [];
  readonly #cash = new Map<string, Map<Currency, Decimal>>();
  /** Lots that left one account of the household and have not arrived in the other. */
  readonly #inTransit = new Map<string, readonly Lot[]>();
  readonly #matcher: WashSaleMatcher;
  /** What a kind does to lots; null for kinds that move cash only. */
  readonly #effects: Readonly<Record<TransactionKind, ((event: LedgerEvent) => void) | null>> = {
    BUY: ({ transaction }) => this.#buy(withUnits(transaction)),
    REINVESTMENT: ({ transaction }) => this.#buy(withUnits(transaction)),
    SELL: ({ transaction }) => this.#sell(withUnits(transaction), "SALE"),
    CASH_IN_LIEU: ({ transaction }) => this.#cashInLieu(transaction),
    RETURN_OF_CAPITAL: ({ transaction }) => this.#returnCapital(transaction),
    SPLIT: ({ transaction }) => this.#addUnits(withUnits(transaction)),
    STOCK_DIVIDEND: ({ transaction }) => this.#addUnits(withUnits(transaction)),
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
  #sequence = 0;

  /** @param washSaleExempt instruments that are neither stock nor security, for example crypto */
  constructor(accounts: readonly LedgerAccount[], washSaleExempt: ReadonlySet<string>) {
    this.#accounts = new Map(accounts.map((account) => [account.id, account]));
    this.#exempt = washSaleExempt;
    this.#matcher = new WashSaleMatcher(this.#accounts, this.#lots, this.#realized);
  }

  /**
   * @throws {Refusal} UNITS_EXCEED_POSITION when more units leave than are held
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
      realized: [...this.#realized],
      washSales: [...this.#matcher.washSales],
      cash: new Map([...this.#cash].map(([account, balances]) => [account, new Map(balances)])),
    };
  }

  /** Open lots of one position, in FIFO order, adjusted for wash sales; none when nothing is held. */
  lotsOf(accountId: string, instrumentId: string): readonly Lot[] {
    return this.#lots.of(accountId, instrumentId);
  }

  #newLot(transaction: UnitTransaction, cost: Decimal, isPurchase: boolean): Lot {
    invariant(transaction.units.gt(0) && cost.gte(0), "a lot has units and no negative cost");
    this.#sequence += 1;
    return {
      key: transaction.id,
      accountId: transaction.accountId,
      instrumentId: transaction.instrumentId,
      purchaseId: transaction.id,
      purchasedOn: transaction.tradeDate,
      acquiredOn: transaction.tradeDate,
      sequence: this.#sequence,
      units: transaction.units,
      cost,
      disallowedLoss: ZERO,
      currency: transaction.currency,
      isCostKnown: isPurchase,
      isPurchase,
      isReplacement: false,
    };
  }

  #buy(transaction: UnitTransaction): void {
    const lot = this.#newLot(transaction, transaction.amount.negated(), true);
    this.#lots.insert([lot]);
    if (!this.#exempt.has(lot.instrumentId)) this.#matcher.bought(lot);
  }

  #take(transaction: UnitTransaction): readonly Lot[] {
    const { accountId, instrumentId, units } = transaction;
    const { taken, open } = disposeFifo(this.#lots.of(accountId, instrumentId), units);
    this.#lots.set(accountId, instrumentId, open);
    return taken;
  }

  #sell(transaction: UnitTransaction, source: RealizedGain["source"]): void {
    this.#requireCurrency(transaction);
    const taken = this.#take(transaction);
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
    if (transaction.units) this.#sell(withUnits(transaction), "CASH_IN_LIEU");
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

function realizedGain(
  transaction: Transaction & { readonly instrumentId: string },
  lot: Lot | null,
  part: { source: RealizedGain["source"]; units: Decimal; proceeds: Decimal },
): RealizedGain {
  const cost = part.units.isZero() || !lot ? ZERO : lot.cost;
  const { key, purchaseId, purchasedOn, acquiredOn, isCostKnown } = lot ?? {
    key: transaction.id,
    purchaseId: transaction.id,
    purchasedOn: transaction.tradeDate,
    acquiredOn: transaction.tradeDate,
    isCostKnown: false,
  };
  return {
    ...part,
    transactionId: transaction.id,
    accountId: transaction.accountId,
    instrumentId: transaction.instrumentId,
    lotKey: key,
    purchaseId,
    cost,
    gain: part.proceeds.minus(cost),
    disallowedLoss: ZERO,
    permanentLoss: ZERO,
    replacedUnits: ZERO,
    purchasedOn,
    acquiredOn,
    disposedOn: transaction.tradeDate,
    term: termOf(acquiredOn, transaction.tradeDate),
    isCostKnown,
    currency: transaction.currency,
  };
}

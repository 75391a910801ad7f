import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import type { HouseholdHoldings } from "../domain/householdLedger.js";
import type { LotMethodElection } from "../domain/lotMethod.js";
import { positionsOf } from "../domain/position.js";
import { relatedInstruments } from "../domain/relatedInstruments.js";
import { type ReplayOptions, replaySteps } from "../domain/replay.js";
import type { Transaction, TransactionTerms } from "../domain/transaction.js";
import { derivedId } from "./derivedId.js";
import type { StoredHoldings } from "./holdingPorts.js";
import { inSlices } from "./inSlices.js";
import { storedDisposals } from "./storedDisposals.js";
import type { Account, StoredLot, StoredTransaction, Unit } from "./ports.js";

/**
 * A transaction in the currency of its account, as the ledger takes it: what the broker wrote in
 * another currency is converted at the rate of the trade date.
 *
 * @see 26 U.S.C. 988; IRS Publication 550 (cost in U.S. dollars at the rate of the trade date)
 */
export function inAccountCurrency(transaction: StoredTransaction): Transaction {
  if (transaction.currency === transaction.accountCurrency) return transaction;
  const { fxRate } = transaction;
  return {
    ...transaction,
    price: transaction.price?.times(fxRate) ?? null,
    amount: transaction.amount.times(fxRate),
    fees: transaction.fees.times(fxRate),
    currency: transaction.accountCurrency,
    terms: termsIn(transaction.terms ?? null, fxRate),
  };
}

function termsIn(terms: TransactionTerms | null, fxRate: Decimal): TransactionTerms | null {
  const { received } = terms ?? {};
  if (!received) return terms;
  return { ...terms, received: { ...received, price: received.price?.times(fxRate) ?? null } };
}

/**
 * How a household's history is replayed. Crypto is property, not stock or security: the wash-sale
 * rule does not cover it.
 */
export function replayOptionsFor(
  transactions: Iterable<StoredTransaction>,
  lotMethods: readonly LotMethodElection[],
): ReplayOptions {
  const washSaleExempt = new Set<string>();
  for (const { instrumentId, assetClass } of transactions) {
    if (instrumentId !== null && assetClass === "CRYPTO") washSaleExempt.add(instrumentId);
  }
  return { washSaleExempt, lotMethods };
}

/**
 * Replays the ledger and stores what comes out: positions, lots, disposals, cash. Call it inside the
 * transaction of the change, with the household locked, when the ledger is what it shall be.
 *
 * A security's lots depend on no other but through corporate actions: after a change of some, they
 * and their relatives alone are replayed, and the result is that of the whole (a property test
 * holds it). The event loop is free every few milliseconds meanwhile.
 *
 * @param changed securities whose transactions changed; null for all
 * @throws {Refusal} as `replayHousehold`
 */
export async function saveHoldings(
  unit: Pick<Unit, "accounts" | "holdings" | "disposals" | "ledger" | "lotMethods">,
  householdId: string,
  changed: Iterable<string> | null,
): Promise<void> {
  const accounts = await unit.accounts.ofHouseholds([householdId]);
  const scope = await scopeOf(unit, householdId, changed);
  const transactions = await unit.ledger.ofHousehold(householdId, scope);
  const { holdings, refused } = await inSlices(
    replaySteps(
      ledgerAccounts(accounts),
      transactions.map(inAccountCurrency),
      replayOptionsFor(transactions, await unit.lotMethods.ofHousehold(householdId)),
    ),
  );
  if (refused[0]) throw refused[0].refusal;
  const symbols = latestSymbols(transactions);
  await unit.holdings.replace(
    householdId,
    storedHoldings({ householdId, holdings, accounts, symbols }),
    scope,
  );
  await unit.disposals.replace(
    householdId,
    storedDisposals(householdId, holdings.realized, { accounts, transactions, symbols }),
    scope,
  );
  await unit.accounts.setCash(await unit.ledger.cash(householdId));
}

/** @returns null for all: also when disposals of an older calculation stand, which are not mixed with new ones */
async function scopeOf(
  unit: Pick<Unit, "disposals" | "ledger">,
  householdId: string,
  changed: Iterable<string> | null,
): Promise<readonly string[] | null> {
  if (changed === null) return null;
  if ((await unit.disposals.outdated([householdId])).length > 0) return null;
  return [...relatedInstruments(changed, await unit.ledger.instrumentLinks(householdId))];
}

interface Replayed {
  readonly householdId: string;
  readonly holdings: HouseholdHoldings;
  readonly accounts: readonly Account[];
  readonly symbols: ReadonlyMap<string, string>;
}

/** Lots are made while they are written: a long history has many. */
function storedHoldings({ householdId, holdings, accounts, symbols }: Replayed): StoredHoldings {
  const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
  const positions = positionsOf(holdings.lots, holdings.shorts).map((position) => ({
    ...position,
    id: derivedId(`position ${householdId} ${position.accountId} ${position.instrumentId}`),
  }));
  const lotId = (key: string) => derivedId(`lot ${householdId} ${key}`);
  function* lots(): Generator<StoredLot> {
    for (const { id: positionId, accountId, lots: own } of positions) {
      const accountKind = kinds.get(accountId) ?? "TAXABLE";
      for (const lot of own) {
        yield { ...lot, id: lotId(lot.key), householdId, positionId, accountKind };
      }
    }
  }
  return {
    positions: positions.map(({ id, accountId, instrumentId, units, cost, currency }) => ({
      id,
      householdId,
      accountId,
      instrumentId,
      symbol: symbols.get(instrumentId) ?? instrumentId,
      units,
      cost: { amount: cost, currency },
    })),
    lots: lots(),
    shorts: positions.flatMap(({ id: positionId, shorts }) =>
      shorts.map((short) => ({ ...short, id: lotId(short.key), householdId, positionId })),
    ),
  };
}

function latestSymbols(transactions: readonly StoredTransaction[]): Map<string, string> {
  const latest = new Map<string, Named>();
  for (const transaction of transactions) {
    const { instrumentId, symbol, tradeDate, terms } = transaction;
    if (terms?.received) name(latest, { ...terms.received, tradeDate });
    if (instrumentId !== null && symbol !== null) name(latest, { instrumentId, symbol, tradeDate });
  }
  return new Map([...latest].map(([id, { symbol }]) => [id, symbol]));
}

interface Named {
  readonly instrumentId: string;
  readonly symbol: string;
  readonly tradeDate: CalendarDate;
}

function name(latest: Map<string, Named>, named: Named): void {
  const known = latest.get(named.instrumentId);
  if (!known || known.tradeDate < named.tradeDate) latest.set(named.instrumentId, named);
}

/** The accounts of a household as the ledger needs them. */
export function ledgerAccounts(accounts: readonly Account[]): LedgerAccount[] {
  return accounts.map(({ id, kind, allowsShort }) => ({ id, kind, allowsShort }));
}

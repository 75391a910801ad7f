import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import type { LotMethodElection } from "../domain/lotMethod.js";
import { positionsOf } from "../domain/position.js";
import { type ReplayOptions, replayHousehold } from "../domain/replay.js";
import type { Transaction, TransactionTerms } from "../domain/transaction.js";
import { derivedId } from "./derivedId.js";
import type { StoredShortLot } from "./holdingPorts.js";
import { storedDisposals } from "./storedDisposals.js";
import type { Account, StoredLot, StoredPosition, StoredTransaction, Unit } from "./ports.js";

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
 * Replays the household and stores what comes out: positions, lots, disposals, cash. Call it inside the
 * transaction of the change, with the household locked.
 *
 * @throws {Refusal} UNITS_EXCEED_POSITION as `replayHousehold`
 */
export async function saveHoldings(
  unit: Pick<Unit, "accounts" | "holdings" | "disposals" | "lotMethods">,
  householdId: string,
  transactions: readonly StoredTransaction[],
): Promise<void> {
  const accounts = await unit.accounts.ofHouseholds([householdId]);
  const holdings = replayHousehold(
    ledgerAccounts(accounts),
    transactions.map(inAccountCurrency),
    replayOptionsFor(transactions, await unit.lotMethods.ofHousehold(householdId)),
  );
  const symbols = latestSymbols(transactions);
  const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
  const positions: StoredPosition[] = [];
  const lots: StoredLot[] = [];
  const shorts: StoredShortLot[] = [];
  for (const position of positionsOf(holdings.lots, holdings.shorts)) {
    const { accountId, instrumentId, units, cost, currency } = position;
    const id = derivedId(`position ${householdId} ${accountId} ${instrumentId}`);
    positions.push({
      id,
      householdId,
      accountId,
      instrumentId,
      symbol: symbols.get(instrumentId) ?? instrumentId,
      units,
      cost: { amount: cost, currency },
    });
    for (const lot of position.lots) {
      lots.push({
        ...lot,
        id: derivedId(`lot ${householdId} ${lot.key}`),
        householdId,
        positionId: id,
        accountKind: kinds.get(accountId) ?? "TAXABLE",
      });
    }
    for (const short of position.shorts) {
      const shortId = derivedId(`lot ${householdId} ${short.key}`);
      shorts.push({ ...short, id: shortId, householdId, positionId: id });
    }
  }
  await unit.holdings.replace(householdId, { positions, lots, shorts });
  await unit.disposals.replace(
    householdId,
    storedDisposals(householdId, holdings.realized, { accounts, transactions, symbols }),
  );
  await unit.accounts.setCash(
    new Map(
      accounts.map((account) => [
        account.id,
        holdings.cash.get(account.id)?.get(account.currency) ?? ZERO,
      ]),
    ),
  );
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

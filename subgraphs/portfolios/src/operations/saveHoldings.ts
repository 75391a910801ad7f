import { ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerAccount } from "../domain/account.js";
import { positionsOf } from "../domain/position.js";
import { type ReplayOptions, replayHousehold } from "../domain/replay.js";
import type { Transaction } from "../domain/transaction.js";
import { derivedId } from "./derivedId.js";
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
  };
}

/** Crypto is property, not stock or security: the wash-sale rule does not cover it. */
export function replayOptionsFor(transactions: Iterable<StoredTransaction>): ReplayOptions {
  const washSaleExempt = new Set<string>();
  for (const { instrumentId, assetClass } of transactions) {
    if (instrumentId !== null && assetClass === "CRYPTO") washSaleExempt.add(instrumentId);
  }
  return { washSaleExempt };
}

/**
 * Replays the household and stores what comes out: positions, lots, disposals, cash. Call it inside the
 * transaction of the change, with the household locked.
 *
 * @throws {Refusal} UNITS_EXCEED_POSITION as `replayHousehold`
 */
export async function saveHoldings(
  unit: Pick<Unit, "accounts" | "holdings" | "disposals">,
  householdId: string,
  transactions: readonly StoredTransaction[],
): Promise<void> {
  const accounts = await unit.accounts.ofHouseholds([householdId]);
  const holdings = replayHousehold(
    ledgerAccounts(accounts),
    transactions.map(inAccountCurrency),
    replayOptionsFor(transactions),
  );
  const symbols = latestSymbols(transactions);
  const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
  const positions: StoredPosition[] = [];
  const lots: StoredLot[] = [];
  for (const position of positionsOf(holdings.lots)) {
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
  }
  await unit.holdings.replace(householdId, positions, lots);
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
  const latest = new Map<string, StoredTransaction>();
  for (const transaction of transactions) {
    if (transaction.instrumentId === null || transaction.symbol === null) continue;
    const known = latest.get(transaction.instrumentId);
    if (!known || known.tradeDate < transaction.tradeDate) {
      latest.set(transaction.instrumentId, transaction);
    }
  }
  return new Map([...latest].map(([id, { symbol }]) => [id, symbol ?? id]));
}

/** The accounts of a household as the ledger needs them. */
export function ledgerAccounts(accounts: readonly Account[]): LedgerAccount[] {
  return accounts.map(({ id, kind }) => ({ id, kind }));
}

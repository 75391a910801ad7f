import type { RealizedGain } from "../domain/realizedGain.js";
import { derivedId } from "./derivedId.js";
import type { StoredDisposal } from "./disposalPorts.js";
import type { Account, StoredTransaction } from "./ports.js";

/** What the ledger's realized gains do not say of themselves. */
export interface DisposalFacts {
  readonly accounts: readonly Account[];
  readonly transactions: readonly StoredTransaction[];
  /** The latest symbol of each instrument. */
  readonly symbols: ReadonlyMap<string, string>;
}

/**
 * Realized gains of a replay in the form in which they are stored, made one at a time.
 *
 * @returns as many, in the same order; the same history gives the same ids
 */
export function* storedDisposals(
  householdId: string,
  realized: readonly RealizedGain[],
  { accounts, transactions, symbols }: DisposalFacts,
): Generator<StoredDisposal> {
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const classes = new Map<string, string>();
  for (const { instrumentId, assetClass } of transactions) {
    if (instrumentId !== null && assetClass !== null) classes.set(instrumentId, assetClass);
  }
  const seen = new Map<string, number>();
  for (const gain of realized) {
    const name = `${gain.transactionId} ${gain.lotKey}`;
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const account = byId.get(gain.accountId);
    yield {
      ...gain,
      id: derivedId(`disposal ${householdId} ${name} ${nth}`),
      householdId,
      symbol: symbols.get(gain.instrumentId) ?? gain.instrumentId,
      assetClass: classes.get(gain.instrumentId) ?? null,
      accountKind: account?.kind ?? "TAXABLE",
      broker: account?.broker ?? null,
    };
  }
}

import { newId } from "@wealthgraph/chassis/id";
import type { Account, Import, ImportRow, StoredTransaction } from "./ports.js";

/** Rows of a file as transactions of its account, each with an id of its own, in the order of lines. */
export function importedTransactions(
  item: Import,
  account: Account,
  rows: readonly ImportRow[],
): StoredTransaction[] {
  return rows.flatMap(({ line, draft }) =>
    draft
      ? {
          id: newId(),
          householdId: item.householdId,
          accountId: account.id,
          importId: item.id,
          line,
          kind: draft.kind,
          tradeDate: draft.tradeDate,
          tradeTime: draft.tradeTime,
          settlementDate: draft.settlementDate,
          symbol: draft.symbol,
          instrumentId: draft.instrumentId,
          assetClass: draft.assetClass,
          units: draft.units,
          price: draft.price,
          amount: draft.amount,
          fees: draft.fees,
          currency: draft.currency,
          fxRate: draft.fxRate,
          accountCurrency: account.currency,
          description: draft.description,
          contentKey: draft.contentKey,
          occurrence: draft.occurrence,
        }
      : [],
  );
}

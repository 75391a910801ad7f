import type { RowReason } from "../domain/importedRow.js";
import { replaySteps } from "../domain/replay.js";
import { importedTransactions } from "./importedTransactions.js";
import { inSlices } from "./inSlices.js";
import { newRows } from "./newRows.js";
import type { Import, StoredTransaction, Unit } from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";

/**
 * Rejects new rows that cannot have happened, given what the household holds and the rest of the
 * file: sales of more than is held on their day. The order of rows in the file does not matter.
 *
 * @returns how many rows were rejected
 */
export async function rejectImpossibleRows(
  unit: Pick<Unit, "accounts" | "imports" | "ledger" | "lotMethods">,
  item: Import,
): Promise<number> {
  const accounts = await unit.accounts.ofHouseholds([item.householdId]);
  const account = accounts.find(({ id }) => id === item.accountId);
  if (!account) return 0;
  const added: StoredTransaction[] = [];
  for await (const rows of newRows(unit, item.id)) {
    for (const transaction of importedTransactions(item, account, rows)) added.push(transaction);
  }
  const all = [...(await unit.ledger.ofHousehold(item.householdId)), ...added];
  const { refused } = await inSlices(
    replaySteps(
      ledgerAccounts(accounts),
      all.map(inAccountCurrency),
      replayOptionsFor(all, await unit.lotMethods.ofHousehold(item.householdId)),
    ),
  );
  const lines = new Map(added.map(({ id, line }) => [id, line]));
  const reasons = new Map<number, RowReason>();
  for (const { transactionId, refusal } of refused) {
    const line = lines.get(transactionId);
    if (line === undefined || line === null) continue;
    const { transactionId: _, ...facts } = refusal.facts;
    reasons.set(line, { code: refusal.code, message: refusal.message, facts: { ...facts, line } });
  }
  return reasons.size > 0 ? unit.imports.rejectRows(item.id, reasons) : 0;
}

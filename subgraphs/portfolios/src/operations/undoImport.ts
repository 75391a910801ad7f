import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { replaySteps } from "../domain/replay.js";
import { importFor, viewerScope } from "./access.js";
import { changedMeanwhile, restatedFrom, notReady } from "./confirmImport.js";
import { inSlices } from "./inSlices.js";
import type { Import, ImportNews, StoredTransaction, Unit, Work } from "./ports.js";
import {
  inAccountCurrency,
  ledgerAccounts,
  replayOptionsFor,
  saveHoldings,
} from "./saveHoldings.js";

/**
 * Takes a confirmed import back. Nothing is erased: each of its transactions gets a reversal, and
 * lots, positions and cash become what they would be without them. The same file can be imported
 * again afterwards.
 *
 * @throws {Refusal} IMPORT_NOT_READY unless the import is confirmed; IMPORT_LATER_DEPENDS when other
 *   transactions sell what it bought
 */
export async function undoImport(
  ports: { readonly work: Work; readonly news: ImportNews },
  viewer: Viewer,
  importId: string,
): Promise<Import> {
  const undone = await ports.work.within(viewerScope(viewer), async (unit) => {
    const { householdId } = await importFor(unit, viewer, importId, "write");
    await unit.ledger.lock(householdId);
    const item = await importFor(unit, viewer, importId, "write");
    if (item.status !== "CONFIRMED") throw notReady(item, "CONFIRMED");
    const all = await unit.ledger.ofHousehold(householdId);
    const rest = all.filter((transaction) => transaction.importId !== item.id);
    await requireIndependent(unit, householdId, rest);
    await unit.ledger.reverse(item.id, householdId);
    await saveHoldings(unit, householdId, null);
    const after: Import = { ...item, status: "UNDONE" };
    if (!(await unit.imports.update(after))) throw changedMeanwhile();
    await unit.portfolioChanged(householdId, "IMPORT_UNDONE");
    await unit.enqueueSnapshots(
      householdId,
      restatedFrom(all.filter((transaction) => transaction.importId === item.id)),
    );
    return { ...after, version: item.version + 1 };
  });
  await ports.news.importMoved(undone.id);
  return undone;
}

async function requireIndependent(
  unit: Pick<Unit, "accounts" | "lotMethods">,
  householdId: string,
  rest: readonly StoredTransaction[],
): Promise<void> {
  const { refused } = await inSlices(
    replaySteps(
      ledgerAccounts(await unit.accounts.ofHouseholds([householdId])),
      rest.map(inAccountCurrency),
      replayOptionsFor(rest, await unit.lotMethods.ofHousehold(householdId)),
    ),
  );
  const [first] = refused;
  if (!first) return;
  throw new Refusal(
    "IMPORT_LATER_DEPENDS",
    `${refused.length} transactions depend on this import, for example ${first.refusal.message}`,
    { ...first.refusal.facts, transactionsDependent: refused.length },
  );
}

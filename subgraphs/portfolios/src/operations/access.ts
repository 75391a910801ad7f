import { isId } from "@wealthgraph/chassis/id";
import { type Access, requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Account, Import, Scope, StoredMapping, StoredTransaction, Unit } from "./ports.js";

export function viewerScope(viewer: Viewer): Scope {
  return { householdIds: [...viewer.households.keys()], userId: viewer.userId };
}

/**
 * An account the viewer may use.
 *
 * @throws {Refusal} NOT_FOUND alike for an account that does not exist and one of another household
 */
export async function accountFor(
  unit: Pick<Unit, "accounts">,
  viewer: Viewer,
  id: string,
  access: Access,
): Promise<Account> {
  const account = isId(id) ? (await unit.accounts.byIds([id])).get(id) : undefined;
  return allowed(viewer, account, access, "account");
}

/**
 * An import the viewer may use.
 *
 * @throws {Refusal} NOT_FOUND alike for an import that does not exist and one of another household
 */
export async function importFor(
  unit: Pick<Unit, "imports">,
  viewer: Viewer,
  id: string,
  access: Access,
): Promise<Import> {
  const item = isId(id) ? (await unit.imports.byIds([id])).get(id) : undefined;
  return allowed(viewer, item, access, "import");
}

/**
 * A transaction the viewer may use, counting or not.
 *
 * @throws {Refusal} NOT_FOUND alike for one that does not exist and one of another household
 */
export async function transactionFor(
  unit: Pick<Unit, "ledger">,
  viewer: Viewer,
  id: string,
  access: Access,
): Promise<StoredTransaction> {
  const found = isId(id) ? (await unit.ledger.byIds([id])).get(id) : undefined;
  return allowed(viewer, found, access, "transaction");
}

/**
 * A mapping of columns the viewer may use.
 *
 * @throws {Refusal} NOT_FOUND alike for one that does not exist and one of another household
 */
export async function importMappingFor(
  unit: Pick<Unit, "mappings">,
  viewer: Viewer,
  id: string,
  access: Access,
): Promise<StoredMapping> {
  const found = isId(id) ? (await unit.mappings.byIds([id])).get(id) : undefined;
  return allowed(viewer, found, access, "mapping");
}

function allowed<T extends { readonly householdId: string }>(
  viewer: Viewer,
  found: T | undefined,
  access: Access,
  what: string,
): T {
  if (viewer.kind === "anonymous") throw new Refusal("UNAUTHENTICATED", "sign in first");
  if (!found || !viewer.households.has(found.householdId)) {
    throw new Refusal("NOT_FOUND", `there is no such ${what} among yours`);
  }
  requireHousehold(viewer, found.householdId, access);
  return found;
}

import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AccountKind, Broker } from "../domain/account.js";
import { accountFor, viewerScope } from "./access.js";
import { accountName, ownerPerson, requireShortable } from "./createAccount.js";
import type { Account, Work } from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

/** What changes; absent stays. */
export interface AccountChange {
  readonly accountId: string;
  readonly version: number;
  readonly name?: string | undefined;
  readonly kind?: AccountKind | undefined;
  readonly broker?: Broker | null | undefined;
  readonly ownerPersonId?: string | null | undefined;
  readonly allowsShort?: boolean | undefined;
}

/**
 * Changes an account. Another kind changes who is washed by whom, so the household's lots are
 * calculated again; so they are when short sales are allowed or no longer.
 *
 * @throws {Refusal} SHORT_NOT_ALLOWED for a kind that cannot sell short, or while it is short
 * @throws {Refusal} CONFLICT when the account has another version by now
 */
export async function updateAccount(
  ports: { readonly work: Work },
  viewer: Viewer,
  change: AccountChange,
): Promise<Account> {
  return ports.work.within(viewerScope(viewer), async (unit) => {
    const before = await accountFor(unit, viewer, change.accountId, "write");
    const after: Account = {
      ...before,
      name: change.name === undefined ? before.name : accountName(change.name),
      kind: change.kind ?? before.kind,
      broker: change.broker === undefined ? before.broker : change.broker,
      ownerPersonId:
        change.ownerPersonId === undefined
          ? before.ownerPersonId
          : ownerPerson(change.ownerPersonId),
      allowsShort: requireShortable(
        change.kind ?? before.kind,
        change.allowsShort ?? before.allowsShort,
      ),
      version: change.version,
    };
    const isReplayed = after.kind !== before.kind || after.allowsShort !== before.allowsShort;
    if (isReplayed) await unit.ledger.lock(before.householdId);
    if (!(await unit.accounts.update(after))) {
      throw new Refusal("CONFLICT", "the account was changed since you read it", {
        versionAsked: change.version,
        version: before.version,
      });
    }
    if (isReplayed) {
      await saveHoldings(unit, before.householdId, null);
    }
    await unit.portfolioChanged(before.householdId, "ACCOUNT_UPDATED");
    return { ...after, version: change.version + 1 };
  });
}

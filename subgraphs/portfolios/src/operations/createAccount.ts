import { newId } from "@wealthgraph/chassis/id";
import { requireHousehold, requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AccountKind, Broker } from "../domain/account.js";
import { viewerScope } from "./access.js";
import type { Account, Clock, Work } from "./ports.js";

/** The currency every ledger is kept in; rows in another are converted at the rate of their trade date. */
export const LEDGER_CURRENCY = "USD";

const NAME_LENGTH_MAX = 200;

export interface NewAccount {
  readonly householdId: string;
  readonly name: string;
  readonly kind: AccountKind;
  readonly broker: Broker | null;
  readonly ownerPersonId: string | null;
}

/** @throws {Refusal} BAD_INPUT for an unusable name; NOT_FOUND or FORBIDDEN for the household */
export async function createAccount(
  ports: { readonly work: Work; readonly clock: Clock },
  viewer: Viewer,
  input: NewAccount,
): Promise<Account> {
  requireHousehold(viewer, input.householdId, "write");
  const account: Account = {
    ...input,
    id: newId(),
    name: accountName(input.name),
    currency: LEDGER_CURRENCY,
    cash: ZERO,
    version: 1,
    createdAt: ports.clock(),
  };
  return ports.work.within(viewerScope(viewer), async (unit) => {
    await unit.accounts.add(account, requireUser(viewer));
    await unit.portfolioChanged(account.householdId, "ACCOUNT_CREATED");
    return account;
  });
}

/** @throws {Refusal} BAD_INPUT when nothing, or too much, is left of the name */
export function accountName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length < 1 || trimmed.length > NAME_LENGTH_MAX) {
    throw new Refusal("BAD_INPUT", `an account's name has 1 to ${NAME_LENGTH_MAX} characters`, {
      nameLengthMax: NAME_LENGTH_MAX,
    });
  }
  return trimmed;
}

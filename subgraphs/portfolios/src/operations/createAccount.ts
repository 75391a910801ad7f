import { isId, newId } from "@wealthgraph/chassis/id";
import { requireHousehold, requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type AccountKind, type Broker, isSheltered } from "../domain/account.js";
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
  readonly allowsShort: boolean;
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
    ownerPersonId: ownerPerson(input.ownerPersonId),
    allowsShort: requireShortable(input.kind, input.allowsShort),
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

/**
 * Only a taxable account can hold a margin loan, and so borrow what it sells.
 *
 * @throws {Refusal} SHORT_NOT_ALLOWED for a retirement, health or education account
 * @see 26 U.S.C. 408(e)(3), 4975; Regulation T
 */
export function requireShortable(kind: AccountKind, allowsShort: boolean): boolean {
  if (!allowsShort || !isSheltered(kind)) return allowsShort;
  throw new Refusal("SHORT_NOT_ALLOWED", `an account of the kind ${kind} cannot sell short`, {
    kind,
  });
}

/**
 * The people of a household belong to users: here only the form of the id is known.
 *
 * @throws {Refusal} BAD_INPUT when it is not an id
 */
export function ownerPerson(id: string | null): string | null {
  if (id === null || isId(id)) return id;
  throw new Refusal("BAD_INPUT", "ownerPersonId is the id of a person");
}

/** @throws {Refusal} BAD_INPUT when nothing, or too much, is left of the name, or it has control characters */
export function accountName(name: string): string {
  const trimmed = name.trim();
  const isUsable = trimmed.length >= 1 && trimmed.length <= NAME_LENGTH_MAX;
  if (!isUsable || /\p{Cc}/u.test(trimmed)) {
    throw new Refusal(
      "BAD_INPUT",
      `an account's name has 1 to ${NAME_LENGTH_MAX} printable characters`,
      {
        nameLengthMax: NAME_LENGTH_MAX,
      },
    );
  }
  return trimmed;
}

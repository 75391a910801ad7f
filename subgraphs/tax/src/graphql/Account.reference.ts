import { z } from "zod";
import type { HeldAccount, RetirementHousehold } from "../domain/retirement/householdAccounts.js";
import { ACCOUNT, PERSON, parseRequired } from "./retirementReference.js";

/** An account as the router represents it: the key and, where a field asks, what that field requires. */
export interface AccountReference {
  readonly id: string;
}

/** An account by its key; the fields read the rest of the representation. */
export function resolveAccount(reference: AccountReference): Promise<AccountReference> {
  return Promise.resolve(reference);
}

/** What the fields of an account require. */
export const ACCOUNT_FIELDS =
  "name kind owner { id } yearEndValues { year value isEstimated } household { id people { id birthDate } }";

const REPRESENTATION = ACCOUNT.extend({
  household: z.object({ id: z.string(), people: z.array(PERSON) }),
});

/** An account among the people of its household. */
export interface AccountInHousehold extends RetirementHousehold {
  readonly householdId: string;
  readonly account: HeldAccount;
}

/** @throws {Refusal} BAD_INPUT when a required field is missing or has another form */
export function toAccountInHousehold(reference: AccountReference): AccountInHousehold {
  const { household, owner, yearEndValues, ...rest } = parseRequired(REPRESENTATION, reference);
  const account = { ...rest, ownerId: owner?.id ?? null, yearEnds: yearEndValues };
  return { householdId: household.id, members: household.people, accounts: [account], account };
}

import { registerEnumType } from "type-graphql";
import { ACCOUNT_KINDS, type AccountKind } from "../domain/retirement/householdAccounts.js";

/** Owned by portfolios; tax reads it with an account. */
export const AccountKindEnum = Object.fromEntries(
  ACCOUNT_KINDS.map((kind) => [kind, kind]),
  // one entry for each kind, which fromEntries cannot tell
) as Readonly<Record<AccountKind, AccountKind>>;

registerEnumType(AccountKindEnum, { name: "AccountKind" });

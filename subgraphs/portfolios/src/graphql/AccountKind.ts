import { registerEnumType } from "type-graphql";
import { ACCOUNT_KINDS } from "../domain/account.js";

/** The kind of an account, by the tax law that governs it. */
export const AccountKindEnum = Object.fromEntries(ACCOUNT_KINDS.map((value) => [value, value])) as {
  readonly [Value in (typeof ACCOUNT_KINDS)[number]]: Value;
};

registerEnumType(AccountKindEnum, {
  name: "AccountKind",
  description: "The kind of an account, by the tax law that governs it.",
});

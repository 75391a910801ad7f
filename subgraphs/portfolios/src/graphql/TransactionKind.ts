import { registerEnumType } from "type-graphql";
import { TRANSACTION_KINDS } from "../domain/transaction.js";

/** What a transaction does. */
export const TransactionKindEnum = Object.fromEntries(
  TRANSACTION_KINDS.map((value) => [value, value]),
) as {
  readonly [Value in (typeof TRANSACTION_KINDS)[number]]: Value;
};

registerEnumType(TransactionKindEnum, {
  name: "TransactionKind",
  description: "What a transaction does.",
});

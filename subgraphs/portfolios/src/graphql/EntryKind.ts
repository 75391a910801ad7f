import { registerEnumType } from "type-graphql";
import { ENTRY_KINDS } from "../domain/ledgerEntry.js";

/** What a person can enter. */
export const EntryKindEnum = Object.fromEntries(ENTRY_KINDS.map((value) => [value, value])) as {
  readonly [Value in (typeof ENTRY_KINDS)[number]]: Value;
};

registerEnumType(EntryKindEnum, {
  name: "EntryKind",
  description:
    "What can be entered by hand. TRANSFER moves between two accounts of the household; REINVESTMENT books the dividend and the purchase.",
});

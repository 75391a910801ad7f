import { registerEnumType } from "type-graphql";
import { FILING_STATUSES } from "../domain/filingStatus.js";

/** The five filing statuses as a GraphQL enum. */
export const FilingStatusEnum = Object.fromEntries(FILING_STATUSES.map((s) => [s, s]));

registerEnumType(FilingStatusEnum, {
  name: "FilingStatus",
  description: "Filing status of a federal return (Form 1040).",
});

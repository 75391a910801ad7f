import { registerEnumType } from "type-graphql";
import { IMPORT_STATUSES } from "../operations/ports.js";

/** Where an import stands. */
export const ImportStatusEnum = Object.fromEntries(
  IMPORT_STATUSES.map((value) => [value, value]),
) as {
  readonly [Value in (typeof IMPORT_STATUSES)[number]]: Value;
};

registerEnumType(ImportStatusEnum, {
  name: "ImportStatus",
  description: "Where an import stands.",
});

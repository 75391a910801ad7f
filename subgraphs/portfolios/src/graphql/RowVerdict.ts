import { registerEnumType } from "type-graphql";
import { ROW_VERDICTS } from "../domain/importedRow.js";

/** What becomes of a row of a file. */
export const RowVerdictEnum = Object.fromEntries(ROW_VERDICTS.map((value) => [value, value])) as {
  readonly [Value in (typeof ROW_VERDICTS)[number]]: Value;
};

registerEnumType(RowVerdictEnum, {
  name: "RowVerdict",
  description: "What becomes of a row of a file.",
});

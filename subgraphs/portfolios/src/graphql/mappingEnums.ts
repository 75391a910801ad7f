import { registerEnumType } from "type-graphql";
import {
  AMOUNT_SIGNS,
  DATE_FORMS,
  MAPPED_EFFECTS,
  NUMBER_STYLES,
} from "../domain/importMapping.js";
import { SALE_SIGNS } from "../domain/rowEffect.js";

function enumOf<Value extends string>(
  values: readonly Value[],
  name: string,
  description: string,
): { readonly [Each in Value]: Each } {
  // every value is its own name
  const members = Object.fromEntries(values.map((value) => [value, value])) as {
    readonly [Each in Value]: Each;
  };
  registerEnumType(members, { name, description });
  return members;
}

export const DateFormEnum = enumOf(
  DATE_FORMS,
  "DateForm",
  "ISO: 2024-03-28. US: 03/28/2024. DAY_FIRST: 28.03.2024, 28/03/2024, 28-03-2024. A time may follow.",
);
export const NumberStyleEnum = enumOf(
  NUMBER_STYLES,
  "NumberStyle",
  "POINT: 1,234.56. COMMA: 1.234,56.",
);
export const SaleSignEnum = enumOf(
  SALE_SIGNS,
  "SaleSign",
  "How a file writes the units of a sale.",
);
export const AmountSignEnum = enumOf(
  AMOUNT_SIGNS,
  "AmountSign",
  "SIGNED: below 0 when money leaves the account. UNSIGNED: never below 0, the action says the direction.",
);
export const MappedEffectEnum = enumOf(
  MAPPED_EFFECTS,
  "MappedEffect",
  "What a word of the action column means. CASH_TRANSFER is in or out by the sign of the amount; SPLIT has the units that are added; IGNORE passes the row over.",
);

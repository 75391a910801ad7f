import { registerEnumType } from "type-graphql";
import { TAX_TREATMENTS } from "../domain/account.js";

/** How gains and income inside an account are taxed. */
export const TaxTreatmentEnum = Object.fromEntries(
  TAX_TREATMENTS.map((value) => [value, value]),
) as {
  readonly [Value in (typeof TAX_TREATMENTS)[number]]: Value;
};

registerEnumType(TaxTreatmentEnum, {
  name: "TaxTreatment",
  description: "How gains and income inside an account are taxed.",
});

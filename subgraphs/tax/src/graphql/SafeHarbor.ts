import { registerEnumType } from "type-graphql";
import type { SafeHarbor } from "../domain/reports/estimatedPayments.js";

export const SafeHarborEnum: Readonly<Record<SafeHarbor, SafeHarbor>> = {
  CURRENT_YEAR: "CURRENT_YEAR",
  PRIOR_YEAR: "PRIOR_YEAR",
  NONE: "NONE",
};

registerEnumType(SafeHarborEnum, {
  name: "SafeHarbor",
  description: "Which rule makes the required annual payment; NONE: nothing is required.",
});

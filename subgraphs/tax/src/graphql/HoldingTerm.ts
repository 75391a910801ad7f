import { registerEnumType } from "type-graphql";
import type { Term } from "../domain/holdingPeriod.js";

/** The two holding terms as a GraphQL enum. */
export const HoldingTermEnum: Readonly<Record<Term, Term>> = { SHORT: "SHORT", LONG: "LONG" };

registerEnumType(HoldingTermEnum, {
  name: "HoldingTerm",
  description: "LONG: held for more than one year, counted from the day after acquisition.",
});

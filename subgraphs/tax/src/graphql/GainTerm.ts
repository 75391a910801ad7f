import { registerEnumType } from "type-graphql";
import type { Term } from "../domain/holdingPeriod.js";

/** Owned by portfolios; tax reads it with a disposal. */
export const GainTermEnum: Readonly<Record<Term, Term>> = { SHORT: "SHORT", LONG: "LONG" };

registerEnumType(GainTermEnum, { name: "GainTerm" });

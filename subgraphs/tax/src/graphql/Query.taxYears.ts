import { Int, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { FEDERAL_YEARS } from "../domain/federalParameters.js";
import { TaxStatesQuery } from "./Query.taxStates.js";

/** Extends the other list of what is carried: one registration in subgraph.ts serves both. */
@Resolver()
export class TaxYearsQuery extends TaxStatesQuery {
  @Authenticated()
  @Query(() => [Int], { description: "Tax years whose federal figures are carried, rising." })
  taxYears(): readonly number[] {
    return FEDERAL_YEARS;
  }
}

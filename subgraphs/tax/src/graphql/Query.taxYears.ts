import { Int, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { FEDERAL_YEARS } from "../domain/federalParameters.js";

@Resolver()
export class TaxYearsQuery {
  @Authenticated()
  @Query(() => [Int], { description: "Tax years whose federal figures are carried, rising." })
  taxYears(): readonly number[] {
    return FEDERAL_YEARS;
  }
}

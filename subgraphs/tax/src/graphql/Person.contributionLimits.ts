import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import type { ContributionLimits as ContributionLimitsModel } from "../domain/retirement/contributionLimits.js";
import { personLimits } from "../operations/personLimits.js";
import type { TaxContext } from "./context.js";
import { ContributionLimits } from "./ContributionLimits.js";
import { Person } from "./Person.js";
import { PERSON_FIELDS, type PersonReference, toPersonInHousehold } from "./Person.reference.js";

@Resolver(() => Person)
export class PersonContributionLimits {
  @Requires(PERSON_FIELDS)
  @FieldResolver(() => ContributionLimits, {
    nullable: true,
    description: "Null with BAD_INPUT when the birth date is not known, or TAX_YEAR_UNKNOWN.",
  })
  contributionLimits(
    @Root() person: PersonReference,
    @Arg("year", () => Int) year: number,
    @Ctx() context: TaxContext,
  ): ContributionLimitsModel {
    return personLimits(context.viewer, toPersonInHousehold(person), year);
  }
}

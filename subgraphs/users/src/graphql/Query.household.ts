import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Household as HouseholdModel } from "../domain/household.js";
import { household } from "../operations/household.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";

@Resolver()
export class HouseholdQuery {
  @Authenticated()
  @Query(() => Household, {
    nullable: true,
    description: "One household of the viewer; NOT_FOUND for any other.",
  })
  async household(
    @Arg("id", () => ID) id: string,
    @Ctx() context: UsersContext,
  ): Promise<HouseholdModel> {
    return household(context.world, await context.asker.current(), id);
  }
}

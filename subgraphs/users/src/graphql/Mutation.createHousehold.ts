import { Arg, Ctx, Field, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Household as HouseholdModel } from "../domain/household.js";
import { createHousehold } from "../operations/createHousehold.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";

@InputType()
export class CreateHouseholdInput {
  @Field(() => String, { description: "1 to 100 characters." })
  name!: string;
}

@Resolver()
export class CreateHouseholdMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Household, {
    description:
      "A further household, owned by the viewer; other subgraphs know it after refreshSession. Refusals: BAD_INPUT.",
  })
  createHousehold(
    @Arg("input", () => CreateHouseholdInput) input: CreateHouseholdInput,
    @Ctx() context: UsersContext,
  ): Promise<HouseholdModel> {
    return context.asker.change((viewer) => createHousehold(context.world, viewer, input));
  }
}

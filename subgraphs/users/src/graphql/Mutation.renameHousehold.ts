import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Household as HouseholdModel } from "../domain/household.js";
import { renameHousehold } from "../operations/renameHousehold.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";

@InputType()
export class RenameHouseholdInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 100 characters." })
  name!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;
}

@Resolver()
export class RenameHouseholdMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Household, {
    description: "Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT.",
  })
  renameHousehold(
    @Arg("input", () => RenameHouseholdInput) input: RenameHouseholdInput,
    @Ctx() context: UsersContext,
  ): Promise<HouseholdModel> {
    return context.asker.change((viewer) => renameHousehold(context.world, viewer, input));
  }
}

import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removePerson } from "../operations/removePerson.js";
import type { UsersContext } from "./context.js";

@InputType()
export class RemovePersonInput {
  @Field(() => ID)
  personId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;
}

@Resolver()
export class RemovePersonMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, {
    description: "Forgets a person for good. Refusals: NOT_FOUND, FORBIDDEN, CONFLICT.",
  })
  removePerson(
    @Arg("input", () => RemovePersonInput) input: RemovePersonInput,
    @Ctx() context: UsersContext,
  ): Promise<boolean> {
    return context.asker.change((viewer) => removePerson(context.world, viewer, input));
  }
}

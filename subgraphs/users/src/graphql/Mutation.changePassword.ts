import { Arg, Ctx, Field, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { requireUser } from "@wealthgraph/chassis/viewer";
import { changePassword } from "../operations/changePassword.js";
import type { UsersContext } from "./context.js";

@InputType()
export class ChangePasswordInput {
  @Field(() => String)
  currentPassword!: string;

  @Field(() => String, { description: "12 to 128 characters, not a commonly used one." })
  newPassword!: string;

  @Field(() => String, { description: "Of the session that stays open." })
  refreshToken!: string;
}

@Resolver()
export class ChangePasswordMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Int, {
    description:
      "Ends all other sessions of the viewer; says how many. Refusals: PASSWORD_WRONG, WEAK_PASSWORD, REFRESH_TOKEN_INVALID, RATE_LIMITED.",
  })
  async changePassword(
    @Arg("input", () => ChangePasswordInput) input: ChangePasswordInput,
    @Ctx() context: UsersContext,
  ): Promise<number> {
    return changePassword(context.world, requireUser(await context.asker.current()), input);
  }
}

import { Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { requireUser } from "@wealthgraph/chassis/viewer";
import type { User as UserModel } from "../domain/user.js";
import { requireFound } from "../operations/household.js";
import type { UsersContext } from "./context.js";
import { User } from "./User.js";

@Resolver()
export class ViewerQuery {
  @Authenticated()
  @Query(() => User, { description: "Who asks." })
  async viewer(@Ctx() context: UsersContext): Promise<UserModel> {
    return requireFound(
      await context.userById.load(requireUser(await context.asker.current())),
      "user",
    );
  }
}

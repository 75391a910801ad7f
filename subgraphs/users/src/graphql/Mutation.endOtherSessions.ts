import { Arg, Ctx, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { requireUser } from "@wealthgraph/chassis/viewer";
import { endOtherSessions } from "../operations/openSessions.js";
import type { UsersContext } from "./context.js";

@Resolver()
export class EndOtherSessionsMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Int, {
    description:
      "Ends all sessions of the viewer but the one of this refresh token; says how many. Refusals: REFRESH_TOKEN_INVALID.",
  })
  async endOtherSessions(
    @Arg("refreshToken", () => String) refreshToken: string,
    @Ctx() context: UsersContext,
  ): Promise<number> {
    const userId = requireUser(await context.asker.current());
    return endOtherSessions(context.world, userId, refreshToken);
  }
}

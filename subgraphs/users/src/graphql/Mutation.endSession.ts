import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { requireUser } from "@wealthgraph/chassis/viewer";
import { endSession } from "../operations/openSessions.js";
import type { UsersContext } from "./context.js";

@Resolver()
export class EndSessionMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, {
    description:
      "Ends one of the viewer's own sessions; its access token lives up to 15 minutes more. Refusals: NOT_FOUND.",
  })
  async endSession(
    @Arg("sessionId", () => ID) sessionId: string,
    @Ctx() context: UsersContext,
  ): Promise<boolean> {
    return endSession(context.world, requireUser(await context.asker.current()), sessionId);
  }
}

import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { refreshSession } from "../operations/refreshSession.js";
import { type Session as SessionModel } from "../operations/session.js";
import type { UsersContext } from "./context.js";
import { Session } from "./Session.js";

@Resolver()
export class RefreshSessionMutation {
  @Mutation(() => Session, {
    description:
      "Exchanges a refresh token for a new session with the memberships of now. Refusals: REFRESH_TOKEN_INVALID, REFRESH_TOKEN_REUSED.",
  })
  refreshSession(
    @Arg("refreshToken", () => String) refreshToken: string,
    @Ctx() context: UsersContext,
  ): Promise<SessionModel> {
    return context.asker.begin(refreshSession(context.world, refreshToken));
  }
}

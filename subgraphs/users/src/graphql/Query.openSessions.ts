import { Ctx, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { requireUser } from "@wealthgraph/chassis/viewer";
import { openSessions, type OpenSession as OpenSessionModel } from "../operations/openSessions.js";
import type { UsersContext } from "./context.js";
import { OpenSession } from "./OpenSession.js";

@Resolver()
export class OpenSessionsQuery {
  @Authenticated()
  @Query(() => [OpenSession], {
    description: "The viewer's own; the one renewed last first, at most 100.",
  })
  async openSessions(@Ctx() context: UsersContext): Promise<OpenSessionModel[]> {
    return openSessions(context.world, requireUser(await context.asker.current()));
  }
}

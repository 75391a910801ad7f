import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { startDemoSession } from "../operations/demoSession.js";
import { type Session as SessionModel } from "../operations/session.js";
import type { UsersContext } from "./context.js";
import { Session } from "./Session.js";

@Resolver()
export class StartDemoSessionMutation {
  @Mutation(() => Session, {
    description:
      "Signs anybody in to the demo household, where the installation allows it. Refusals: NOT_FOUND, RATE_LIMITED.",
  })
  startDemoSession(
    @Ctx() context: UsersContext,
    @Arg("device", () => String, { nullable: true }) device: string | null,
  ): Promise<SessionModel> {
    const asked = { device, address: context.clientAddress };
    return context.asker.begin(startDemoSession(context.world, asked));
  }
}

import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { removeMembership } from "../operations/removeMembership.js";
import type { UsersContext } from "./context.js";

@Resolver()
export class RemoveMembershipMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Boolean, {
    description:
      "Ends a membership: an owner anybody's, everybody their own. Refusals: NOT_FOUND, FORBIDDEN, LAST_OWNER.",
  })
  removeMembership(
    @Arg("membershipId", () => ID) membershipId: string,
    @Ctx() context: UsersContext,
  ): Promise<boolean> {
    return context.asker.change((viewer) => removeMembership(context.world, viewer, membershipId));
  }
}

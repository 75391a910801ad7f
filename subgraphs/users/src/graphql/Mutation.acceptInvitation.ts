import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Membership as MembershipModel } from "../domain/membership.js";
import { acceptInvitation } from "../operations/acceptInvitation.js";
import type { UsersContext } from "./context.js";
import { Membership } from "./Membership.js";

@Resolver()
export class AcceptInvitationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Membership, {
    description:
      "Makes the viewer a member; other subgraphs know it after refreshSession. Refusals: INVITATION_INVALID.",
  })
  acceptInvitation(
    @Arg("token", () => String) token: string,
    @Ctx() context: UsersContext,
  ): Promise<MembershipModel> {
    return context.asker.change((viewer) => acceptInvitation(context.world, viewer, token));
  }
}

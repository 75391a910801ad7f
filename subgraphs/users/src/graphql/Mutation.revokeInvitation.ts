import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Invitation as InvitationModel } from "../domain/invitation.js";
import { revokeInvitation } from "../operations/revokeInvitation.js";
import type { UsersContext } from "./context.js";
import { Invitation } from "./Invitation.js";

@Resolver()
export class RevokeInvitationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Invitation, {
    description:
      "Withdraws an open invitation; owners only. Refusals: NOT_FOUND, FORBIDDEN, INVITATION_INVALID.",
  })
  revokeInvitation(
    @Arg("invitationId", () => ID) invitationId: string,
    @Ctx() context: UsersContext,
  ): Promise<InvitationModel> {
    return context.asker.change((viewer) => revokeInvitation(context.world, viewer, invitationId));
  }
}

import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { MembershipRole as RoleModel } from "../domain/membership.js";
import {
  type InvitationCreated as InvitationCreatedModel,
  inviteMember,
} from "../operations/inviteMember.js";
import type { UsersContext } from "./context.js";
import { MembershipRole } from "./MembershipRole.js";
import { InvitationCreated } from "./InvitationCreated.js";

@InputType()
export class InviteMemberInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String)
  email!: string;

  @Field(() => MembershipRole)
  role!: RoleModel;
}

@Resolver()
export class InviteMemberMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => InvitationCreated, {
    description:
      "Offers a membership for 7 days; owners only. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT.",
  })
  inviteMember(
    @Arg("input", () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: UsersContext,
  ): Promise<InvitationCreatedModel> {
    return context.asker.change((viewer) => inviteMember(context.world, viewer, input));
  }
}

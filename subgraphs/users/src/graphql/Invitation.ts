import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import {
  type Invitation as InvitationModel,
  type InvitationStatus as StatusModel,
  invitationStatus,
} from "../domain/invitation.js";
import type { MembershipRole as RoleModel } from "../domain/membership.js";
import type { User as UserModel } from "../domain/user.js";
import type { UsersContext } from "./context.js";
import { InvitationStatus } from "./InvitationStatus.js";
import { MembershipRole } from "./MembershipRole.js";
import { User } from "./User.js";

@ObjectType({ description: "An offer of a membership, open for 7 days." })
export class Invitation {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "Who signs in with this address can accept it." })
  email!: string;

  @Field(() => MembershipRole)
  role!: RoleModel;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@Resolver(() => Invitation)
export class InvitationFields {
  @FieldResolver(() => InvitationStatus)
  status(@Root() invitation: InvitationModel, @Ctx() context: UsersContext): StatusModel {
    return invitationStatus(invitation, context.world.now());
  }

  @FieldResolver(() => User, { nullable: true, description: "null when they left the household." })
  invitedBy(
    @Root() invitation: InvitationModel,
    @Ctx() context: UsersContext,
  ): Promise<UserModel | null> {
    return context.userById.load(invitation.invitedBy);
  }
}

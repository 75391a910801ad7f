import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import type { Household as HouseholdModel } from "../domain/household.js";
import type { Invitation as InvitationModel } from "../domain/invitation.js";
import type {
  Membership as MembershipModel,
  MembershipRole as RoleModel,
} from "../domain/membership.js";
import type { Person as PersonModel } from "../domain/person.js";
import { roleOf } from "../operations/household.js";
import type { UsersContext } from "./context.js";
import { Invitation } from "./Invitation.js";
import { Membership } from "./Membership.js";
import { MembershipRole } from "./MembershipRole.js";
import { Person } from "./Person.js";

@Key("id")
@ObjectType({ description: "People whose money is looked at together: the tenant." })
export class Household {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Int, { description: "Grows with every change; send the one you read with yours." })
  version!: number;
}

@Resolver(() => Household)
export class HouseholdFields {
  @FieldResolver(() => MembershipRole, {
    description: "The role in which the viewer sees it; VIEWER for a service of ours.",
  })
  async viewerRole(
    @Root() household: HouseholdModel,
    @Ctx() context: UsersContext,
  ): Promise<RoleModel> {
    return roleOf(await context.asker.current(), household.id);
  }

  @FieldResolver(() => [Person], { description: "At most 50; in the order they were added." })
  people(@Root() household: HouseholdModel, @Ctx() context: UsersContext): Promise<PersonModel[]> {
    return context.peopleOf.load(household.id);
  }

  @FieldResolver(() => [Membership], { description: "At most 50; oldest first." })
  memberships(
    @Root() household: HouseholdModel,
    @Ctx() context: UsersContext,
  ): Promise<MembershipModel[]> {
    return context.membershipsOf.load(household.id);
  }

  @FieldResolver(() => [Invitation], { description: "Open ones, at most 50; oldest first." })
  invitations(
    @Root() household: HouseholdModel,
    @Ctx() context: UsersContext,
  ): Promise<InvitationModel[]> {
    return context.invitationsOf.load(household.id);
  }
}

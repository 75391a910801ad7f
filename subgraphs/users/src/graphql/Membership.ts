import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { Household as HouseholdModel } from "../domain/household.js";
import type {
  Membership as MembershipModel,
  MembershipRole as RoleModel,
} from "../domain/membership.js";
import type { User as UserModel } from "../domain/user.js";
import { requireFound } from "../operations/household.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";
import { MembershipRole } from "./MembershipRole.js";
import { User } from "./User.js";

@Key("id")
@ObjectType({ description: "A user's place in a household." })
export class Membership {
  @Field(() => ID)
  id!: string;

  @Field(() => MembershipRole)
  role!: RoleModel;

  @Field(() => DateTimeScalar)
  since!: Date;
}

@Resolver(() => Membership)
export class MembershipFields {
  @FieldResolver(() => User)
  async user(
    @Root() membership: MembershipModel,
    @Ctx() context: UsersContext,
  ): Promise<UserModel> {
    return requireFound(await context.userById.load(membership.userId), "user");
  }

  @FieldResolver(() => Household)
  async household(
    @Root() membership: MembershipModel,
    @Ctx() context: UsersContext,
  ): Promise<HouseholdModel> {
    return requireFound(await context.householdById.load(membership.householdId), "household");
  }
}

import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type {
  Membership as MembershipModel,
  MembershipRole as RoleModel,
} from "../domain/membership.js";
import { setMembershipRole } from "../operations/setMembershipRole.js";
import type { UsersContext } from "./context.js";
import { MembershipRole } from "./MembershipRole.js";
import { Membership } from "./Membership.js";

@InputType()
export class SetMembershipRoleInput {
  @Field(() => ID)
  membershipId!: string;

  @Field(() => MembershipRole)
  role!: RoleModel;
}

@Resolver()
export class SetMembershipRoleMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Membership, {
    description:
      "Gives a member another role; owners only. Refusals: NOT_FOUND, FORBIDDEN, LAST_OWNER.",
  })
  setMembershipRole(
    @Arg("input", () => SetMembershipRoleInput) input: SetMembershipRoleInput,
    @Ctx() context: UsersContext,
  ): Promise<MembershipModel> {
    return context.asker.change((viewer) => setMembershipRole(context.world, viewer, input));
  }
}

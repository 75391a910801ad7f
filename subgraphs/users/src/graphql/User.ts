import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { Household as HouseholdModel } from "../domain/household.js";
import type { User as UserModel } from "../domain/user.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";

@Key("id")
@ObjectType({ description: "Somebody who signs in." })
export class User {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "In small letters." })
  email!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;
}

@Resolver(() => User)
export class UserFields {
  @FieldResolver(() => [Household], {
    description: "The households this user and the viewer are both in; oldest membership first.",
  })
  households(@Root() user: UserModel, @Ctx() context: UsersContext): Promise<HouseholdModel[]> {
    return context.householdsOf.load(user.id);
  }
}

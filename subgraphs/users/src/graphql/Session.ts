import { Field, ObjectType } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { User as UserModel } from "../domain/user.js";
import { User } from "./User.js";

@ObjectType({ description: "What a signed-in client holds." })
export class Session {
  @Field(() => String, {
    description: "JWT of RFC 9068, for the Authorization header; 15 minutes.",
  })
  accessToken!: string;

  @Field(() => DateTimeScalar)
  accessTokenExpiresAt!: Date;

  @Field(() => String, {
    description:
      "For refreshSession, once; within 10 seconds again with the same answer. Later it signs out every session that came from it.",
  })
  refreshToken!: string;

  @Field(() => DateTimeScalar, { description: "30 days from now." })
  refreshTokenExpiresAt!: Date;

  @Field(() => User)
  user!: UserModel;
}

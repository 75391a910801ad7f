import { Field, ID, ObjectType } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";

/** Owned by users; portfolios says who owns an account. */
@Key("id", { resolvable: false })
@ObjectType()
export class Person {
  @Field(() => ID)
  id!: string;
}

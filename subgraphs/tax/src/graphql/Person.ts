import { Field, ID, ObjectType } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import { Household } from "./Household.js";

/** Owned by users; tax adds limits and gifts. */
@Key("id")
@ObjectType()
export class Person {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => CalendarDateScalar, { nullable: true })
  birthDate!: string | null;

  @External()
  @Field(() => Household)
  household!: Household;
}

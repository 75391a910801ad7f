import { Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Household as HouseholdModel } from "../domain/household.js";
import type { Person as PersonModel, Sex as SexModel } from "../domain/person.js";
import { requireFound } from "../operations/household.js";
import type { UsersContext } from "./context.js";
import { Household } from "./Household.js";
import { Sex } from "./Sex.js";

@Key("id")
@ObjectType({
  description: "Somebody whose money the household plans; needs no account of their own.",
})
export class Person {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CalendarDateScalar, { nullable: true })
  birthDate!: CalendarDate | null;

  @Field(() => Sex, { nullable: true })
  sex!: SexModel | null;

  @Field(() => String, {
    nullable: true,
    description: "USPS code of the US state of residence in retirement, for example CA, or DC.",
  })
  retirementState!: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: "First day without work." })
  retirementDate!: CalendarDate | null;

  @Field(() => Int, { description: "Grows with every change; send the one you read with yours." })
  version!: number;
}

@Resolver(() => Person)
export class PersonFields {
  @FieldResolver(() => Household)
  async household(
    @Root() person: PersonModel,
    @Ctx() context: UsersContext,
  ): Promise<HouseholdModel> {
    return requireFound(await context.householdById.load(person.householdId), "household");
  }
}

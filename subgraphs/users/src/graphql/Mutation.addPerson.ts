import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Person as PersonModel, Sex as SexModel } from "../domain/person.js";
import { addPerson } from "../operations/addPerson.js";
import type { UsersContext } from "./context.js";
import { Sex } from "./Sex.js";
import { Person } from "./Person.js";

@InputType()
export class AddPersonInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => String, { description: "1 to 100 characters." })
  name!: string;

  @Field(() => CalendarDateScalar, { nullable: true, defaultValue: null })
  birthDate!: CalendarDate | null;

  @Field(() => Sex, { nullable: true, defaultValue: null })
  sex!: SexModel | null;

  @Field(() => String, {
    nullable: true,
    defaultValue: null,
    description: "USPS code, for example CA, or DC.",
  })
  retirementState!: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, defaultValue: null })
  retirementDate!: CalendarDate | null;
}

@Resolver()
export class AddPersonMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Person, {
    description:
      "Adds somebody whose money the household plans. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT.",
  })
  addPerson(
    @Arg("input", () => AddPersonInput) input: AddPersonInput,
    @Ctx() context: UsersContext,
  ): Promise<PersonModel> {
    return context.asker.change((viewer) => addPerson(context.world, viewer, input));
  }
}

import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Person as PersonModel, Sex as SexModel } from "../domain/person.js";
import { updatePerson } from "../operations/updatePerson.js";
import type { UsersContext } from "./context.js";
import { Sex } from "./Sex.js";
import { Person } from "./Person.js";

@InputType()
export class UpdatePersonInput {
  @Field(() => ID)
  personId!: string;

  @Field(() => Int, { description: "The version you read; CONFLICT when it is no longer that." })
  version!: number;

  @Field(() => String, { nullable: true, description: "null and absent alike leave it as it is." })
  name?: string | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  birthDate?: CalendarDate | null;

  @Field(() => Sex, { nullable: true })
  sex?: SexModel | null;

  @Field(() => String, { nullable: true })
  retirementState?: string | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  retirementDate?: CalendarDate | null;
}

@Resolver()
export class UpdatePersonMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Person, {
    description:
      "Changes the given facts: an absent one stays, null forgets it. Refusals: NOT_FOUND, FORBIDDEN, BAD_INPUT, CONFLICT.",
  })
  updatePerson(
    @Arg("input", () => UpdatePersonInput) input: UpdatePersonInput,
    @Ctx() context: UsersContext,
  ): Promise<PersonModel> {
    return context.asker.change((viewer) => updatePerson(context.world, viewer, input));
  }
}

import { Arg, Ctx, Field, FieldResolver, InputType, Resolver, Root } from "type-graphql";
import { Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { CharitableResult } from "../domain/retirement/qualifiedCharitable.js";
import { charitableDistribution } from "../operations/personLimits.js";
import { CharitableDistribution } from "./CharitableDistribution.js";
import type { TaxContext } from "./context.js";
import { Person } from "./Person.js";
import { PERSON_FIELDS, type PersonReference, toPersonInHousehold } from "./Person.reference.js";
import { dollars } from "./TaxDetailsInput.js";

@InputType({ description: "A gift paid from an IRA straight to a public charity; USD." })
export class CharitableDistributionInput {
  @Field(() => CalendarDateScalar)
  paidOn!: CalendarDate;

  @Field(() => MoneyInput)
  amount!: MoneyInput;

  @Field(() => MoneyInput, { nullable: true, description: "Earlier such gifts of the year." })
  alreadyThisYear?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "IRA contributions deducted from 70 and a half on, not yet set against a gift.",
  })
  deductedAfter70?: MoneyInput | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "The employer contributes: not allowed.",
  })
  isOngoingSepOrSimple!: boolean;
}

@Resolver(() => Person)
export class PersonCharitableDistribution {
  @Requires(PERSON_FIELDS)
  @FieldResolver(() => CharitableDistribution, {
    nullable: true,
    description:
      "Of the owner of an IRA, or of an inherited one the beneficiary. Null with BAD_INPUT.",
  })
  charitableDistribution(
    @Root() person: PersonReference,
    @Arg("input", () => CharitableDistributionInput) input: CharitableDistributionInput,
    @Ctx() context: TaxContext,
  ): CharitableResult {
    const { paidOn, isOngoingSepOrSimple } = input;
    return charitableDistribution(context.viewer, toPersonInHousehold(person), {
      paidOn,
      isOngoingSepOrSimple,
      amount: dollars("amount", input.amount),
      alreadyThisYear: dollars("alreadyThisYear", input.alreadyThisYear),
      deductedAfter70: dollars("deductedAfter70", input.deductedAfter70),
    });
  }
}

import { Field, ObjectType } from "type-graphql";
import { Measure } from "./Measure.js";

@ObjectType({ description: "A return over a period." })
export class PeriodReturn {
  @Field(() => Measure, { description: "Over the whole period." })
  value!: Measure;

  @Field(() => Measure, {
    description:
      "As a rate per year. Above 365 days only, except for the money-weighted return, which is a rate per year by nature.",
  })
  annualized!: Measure;
}

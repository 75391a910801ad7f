import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Marginal federal rates of the household, as fractions." })
export class FrozenMarginalRates {
  @Field(() => Int)
  year!: number;

  @Field(() => Float)
  ordinary!: number;

  @Field(() => Float)
  shortTermGain!: number;

  @Field(() => Float)
  longTermGain!: number;
}

import { Field, Float, ObjectType } from "type-graphql";

@ObjectType({
  description: "An estimated probability with the sampling error of the simulation.",
})
export class ProbabilityEstimate {
  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  low!: number;

  @Field(() => Float)
  high!: number;

  @Field(() => Float, { description: "Share of such intervals that hold the true value." })
  confidence!: number;

  @Field(() => String)
  method!: string;
}

import { Field, Float, ObjectType } from "type-graphql";

@ObjectType()
export class ConstructedWeight {
  @Field(() => String)
  asset!: string;

  @Field(() => Float, { description: "A fraction; the weights sum to 1." })
  weight!: number;

  @Field(() => Float, { description: "Part of the portfolio's variance; the parts sum to 1." })
  riskShare!: number;
}

@ObjectType({
  description:
    "Estimates: nominal, a year, before tax and fees; fractions. A standard error is null where the estimates come without one.",
})
export class ConstructedPortfolio {
  @Field(() => [ConstructedWeight], { description: "In the order of the assets." })
  weights!: readonly ConstructedWeight[];

  @Field(() => Float, { description: "Arithmetic mean of the annual return." })
  expectedReturn!: number;

  @Field(() => Float, { nullable: true })
  expectedReturnStandardError!: number | null;

  @Field(() => Float, { description: "Standard deviation of the annual return." })
  volatility!: number;

  @Field(() => Float, { nullable: true })
  volatilityStandardError!: number | null;

  @Field(() => Float, { description: "Expected return above the risk-free rate per volatility." })
  sharpeRatio!: number;

  @Field(() => Float, { nullable: true, description: "Lo (2002), independent returns." })
  sharpeRatioStandardError!: number | null;

  @Field(() => [String], { description: "Bounds and limits the weights lie on." })
  bindingConstraints!: readonly string[];
}

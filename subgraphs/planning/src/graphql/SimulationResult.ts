import { Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import {
  type SimulationResult as SimulationResultModel,
  terminalMedian,
} from "../domain/simulationResult.js";

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

@ObjectType({
  description:
    "Columns: for each month the percentiles of wealth, US dollars in today's money (type 7; of all paths when DONE, of the first 4,000 at most while it runs).",
})
export class SimulationPercentiles {
  @Field(() => [Int], { description: "0 is today; every month up to 3 years, else every year." })
  months!: readonly number[];

  @Field(() => [Float])
  p5!: readonly number[];

  @Field(() => [Float])
  p25!: readonly number[];

  @Field(() => [Float])
  p50!: readonly number[];

  @Field(() => [Float])
  p75!: readonly number[];

  @Field(() => [Float])
  p95!: readonly number[];
}

@ObjectType()
export class GoalOutcome {
  @Field(() => ID)
  goalId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ProbabilityEstimate, { description: "That the goal is met in full on its date." })
  probability!: ProbabilityEstimate;
}

@ObjectType({ description: "What a run says, finished or so far. Estimates under assumptions." })
export class SimulationResult {
  @Field(() => Int)
  paths!: number;

  @Field(() => ProbabilityEstimate, {
    description: "That every withdrawal and every goal is paid in full up to the horizon.",
  })
  successProbability!: ProbabilityEstimate;

  @Field(() => ProbabilityEstimate, { description: "That every withdrawal is paid in full." })
  withdrawalProbability!: ProbabilityEstimate;

  @Field(() => [GoalOutcome])
  goals!: readonly GoalOutcome[];

  @Field(() => SimulationPercentiles)
  percentiles!: SimulationPercentiles;

  @Field(() => [Float], {
    description:
      "Price level in each of percentiles.months; times it a percentile is in that month's money.",
  })
  priceLevels!: readonly number[];

  @Field(() => [String])
  assumptions!: readonly string[];
}

@Resolver(() => SimulationResult)
export class SimulationResultFields {
  @FieldResolver(() => Money, { description: "Median wealth at the horizon, in today's money." })
  terminalMedian(@Root() result: SimulationResultModel): MoneyModel {
    return terminalMedian(result);
  }
}

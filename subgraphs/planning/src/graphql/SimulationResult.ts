import { Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import {
  type SimulatedMarket as SimulatedMarketModel,
  type SimulationResult as SimulationResultModel,
  terminalMedian,
} from "../domain/simulationResult.js";
import { SimulatedMarket } from "./SimulatedMarket.js";
import { ProbabilityEstimate } from "./ProbabilityEstimate.js";
import { SimulationPercentiles } from "./SimulationPercentiles.js";
import { GoalOutcome } from "./GoalOutcome.js";

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
      "Price level in each of percentiles.months when prices rise at their assumed mean; times it a percentile is in that month's money.",
  })
  priceLevels!: readonly number[];

  @Field(() => SimulatedMarket, {
    nullable: true,
    description: "The fitted model; null for LOGNORMAL, whose parameters are the assumptions.",
  })
  market?: SimulatedMarketModel | null;

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

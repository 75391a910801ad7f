import { Field, Float, Int, ObjectType } from "type-graphql";
import type { Bands, ShortfallNumbers, Spread } from "../domain/plan/planStatistics.js";
import type { GoalOutcome as GoalOutcomeModel } from "../domain/simulationResult.js";
import { GoalOutcome } from "./GoalOutcome.js";
import { ProbabilityEstimate } from "./ProbabilityEstimate.js";

@ObjectType({ description: "Percentiles (type 7), one value for each year." })
export class PlanBands {
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

@ObjectType({ description: "Percentiles (type 7) and mean over paths." })
export class PlanSpread {
  @Field(() => Float)
  p5!: number;

  @Field(() => Float)
  p25!: number;

  @Field(() => Float)
  p50!: number;

  @Field(() => Float)
  p75!: number;

  @Field(() => Float)
  p95!: number;

  @Field(() => Float)
  mean!: number;

  @Field(() => Float, { description: "Of the mean." })
  standardError!: number;
}

@ObjectType({ description: "Of the paths that fall short." })
export class PlanShortfall {
  @Field(() => Int)
  paths!: number;

  @Field(() => PlanSpread, { description: "What a path leaves unpaid, today's USD." })
  depth!: Spread;

  @Field(() => PlanSpread, { description: "Months with something unpaid." })
  months!: Spread;

  @Field(() => PlanSpread, { description: "Years until the first." })
  firstYear!: Spread;
}

@ObjectType({ description: "What a plan simulation says, finished or so far." })
export class PlanResult {
  @Field(() => Int)
  paths!: number;

  @Field(() => ProbabilityEstimate, { description: "No unpaid month, and every goal met." })
  success!: ProbabilityEstimate;

  @Field(() => ProbabilityEstimate, { description: "Every goal met: the joint probability." })
  allGoals!: ProbabilityEstimate;

  @Field(() => [GoalOutcome])
  goals!: readonly GoalOutcomeModel[];

  @Field(() => [Int], { description: "Of real and nominal; the first is today." })
  years!: readonly number[];

  @Field(() => PlanBands, { description: "Wealth in today's USD; after the last death it stays." })
  real!: Bands;

  @Field(() => PlanBands, { description: "Wealth in USD of the year." })
  nominal!: Bands;

  @Field(() => PlanBands, {
    description: "Spending of each year in today's USD while someone lives.",
  })
  spending!: Bands;

  @Field(() => PlanSpread, { description: "Wealth at the end of a path, today's USD." })
  terminal!: Spread;

  @Field(() => PlanSpread, { description: "Of the portfolio's time-weighted index, a fraction." })
  maxDrawdown!: Spread;

  @Field(() => PlanSpread, { description: "All tax of a path, today's USD." })
  taxPaid!: Spread;

  @Field(() => Float, { description: "Loss of the portfolio's first year at 95 %, a fraction." })
  valueAtRisk!: number;

  @Field(() => Float, { description: "Mean of the worst 5 % of first years, a fraction." })
  expectedShortfall!: number;

  @Field(() => ProbabilityEstimate)
  shortfallProbability!: ProbabilityEstimate;

  @Field(() => PlanShortfall, { nullable: true, description: "Null when no path falls short." })
  shortfall!: ShortfallNumbers | null;

  @Field(() => [Int], { description: "Numbers of the worst paths, the worst first: see path." })
  worstPaths!: readonly number[];

  @Field(() => [String])
  assumptions!: readonly string[];
}

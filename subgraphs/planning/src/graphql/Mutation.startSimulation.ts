import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { MoneyInput } from "@wealthgraph/chassis/scalars";
import type { AssetClass } from "../domain/assetClass.js";
import type { CapitalMarketAssumptions } from "../domain/capitalMarketAssumptions.js";
import type { CapitalMarketChoice, CapitalMarketModel } from "../domain/capitalMarket.js";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { type StartSimulation, startSimulation } from "../operations/startSimulation.js";
import { CapitalMarketModelEnum } from "./CapitalMarketModel.js";
import type { PlanningContext } from "./context.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";
import { Simulation } from "./Simulation.js";
import { type VarianceReduction, VarianceReductionEnum } from "./VarianceReduction.js";

@InputType()
export class AllocationWeightInput {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float, { description: "0 to 1; the weights sum to 1." })
  weight!: number;
}

@InputType({ description: "Nominal, a year, as fractions: 0.07 is 7 %." })
export class AssetClassAssumptionInput {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float)
  expectedReturn!: number;

  @Field(() => Float)
  volatility!: number;
}

@InputType({ description: "Assumptions of the caller instead of capitalMarketAssumptions." })
export class CapitalMarketAssumptionsInput {
  @Field(() => Float, { description: "Growth of prices a year, as a fraction." })
  inflation!: number;

  @Field(() => [AssetClassAssumptionInput])
  assetClasses!: AssetClassAssumptionInput[];

  @Field(() => [[Float]], { description: "In the order of assetClasses; positive definite." })
  correlations!: number[][];
}

@InputType({ description: "How markets are simulated. What is absent, the model chooses." })
export class CapitalMarketInput {
  @Field(() => CapitalMarketModelEnum, { defaultValue: "LOGNORMAL" })
  model!: CapitalMarketModel;

  @Field(() => ID, {
    nullable: true,
    description:
      "One of the household's marketHistories; absent: the built-in yearly table 1928-2025, or the assumptions where they suffice.",
  })
  historyId?: string | null;

  @Field(() => Int, { nullable: true, description: "REGIME_SWITCHING: 2 to 4; absent: 2." })
  regimes?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Student-t innovations, 3 to 30. STUDENT_T, SKEWED_T: absent: fitted, without a history 6; others: absent: normal.",
  })
  degreesOfFreedom?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "SKEWED_T, Hansen's lambda; absent: fitted, without a history -0.15.",
  })
  skew?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "BLOCK_BOOTSTRAP, 1 to 600; absent: the automatic length.",
  })
  meanBlockMonths?: number | null;
}

@InputType({
  description:
    "Amounts in today's money, USD; they rise with inflation. What is absent is taken from the household.",
})
export class StartSimulationInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => Int, {
    nullable: true,
    description: "1 to 1200; absent: until the youngest person with a birth date is 95.",
  })
  horizonMonths?: number | null;

  @Field(() => MoneyInput, { nullable: true, description: "Absent: positions and cash today." })
  startBalance?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "At the end of each month; absent: 0." })
  monthlyContribution?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description: "Absent: until withdrawals start, else to the horizon.",
  })
  contributionMonths?: number | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "At the start of each month; absent: 0.",
  })
  monthlyWithdrawal?: MoneyInput | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "First month with a withdrawal, 1 to the horizon; absent: after the contributions.",
  })
  withdrawalStartsMonth?: number | null;

  @Field(() => Int, {
    defaultValue: 10_000,
    description: "100 to 1,000,000; times the years of the horizon at most 40,000,000.",
  })
  paths!: number;

  @Field(() => String, {
    nullable: true,
    description: "0 to 18446744073709551615, decimal digits; absent: drawn.",
  })
  seed?: string | null;

  @Field(() => [AllocationWeightInput], {
    nullable: true,
    description: "Absent: today's weights of the household.",
  })
  allocation?: AllocationWeightInput[] | null;

  @Field(() => CapitalMarketAssumptionsInput, { nullable: true })
  assumptions?: CapitalMarketAssumptionsInput | null;

  @Field(() => CapitalMarketInput, { nullable: true, description: "Absent: LOGNORMAL." })
  capitalMarket?: CapitalMarketInput | null;

  @Field(() => VarianceReductionEnum, {
    defaultValue: "NONE",
    description: "ANTITHETIC needs an even number of paths and a model that draws normals.",
  })
  varianceReduction!: VarianceReduction;

  @Field(() => Boolean, { defaultValue: true, description: "Whether the household's goals count." })
  includeGoals!: boolean;
}

@Resolver()
export class StartSimulationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Simulation, {
    description:
      "Freezes what the household has today and queues the run. Refusals: NOT_FOUND, FORBIDDEN, SIMULATION_INPUT_INVALID with the input in the facts, HISTORY_TOO_SHORT, RATE_LIMITED while ten of the household wait or run.",
  })
  startSimulation(
    @Arg("input", () => StartSimulationInput) input: StartSimulationInput,
    @Ctx() context: PlanningContext,
  ): Promise<SimulationModel> {
    return startSimulation(context, context.viewer, toRequest(input, context));
  }
}

function toRequest(input: StartSimulationInput, context: PlanningContext): StartSimulation {
  const { assumptions } = input;
  return {
    householdId: input.householdId,
    paths: input.paths,
    seed: input.seed ?? null,
    horizonMonths: input.horizonMonths ?? null,
    startBalance: input.startBalance ?? null,
    monthlyContribution: input.monthlyContribution ?? null,
    contributionMonths: input.contributionMonths ?? null,
    monthlyWithdrawal: input.monthlyWithdrawal ?? null,
    withdrawalStartsMonth: input.withdrawalStartsMonth ?? null,
    allocation: input.allocation ?? null,
    assumptions: assumptions ? ofTheCaller(assumptions, context) : null,
    includeGoals: input.includeGoals,
    historyId: input.capitalMarket?.historyId ?? null,
    capitalMarket: toChoice(input.capitalMarket),
    isAntithetic: input.varianceReduction === "ANTITHETIC",
  };
}

function toChoice(input: CapitalMarketInput | null | undefined): CapitalMarketChoice {
  return {
    model: input?.model ?? "LOGNORMAL",
    regimes: input?.regimes ?? null,
    degreesOfFreedom: input?.degreesOfFreedom ?? null,
    skew: input?.skew ?? null,
    meanBlockMonths: input?.meanBlockMonths ?? null,
  };
}

function ofTheCaller(
  given: CapitalMarketAssumptionsInput,
  context: PlanningContext,
): CapitalMarketAssumptions {
  const source = "given by the caller";
  return {
    asOf: context.today(),
    inflation: given.inflation,
    assetClasses: given.assetClasses.map(({ assetClass, expectedReturn, volatility }) => ({
      assetClass,
      expectedReturn,
      volatility,
      source,
    })),
    correlations: given.correlations,
    source,
  };
}

import { Arg, Ctx, Field, Float, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { MoneyInput } from "@wealthgraph/chassis/scalars";
import type { AssetClass } from "../domain/assetClass.js";
import type { CapitalMarketAssumptions } from "../domain/capitalMarketAssumptions.js";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { type StartSimulation, startSimulation } from "../operations/startSimulation.js";
import type { PlanningContext } from "./context.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";
import { Simulation } from "./Simulation.js";

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

  @Field(() => Int, { defaultValue: 10_000, description: "100 to 200,000." })
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

  @Field(() => Boolean, { defaultValue: true, description: "Whether the household's goals count." })
  includeGoals!: boolean;
}

@Resolver()
export class StartSimulationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Simulation, {
    description:
      "Freezes what the household has today and queues the run. Refusals: NOT_FOUND, FORBIDDEN, SIMULATION_INPUT_INVALID with the input in the facts, RATE_LIMITED while ten of the household wait or run.",
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

import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { startPlanSimulation } from "../operations/startPlanSimulation.js";
import type { CapitalMarketModel } from "../domain/capitalMarket.js";
import { CapitalMarketModelEnum } from "./CapitalMarketModel.js";
import type { PlanningContext } from "./context.js";
import { PlanSimulation } from "./PlanSimulation.js";

@InputType()
export class StartPlanSimulationInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => ID, { nullable: true, description: "Absent: the household's own plan." })
  scenarioId?: string | null;

  @Field(() => Int, { defaultValue: 10_000, description: "100 to 200,000." })
  paths!: number;

  @Field(() => String, {
    nullable: true,
    description: "Decimal digits; absent: drawn. Scenarios are compared with the same one.",
  })
  seed?: string | null;

  @Field(() => CapitalMarketModelEnum, {
    defaultValue: "LOGNORMAL",
    description: "Fitted to the built-in yearly table; not GARCH_DCC, HISTORICAL_SEQUENCES.",
  })
  model!: CapitalMarketModel;

  @Field(() => Boolean, { defaultValue: true, description: "False: before tax." })
  includeTaxes!: boolean;
}

@Resolver()
export class StartPlanSimulationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => PlanSimulation, {
    description:
      "Freezes the plan with what the household has today, and queues the run; the same inputs give the simulation that is there already. Refusals: NOT_FOUND, FORBIDDEN, PLAN_MISSING, PLAN_INVALID, SIMULATION_INPUT_INVALID, TAX_STATE_UNKNOWN, RATE_LIMITED.",
  })
  startPlanSimulation(
    @Arg("input", () => StartPlanSimulationInput) input: StartPlanSimulationInput,
    @Ctx() context: PlanningContext,
  ): Promise<PlanSimulationModel> {
    const { householdId, scenarioId = null, paths, seed = null, model, includeTaxes } = input;
    const asked = { householdId, scenarioId, paths, seed, model, includeTaxes };
    return startPlanSimulation(context, context.viewer, asked);
  }
}

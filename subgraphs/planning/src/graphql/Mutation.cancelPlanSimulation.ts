import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { cancelPlanSimulation } from "../operations/planSimulations.js";
import type { PlanningContext } from "./context.js";
import { PlanSimulation } from "./PlanSimulation.js";

@Resolver()
export class CancelPlanSimulationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => PlanSimulation, {
    description: "A finished one stays as it is. Refusals: NOT_FOUND, FORBIDDEN.",
  })
  cancelPlanSimulation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PlanningContext,
  ): Promise<PlanSimulationModel> {
    return cancelPlanSimulation(context.planSimulations, context.news, context.viewer, id);
  }
}

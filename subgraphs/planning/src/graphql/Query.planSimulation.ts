import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { loadFrom, planSimulationById } from "../operations/planSimulations.js";
import type { PlanningContext } from "./context.js";
import { PlanSimulation } from "./PlanSimulation.js";

@Resolver()
export class PlanSimulationQuery {
  @Authenticated()
  @Query(() => PlanSimulation, { nullable: true, description: "Refusals: NOT_FOUND." })
  planSimulation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PlanningContext,
  ): Promise<PlanSimulationModel> {
    return planSimulationById(loadFrom(context.planSimulations), context.viewer, id);
  }
}

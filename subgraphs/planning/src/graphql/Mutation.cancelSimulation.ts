import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { cancelSimulation } from "../operations/simulations.js";
import type { PlanningContext } from "./context.js";
import { Simulation } from "./Simulation.js";

@Resolver()
export class CancelSimulationMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Simulation, {
    description:
      "Stops it within a moment; a finished one stays as it is. Refusals: NOT_FOUND, FORBIDDEN.",
  })
  cancelSimulation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PlanningContext,
  ): Promise<SimulationModel> {
    return cancelSimulation(context.simulations, context.news, context.viewer, id);
  }
}

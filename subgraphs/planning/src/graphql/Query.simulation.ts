import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { simulationById } from "../operations/simulations.js";
import type { PlanningContext } from "./context.js";
import { Simulation } from "./Simulation.js";

@Resolver()
export class SimulationQuery {
  @Authenticated()
  @Query(() => Simulation, { nullable: true, description: "Refusals: NOT_FOUND." })
  simulation(
    @Arg("id", () => ID) id: string,
    @Ctx() context: PlanningContext,
  ): Promise<SimulationModel> {
    return simulationById((wanted) => context.simulationById.load(wanted), context.viewer, id);
  }
}

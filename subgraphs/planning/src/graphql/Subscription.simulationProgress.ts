import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { simulationById } from "../operations/simulations.js";
import { watchSimulation } from "../operations/watchSimulation.js";
import type { PlanningContext } from "./context.js";
import { Simulation } from "./Simulation.js";

interface SubscribeOptions {
  readonly args: { readonly simulationId: string };
  readonly context: PlanningContext;
}

@Resolver()
export class SimulationProgressSubscription {
  @Authenticated()
  @Subscription(() => Simulation, {
    description:
      "The present state, then every change, at most ten a second, to its end; completes after a final state. Refusals: NOT_FOUND.",
    // type-graphql does not know the shape of our arguments and context
    subscribe: (options) => subscribe(options as unknown as SubscribeOptions) as never,
  })
  simulationProgress(
    @Arg("simulationId", () => ID) _simulationId: string,
    @Root() simulation: SimulationModel,
  ): SimulationModel {
    return simulation;
  }
}

/** Every state is read afresh: the store, not the loader, which would remember the first. */
function subscribe({ args, context }: SubscribeOptions) {
  const { news, simulations, viewer } = context;
  const read = async (id: string): Promise<SimulationModel | null> =>
    (await simulations.byIds([id])).get(id) ?? null;
  return watchSimulation(news, args.simulationId, (id) => simulationById(read, viewer, id));
}

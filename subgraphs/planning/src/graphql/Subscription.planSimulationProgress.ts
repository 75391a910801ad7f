import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { loadFrom, planSimulationById } from "../operations/planSimulations.js";
import { watchSimulation } from "../operations/watchSimulation.js";
import type { PlanningContext } from "./context.js";
import { PlanSimulation } from "./PlanSimulation.js";

interface SubscribeOptions {
  readonly args: { readonly id: string };
  readonly context: PlanningContext;
}

@Resolver()
export class PlanSimulationProgressSubscription {
  @Authenticated()
  @Subscription(() => PlanSimulation, {
    description:
      "The present state, then every change, at most ten a second, to its end; completes after a final state. Refusals: NOT_FOUND.",
    // type-graphql does not know the shape of our arguments and context
    subscribe: (options) => subscribe(options as unknown as SubscribeOptions) as never,
  })
  planSimulationProgress(
    @Arg("id", () => ID) _id: string,
    @Root() simulation: PlanSimulationModel,
  ): PlanSimulationModel {
    return simulation;
  }
}

function subscribe({ args, context }: SubscribeOptions) {
  const { news, planSimulations, viewer } = context;
  const load = loadFrom(planSimulations);
  return watchSimulation(news, args.id, (id) => planSimulationById(load, viewer, id));
}

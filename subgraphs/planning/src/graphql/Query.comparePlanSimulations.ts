import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import {
  comparePlanSimulations,
  type PlanComparison as PlanComparisonModel,
} from "../operations/planSimulations.js";
import type { PlanningContext } from "./context.js";
import { PlanComparison } from "./PlanComparison.js";

@Resolver()
export class ComparePlanSimulationsQuery {
  @Authenticated()
  @Query(() => PlanComparison, {
    nullable: true,
    description:
      "Both of one household, with the same seed and number of paths. Refusals: NOT_FOUND, SIMULATION_NOT_READY, SIMULATION_INPUT_INVALID.",
  })
  comparePlanSimulations(
    @Arg("firstId", () => ID) firstId: string,
    @Arg("secondId", () => ID) secondId: string,
    @Ctx() context: PlanningContext,
  ): Promise<PlanComparisonModel> {
    return comparePlanSimulations(context.planSimulations, context.viewer, firstId, secondId);
  }
}

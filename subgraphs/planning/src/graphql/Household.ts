import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { decodeCursor, pageSize, toConnection } from "@wealthgraph/chassis/connection";
import { Key } from "@wealthgraph/chassis/directives";
import type { Goal as GoalModel } from "../domain/goal.js";
import { householdGoals } from "../operations/goals.js";
import { simulationPage } from "../operations/simulations.js";
import type { PlanningContext } from "./context.js";
import { Goal } from "./Goal.js";
import { PageArgs } from "./PageArgs.js";
import { SimulationConnection } from "./SimulationConnection.js";

/** Owned by users; planning adds goals and simulations. */
@Key("id")
@ObjectType()
export class Household {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => Household)
export class HouseholdFields {
  @FieldResolver(() => [Goal], { description: "At most 200; by date, then priority." })
  goals(
    @Root() household: Household,
    @Ctx() context: PlanningContext,
  ): Promise<readonly GoalModel[]> {
    const load = async (id: string): Promise<readonly GoalModel[]> =>
      (await context.goalsByHousehold.load(id)) ?? [];
    return householdGoals(load, context.viewer, household.id);
  }

  @FieldResolver(() => SimulationConnection, { description: "Newest first." })
  async simulations(
    @Root() household: Household,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: PlanningContext,
  ): Promise<SimulationConnection> {
    const [afterId = null] = decodeCursor(after, 1) ?? [];
    const page = await simulationPage(context.simulations, context.viewer, household.id, {
      first: pageSize(first),
      afterId: afterId === null ? null : String(afterId),
    });
    return toConnection(page, (simulation) => [simulation.id], after);
  }
}

import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { decodeCursor, pageSize, toConnection } from "@wealthgraph/chassis/connection";
import { Key } from "@wealthgraph/chassis/directives";
import type { Goal as GoalModel } from "../domain/goal.js";
import type { HouseholdPlan as HouseholdPlanModel } from "../domain/plan/householdPlan.js";
import { planSimulationPage } from "../operations/planSimulations.js";
import { plansOfHousehold } from "../operations/householdPlans.js";
import type { ImportedHistory } from "../domain/importedHistory.js";
import { householdGoals } from "../operations/goals.js";
import { householdMarketHistories } from "../operations/marketHistories.js";
import { simulationPage } from "../operations/simulations.js";
import type { PlanningContext } from "./context.js";
import { Goal } from "./Goal.js";
import { HouseholdPlan } from "./HouseholdPlan.js";
import { PlanSimulationConnection } from "./PlanSimulationConnection.js";
import { MarketHistory } from "./MarketHistory.js";
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

  @FieldResolver(() => [MarketHistory], { description: "At most 20, newest first." })
  marketHistories(
    @Root() household: Household,
    @Ctx() context: PlanningContext,
  ): Promise<readonly ImportedHistory[]> {
    return householdMarketHistories(context.marketHistories, context.viewer, household.id);
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

  @FieldResolver(() => HouseholdPlan, {
    nullable: true,
    description: "The household's own plan; null before savePlan.",
  })
  async plan(
    @Root() household: Household,
    @Ctx() context: PlanningContext,
  ): Promise<HouseholdPlanModel | null> {
    const plans = await plansOf(household, context);
    return plans.find((plan) => plan.isBaseline) ?? null;
  }

  @FieldResolver(() => [HouseholdPlan], { description: "Copies with changes; at most 49." })
  async planScenarios(
    @Root() household: Household,
    @Ctx() context: PlanningContext,
  ): Promise<readonly HouseholdPlanModel[]> {
    const plans = await plansOf(household, context);
    return plans.filter((plan) => !plan.isBaseline);
  }

  @FieldResolver(() => PlanSimulationConnection, { description: "Newest first." })
  async planSimulations(
    @Root() household: Household,
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() context: PlanningContext,
  ): Promise<PlanSimulationConnection> {
    const [afterId = null] = decodeCursor(after, 1) ?? [];
    const store = context.planSimulations;
    const page = await planSimulationPage(store, context.viewer, household.id, {
      first: pageSize(first),
      afterId: afterId === null ? null : String(afterId),
    });
    return toConnection(page, (simulation) => [simulation.id], after);
  }
}

function plansOf(
  household: Household,
  context: PlanningContext,
): Promise<readonly HouseholdPlanModel[]> {
  const load = async (id: string): Promise<readonly HouseholdPlanModel[]> =>
    (await context.plansByHousehold.load(id)) ?? [];
  return plansOfHousehold(load, context.viewer, household.id);
}

import type DataLoader from "dataloader";
import { loaderOf } from "@wealthgraph/chassis/loader";
import type { BaseContext } from "@wealthgraph/chassis/subgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { Goal } from "../domain/goal.js";
import type { HouseholdPlan } from "../domain/plan/householdPlan.js";
import type { Simulation } from "../domain/simulation.js";
import type {
  GoalStore,
  HouseholdFactsSource,
  MarketFitter,
  MarketHistoryStore,
  SimulationNews,
  SimulationStore,
  Surroundings,
} from "../operations/ports.js";
import type { HouseholdPlanStore } from "../operations/planPorts.js";
import type {
  PlanFactsSource,
  PlanRunner,
  PlanSimulationStore,
} from "../operations/planSimulationPorts.js";

/** What lives as long as the process. */
export interface PlanningServices extends Surroundings {
  readonly facts: HouseholdFactsSource;
  readonly news: SimulationNews;
  goalsOf(viewer: Viewer): GoalStore;
  simulationsOf(viewer: Viewer): SimulationStore;
  readonly planFacts: PlanFactsSource;
  readonly marketFitter: MarketFitter;
  /** Replays paths; at home in any process. */
  readonly planRunner: PlanRunner;
  plansOf(viewer: Viewer): HouseholdPlanStore;
  planSimulationsOf(viewer: Viewer): PlanSimulationStore;
  marketHistoriesOf(viewer: Viewer): MarketHistoryStore;
}

/** What lives for one request, or for one event of a subscription. */
export interface PlanningContext extends BaseContext, Surroundings {
  readonly facts: HouseholdFactsSource;
  readonly news: SimulationNews;
  readonly goals: GoalStore;
  readonly simulations: SimulationStore;
  readonly planFacts: PlanFactsSource;
  readonly marketFitter: MarketFitter;
  readonly planRunner: PlanRunner;
  readonly plans: HouseholdPlanStore;
  readonly planSimulations: PlanSimulationStore;
  /** Households without a plan load as null. */
  readonly plansByHousehold: DataLoader<string, readonly HouseholdPlan[] | null>;
  readonly marketHistories: MarketHistoryStore;
  readonly goalById: DataLoader<string, Goal | null>;
  /** Empty households load as null. */
  readonly goalsByHousehold: DataLoader<string, readonly Goal[] | null>;
  readonly simulationById: DataLoader<string, Simulation | null>;
}

export function createPlanningContext(
  base: BaseContext,
  services: PlanningServices,
): PlanningContext {
  const goals = services.goalsOf(base.viewer);
  const simulations = services.simulationsOf(base.viewer);
  const plans = services.plansOf(base.viewer);
  return {
    ...base,
    facts: services.facts,
    news: services.news,
    today: () => services.today(),
    randomSeed: () => services.randomSeed(),
    goals,
    simulations,
    planFacts: services.planFacts,
    marketFitter: services.marketFitter,
    planRunner: services.planRunner,
    plans,
    planSimulations: services.planSimulationsOf(base.viewer),
    plansByHousehold: loaderOf((ids) => plans.ofHouseholds(ids)),
    marketHistories: services.marketHistoriesOf(base.viewer),
    goalById: loaderOf((ids) => goals.byIds(ids)),
    goalsByHousehold: loaderOf((ids) => goals.ofHouseholds(ids)),
    simulationById: loaderOf((ids) => simulations.byIds(ids)),
  };
}

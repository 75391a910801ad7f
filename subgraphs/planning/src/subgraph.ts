import type { SubgraphDefinition } from "@wealthgraph/chassis/subgraphProcess";
import {
  createPlanningContext,
  type PlanningContext,
  type PlanningServices,
} from "./graphql/context.js";
import { GoalFields } from "./graphql/Goal.js";
import { resolveGoal } from "./graphql/Goal.reference.js";
import { Household, HouseholdFields } from "./graphql/Household.js";
import { resolveHousehold } from "./graphql/Household.reference.js";
import { AddLifeEventMutation } from "./graphql/Mutation.addLifeEvent.js";
import { HouseholdPlanFields } from "./graphql/HouseholdPlan.js";
import { CancelSimulationMutation } from "./graphql/Mutation.cancelSimulation.js";
import { CreateGoalMutation } from "./graphql/Mutation.createGoal.js";
import { CreateScenarioMutation } from "./graphql/Mutation.createScenario.js";
import { MarketHistoryFields } from "./graphql/MarketHistory.js";
import { ImportMarketHistoryMutation } from "./graphql/Mutation.importMarketHistory.js";
import { RemoveGoalMutation } from "./graphql/Mutation.removeGoal.js";
import { RemoveLifeEventMutation } from "./graphql/Mutation.removeLifeEvent.js";
import { RemoveScenarioMutation } from "./graphql/Mutation.removeScenario.js";
import { SavePlanMutation } from "./graphql/Mutation.savePlan.js";
import { CancelPlanSimulationMutation } from "./graphql/Mutation.cancelPlanSimulation.js";
import { StartPlanSimulationMutation } from "./graphql/Mutation.startPlanSimulation.js";
import { PlanSimulationQuery } from "./graphql/Query.planSimulation.js";
import { ComparePlanSimulationsQuery } from "./graphql/Query.comparePlanSimulations.js";
import { PlanSimulationProgressSubscription } from "./graphql/Subscription.planSimulationProgress.js";
import { PlanSimulationFields } from "./graphql/PlanSimulation.js";
import { PathYearFields } from "./graphql/ReplayedPath.js";
import { StartSimulationMutation } from "./graphql/Mutation.startSimulation.js";
import { UpdateGoalMutation } from "./graphql/Mutation.updateGoal.js";
import { UpdatePlanMutation } from "./graphql/Mutation.updatePlan.js";
import { PlanLifeEventFields } from "./graphql/PlanLifeEvent.js";
import { BacktestQuery } from "./graphql/Query.backtest.js";
import { CapitalMarketAssumptionsQuery } from "./graphql/Query.capitalMarketAssumptions.js";
import { EfficientFrontierQuery } from "./graphql/Query.efficientFrontier.js";
import { LifeEventTemplatesQuery } from "./graphql/Query.lifeEventTemplates.js";
import { PortfolioConstructionQuery } from "./graphql/Query.portfolioConstruction.js";
import { SimulationQuery } from "./graphql/Query.simulation.js";
import { SimulationFields } from "./graphql/Simulation.js";
import { resolveSimulation } from "./graphql/Simulation.reference.js";
import { SimulatedGoalFields } from "./graphql/SimulatedGoal.js";
import { SimulationCapitalMarketFields } from "./graphql/SimulationCapitalMarket.js";
import { SimulationInputsFields } from "./graphql/SimulationInputs.js";
import { SimulationResultFields } from "./graphql/SimulationResult.js";
import { SimulationProgressSubscription } from "./graphql/Subscription.simulationProgress.js";
import { Migration001CreatePlanning } from "./persistence/migrations/Migration001CreatePlanning.js";
import { Migration20261120HouseholdPlan } from "./persistence/migrations/Migration20261120HouseholdPlan.js";
import { PLAN_SIMULATION_QUEUE } from "./persistence/planSimulationQueue.js";
import { Migration20261120CapitalMarkets } from "./persistence/migrations/Migration20261120CapitalMarkets.js";
import { SIMULATION_QUEUE } from "./persistence/simulationQueue.js";

/** The planning subgraph without the world it runs in. */
export const subgraph: SubgraphDefinition<PlanningContext, PlanningServices> = {
  name: "planning",
  schema: "planning",
  resolvers: [
    AddLifeEventMutation,
    BacktestQuery,
    CancelPlanSimulationMutation,
    CancelSimulationMutation,
    CapitalMarketAssumptionsQuery,
    ComparePlanSimulationsQuery,
    CreateGoalMutation,
    CreateScenarioMutation,
    EfficientFrontierQuery,
    GoalFields,
    HouseholdFields,
    HouseholdPlanFields,
    LifeEventTemplatesQuery,
    PathYearFields,
    PlanLifeEventFields,
    PlanSimulationFields,
    PlanSimulationProgressSubscription,
    PlanSimulationQuery,
    ImportMarketHistoryMutation,
    MarketHistoryFields,
    PortfolioConstructionQuery,
    RemoveGoalMutation,
    RemoveLifeEventMutation,
    RemoveScenarioMutation,
    SavePlanMutation,
    SimulatedGoalFields,
    SimulationCapitalMarketFields,
    SimulationFields,
    SimulationInputsFields,
    SimulationProgressSubscription,
    SimulationQuery,
    SimulationResultFields,
    StartPlanSimulationMutation,
    StartSimulationMutation,
    UpdateGoalMutation,
    UpdatePlanMutation,
  ],
  orphanedTypes: [Household],
  references: {
    Goal: resolveGoal,
    Household: resolveHousehold,
    Simulation: resolveSimulation,
  },
  migrations: [
    Migration001CreatePlanning,
    Migration20261120HouseholdPlan,
    Migration20261120CapitalMarkets,
  ],
  queues: [PLAN_SIMULATION_QUEUE, SIMULATION_QUEUE],
  publishesEvents: true,
  createContext: createPlanningContext,
};

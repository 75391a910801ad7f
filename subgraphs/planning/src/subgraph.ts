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
import { CancelSimulationMutation } from "./graphql/Mutation.cancelSimulation.js";
import { CreateGoalMutation } from "./graphql/Mutation.createGoal.js";
import { RemoveGoalMutation } from "./graphql/Mutation.removeGoal.js";
import { StartSimulationMutation } from "./graphql/Mutation.startSimulation.js";
import { UpdateGoalMutation } from "./graphql/Mutation.updateGoal.js";
import { CapitalMarketAssumptionsQuery } from "./graphql/Query.capitalMarketAssumptions.js";
import { SimulationQuery } from "./graphql/Query.simulation.js";
import { SimulationFields } from "./graphql/Simulation.js";
import { resolveSimulation } from "./graphql/Simulation.reference.js";
import { SimulatedGoalFields } from "./graphql/SimulatedGoal.js";
import { SimulationInputsFields } from "./graphql/SimulationInputs.js";
import { SimulationResultFields } from "./graphql/SimulationResult.js";
import { SimulationProgressSubscription } from "./graphql/Subscription.simulationProgress.js";
import { Migration001CreatePlanning } from "./persistence/migrations/Migration001CreatePlanning.js";
import { SIMULATION_QUEUE } from "./persistence/simulationQueue.js";

/** The planning subgraph without the world it runs in. */
export const subgraph: SubgraphDefinition<PlanningContext, PlanningServices> = {
  name: "planning",
  schema: "planning",
  resolvers: [
    CancelSimulationMutation,
    CapitalMarketAssumptionsQuery,
    CreateGoalMutation,
    GoalFields,
    HouseholdFields,
    RemoveGoalMutation,
    SimulatedGoalFields,
    SimulationFields,
    SimulationInputsFields,
    SimulationProgressSubscription,
    SimulationQuery,
    SimulationResultFields,
    StartSimulationMutation,
    UpdateGoalMutation,
  ],
  orphanedTypes: [Household],
  references: {
    Goal: resolveGoal,
    Household: resolveHousehold,
    Simulation: resolveSimulation,
  },
  migrations: [Migration001CreatePlanning],
  queues: [SIMULATION_QUEUE],
  publishesEvents: true,
  createContext: createPlanningContext,
};

import type { QueueDefinition } from "@wealthgraph/chassis/jobs";

export const PLAN_RETRY_LIMIT = 3;

/** One job runs one plan simulation; what it has stored is not computed again by the next attempt. */
export const PLAN_SIMULATION_QUEUE: QueueDefinition = {
  name: "plan-simulation.run",
  retryLimit: PLAN_RETRY_LIMIT,
  expireInSeconds: 600,
  heartbeatSeconds: 10,
};

export interface PlanSimulationJob {
  readonly simulationId: string;
  readonly householdId: string;
}

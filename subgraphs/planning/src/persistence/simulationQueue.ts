import type { QueueDefinition } from "@wealthgraph/chassis/jobs";

export const RETRY_LIMIT = 3;

/** One job runs one simulation. The longest allowed run takes some minutes on two cores. */
export const SIMULATION_QUEUE: QueueDefinition = {
  name: "simulation.run",
  retryLimit: RETRY_LIMIT,
  expireInSeconds: 900,
  heartbeatSeconds: 10,
};

export interface SimulationJob {
  readonly simulationId: string;
  readonly householdId: string;
}

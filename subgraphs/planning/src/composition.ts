import { randomBytes } from "node:crypto";
import type { HouseholdScope } from "@wealthgraph/chassis/database";
import type { JobHandler } from "@wealthgraph/chassis/jobs";
import type { Composition, World } from "@wealthgraph/chassis/subgraphProcess";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { BusSimulationNews } from "./adapters/BusSimulationNews.js";
import { RouterPlanFacts } from "./adapters/RouterPlanFacts.js";
import { RouterHouseholdFacts } from "./adapters/RouterHouseholdFacts.js";
import type { PlanningServices } from "./graphql/context.js";
import type { SimulationRunner } from "./operations/ports.js";
import type { PlanRunner } from "./operations/planSimulationPorts.js";
import { runPlanSimulation } from "./operations/runPlanSimulation.js";
import { runSimulation } from "./operations/runSimulation.js";
import { PostgresGoalStore } from "./persistence/PostgresGoalStore.js";
import { PostgresHouseholdPlanStore } from "./persistence/PostgresHouseholdPlanStore.js";
import { PostgresPlanProgressStore } from "./persistence/PostgresPlanProgressStore.js";
import { PostgresPlanSimulationStore } from "./persistence/PostgresPlanSimulationStore.js";
import {
  PLAN_RETRY_LIMIT,
  PLAN_SIMULATION_QUEUE,
  type PlanSimulationJob,
} from "./persistence/planSimulationQueue.js";
import { PostgresMarketHistoryStore } from "./persistence/PostgresMarketHistoryStore.js";
import { PostgresSimulationProgressStore } from "./persistence/PostgresSimulationProgressStore.js";
import { PostgresSimulationStore } from "./persistence/PostgresSimulationStore.js";
import {
  RETRY_LIMIT,
  SIMULATION_QUEUE,
  type SimulationJob,
} from "./persistence/simulationQueue.js";
import { ThreadMarketFitter } from "./workers/ThreadMarketFitter.js";

/** Simulations that share the threads of one process at once. */
const CONCURRENCY = 4;

/** A scope that can be read any number of times: a store opens many transactions. */
function scopeOf(viewer: Viewer): HouseholdScope {
  return { householdIds: [...viewer.households.keys()], userId: viewer.userId };
}

/** What the subgraph is made of; main.ts and the tests give it the world. */
export function compose(
  world: Pick<World, "database" | "bus" | "jobs" | "graph">,
  runner: SimulationRunner,
  planRunner: PlanRunner,
): Composition<PlanningServices> & { readonly handlers: readonly JobHandler[] } {
  const { database, bus, jobs, graph } = world;
  const news = new BusSimulationNews(bus);
  const fitter = new ThreadMarketFitter();
  const run: JobHandler<SimulationJob> = {
    queue: SIMULATION_QUEUE.name,
    concurrency: CONCURRENCY,
    handle: ({ simulationId, householdId }, { signal, retryCount }) => {
      const scope = { householdIds: [householdId] };
      const progress = new PostgresSimulationProgressStore(database, scope);
      const attempt = { signal, isLast: retryCount >= RETRY_LIMIT };
      return runSimulation({ runner, fitter, progress, news }, simulationId, attempt);
    },
  };
  const runPlan: JobHandler<PlanSimulationJob> = {
    queue: PLAN_SIMULATION_QUEUE.name,
    concurrency: CONCURRENCY,
    handle: ({ simulationId, householdId }, { signal, retryCount }) => {
      const progress = new PostgresPlanProgressStore(database, { householdIds: [householdId] });
      const attempt = { signal, isLast: retryCount >= PLAN_RETRY_LIMIT };
      return runPlanSimulation(
        { runner: planRunner, fitter, progress, news },
        simulationId,
        attempt,
      );
    },
  };
  return {
    services: {
      planRunner,
      marketFitter: fitter,
      planFacts: new RouterPlanFacts(graph),
      planSimulationsOf: (viewer) =>
        new PostgresPlanSimulationStore(database, scopeOf(viewer), jobs),
      news,
      facts: new RouterHouseholdFacts(graph),
      goalsOf: (viewer) => new PostgresGoalStore(database, scopeOf(viewer)),
      plansOf: (viewer) => new PostgresHouseholdPlanStore(database, scopeOf(viewer)),
      marketHistoriesOf: (viewer) => new PostgresMarketHistoryStore(database, scopeOf(viewer)),
      simulationsOf: (viewer) => new PostgresSimulationStore(database, scopeOf(viewer), jobs),
      today: () => dateOfInstant(new Date(), "America/New_York"),
      randomSeed: () => randomBytes(8).readBigUInt64LE().toString(),
    },
    // the queue holds what PostgresSimulationStore put there
    handlers: [run as JobHandler, runPlan as JobHandler],
  };
}

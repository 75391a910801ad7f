import { scopeOf } from "@wealthgraph/chassis/database";
import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { GraphPriceHistories } from "./adapters/GraphPriceHistories.js";
import { RouterHouseholdHoldings } from "./adapters/RouterHouseholdHoldings.js";
import { PostgresSubstituteVetoStore } from "./persistence/PostgresSubstituteVetoStore.js";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import { reportFilesOf } from "./reportFiles.js";
import { subgraph } from "./subgraph.js";
import { KeptPlans } from "./workers/KeptPlans.js";
import { PlanThreads } from "./workers/PlanThreads.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: ({ database, graph, jobs, settings }) => {
    const threads = new PlanThreads();
    const plans = new KeptPlans(threads);
    const files = reportFilesOf({
      database,
      jobs,
      graph,
      secret: settings.SERVICE_SECRET,
      clock: () => new Date(),
    });
    return Promise.resolve({
      ...files,
      services: {
        profilesOf: (viewer) => new PostgresTaxProfileStore(database, scopeOf(viewer)),
        vetoesOf: (viewer) => new PostgresSubstituteVetoStore(database, scopeOf(viewer)),
        harvest: {
          today: () => dateOfInstant(new Date(), "America/New_York"),
          histories: new GraphPriceHistories(graph),
        },
        plans,
        holdings: new RouterHouseholdHoldings(graph),
      },
      close: () => threads.close(),
    });
  },
});

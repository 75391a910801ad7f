import { scopeOf } from "@wealthgraph/chassis/database";
import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import { subgraph } from "./subgraph.js";
import { PlanThreads } from "./workers/PlanThreads.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: ({ database }) => {
    const plans = new PlanThreads();
    return Promise.resolve({
      services: {
        profilesOf: (viewer) => new PostgresTaxProfileStore(database, scopeOf(viewer)),
        plans,
      },
      close: () => plans.close(),
    });
  },
});

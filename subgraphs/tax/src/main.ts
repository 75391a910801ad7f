import { scopeOf } from "@wealthgraph/chassis/database";
import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import { subgraph } from "./subgraph.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: ({ database }) =>
    Promise.resolve({
      services: { profilesOf: (viewer) => new PostgresTaxProfileStore(database, scopeOf(viewer)) },
    }),
});

import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { compose } from "./composition.js";
import { subgraph } from "./subgraph.js";
import { compileKernel } from "./workers/kernelModule.js";
import { SimulationPool } from "./workers/SimulationPool.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: async (world) => {
    const threads = world.settings.ROLE === "api" ? 0 : undefined;
    const pool = new SimulationPool(await compileKernel(), threads);
    return { ...compose(world, pool), close: () => pool.close() };
  },
});

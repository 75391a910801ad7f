import { startSubgraph } from "@wealthgraph/chassis/subgraphProcess";
import { compose } from "./composition.js";
import { subgraph } from "./subgraph.js";
import { compileKernel } from "./workers/kernelModule.js";
import { HouseholdPool } from "./workers/HouseholdPool.js";
import { SimulationPool } from "./workers/SimulationPool.js";

await startSubgraph({
  definition: subgraph,
  settings: {},
  compose: async (world) => {
    const threads = world.settings.ROLE === "api" ? 0 : undefined;
    const kernel = await compileKernel();
    const pool = new SimulationPool(kernel, threads);
    // a process that only serves replays single paths
    const households = new HouseholdPool(kernel, threads === 0 ? 1 : undefined);
    const close = async (): Promise<void> => {
      await Promise.all([pool.close(), households.close()]);
    };
    return { ...compose(world, pool, households), close };
  },
});

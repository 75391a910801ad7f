// Budget: 10,000 paths x 360 months x 6 assets in at most 1 s on two cores.
// Run after the build: node dist/workers/SimulationPool.bench.js
import { availableParallelism, cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { ASSET_CLASSES } from "../domain/assetClass.js";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { planOf } from "../domain/simulationPlan.js";
import { compileKernel } from "./kernelModule.js";
import { SimulationPool } from "./SimulationPool.js";

const plan = planOf({
  seed: "1",
  paths: 10_000,
  horizonMonths: 360,
  startBalance: 1_000_000,
  monthlyContribution: 0,
  contributionMonths: 0,
  monthlyWithdrawal: 4_000,
  withdrawalStartsMonth: 1,
  allocation: ASSET_CLASSES.slice(0, 6).map((assetClass) => ({ assetClass, weight: 1 / 6 })),
  assumptions: ASSUMPTIONS_2026,
  goals: [],
});

interface Timing {
  /** Percentiles included. */
  readonly seconds: number;
  /** Of all threads together: what is left of the figure when the machine has other work. */
  readonly processorSeconds: number;
}

async function timeRun(pool: SimulationPool): Promise<Timing> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for await (const _ of pool.run(plan, new AbortController().signal));
  const { user, system } = process.cpuUsage(before);
  return {
    seconds: (performance.now() - startedAt) / 1_000,
    processorSeconds: (user + system) / 1e6,
  };
}

const median = (values: number[]): string =>
  (values.sort((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(3);

const kernel = await compileKernel();
for (const threads of [1, 2]) {
  const pool = new SimulationPool(kernel, threads);
  const runs: Timing[] = [];
  for (let i = 0; i < 11; i++) runs.push(await timeRun(pool));
  await pool.close();
  const [first, ...kept] = runs;
  const seconds = median(kept.map((run) => run.seconds));
  const processorSeconds = median(kept.map((run) => run.processorSeconds));
  process.stdout.write(
    `simulation 10,000 x 360 x 6, ${threads} thread(s): median ${seconds} s, ${processorSeconds} s of processor time, of ${kept.length}; first ${first?.seconds.toFixed(3)} s (${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"})\n`,
  );
}

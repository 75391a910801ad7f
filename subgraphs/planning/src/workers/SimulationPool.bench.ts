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

/** Seconds of one run, percentiles included. */
async function timeRun(pool: SimulationPool): Promise<number> {
  const startedAt = performance.now();
  for await (const _ of pool.run(plan, new AbortController().signal));
  return (performance.now() - startedAt) / 1_000;
}

const kernel = await compileKernel();
for (const threads of [1, 2]) {
  const pool = new SimulationPool(kernel, threads);
  const seconds: number[] = [];
  for (let i = 0; i < 11; i++) seconds.push(await timeRun(pool));
  await pool.close();
  const [first = 0, ...kept] = seconds;
  const median = kept.sort((a, b) => a - b)[kept.length >> 1] ?? 0;
  process.stdout.write(
    `simulation 10,000 x 360 x 6, ${threads} thread(s): median ${median.toFixed(3)} s of ${kept.length}, first ${first.toFixed(3)} s (${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"})\n`,
  );
}

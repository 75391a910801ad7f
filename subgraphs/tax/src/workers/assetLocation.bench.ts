import { assetLocation } from "../domain/location/assetLocation.js";
import { tenAccounts } from "../domain/location/assetLocation.fixture.js";
import { openHighsSolver } from "./highsSolver.js";

/**
 * Budget: ten accounts and seven assets in 50 ms, warm, heuristics and replays included.
 * Run: `node dist/workers/assetLocation.bench.js` after a build.
 */
const solve = await openHighsSolver();
const input = tenAccounts();
const runs: { readonly ms: number; readonly cpuMs: number }[] = [];
for (let i = 0; i < 30; i += 1) {
  const began = process.cpuUsage();
  const startedAt = performance.now();
  assetLocation(input, solve);
  const { user, system } = process.cpuUsage(began);
  runs.push({ ms: performance.now() - startedAt, cpuMs: (user + system) / 1000 });
}
const { best, steps, solver, outcomes } = assetLocation(input, solve);
const median = (values: readonly number[]): string =>
  (values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0).toFixed(1);
const warm = runs.slice(5);
console.log(
  `asset location 10 x 7: first ${runs[0]?.ms.toFixed(0)} ms, warm median ${median(warm.map((r) => r.ms))} ms, ${median(warm.map((r) => r.cpuMs))} ms of CPU; ${best} in ${steps.length} steps, ${solver.programmes} programmes, the last ${solver.error.toFixed(0)} USD off`,
);
for (const o of outcomes) {
  console.log(
    `  ${o.strategy}: ${o.advantage.toFixed(0)} USD over AS_IS, ${o.taxNow.toFixed(0)} of tax now, ${o.taxPerYear.toFixed(0)} a year, ${o.keepsWeights ? "keeps" : "misses"} the weights`,
  );
}

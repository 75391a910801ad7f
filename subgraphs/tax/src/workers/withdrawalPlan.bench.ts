import { longRetirement } from "../domain/withdrawals/withdrawalPlan.fixture.js";
import { withdrawalPlan } from "../domain/withdrawals/withdrawalPlan.js";
import { openHighsSolver } from "./highsSolver.js";

/**
 * Budget: a withdrawal plan of thirty years in 3 s of CPU, programmes and every replay included.
 * Run: `node dist/workers/withdrawalPlan.bench.js` after a build.
 */
const solve = await openHighsSolver();
for (const years of [10, 30]) {
  const began = process.cpuUsage();
  const startedAt = performance.now();
  const { best, advantage, solver, outcomes } = withdrawalPlan(longRetirement(years), solve);
  const { user, system } = process.cpuUsage(began);
  console.log(
    `withdrawals of ${years} years: ${Math.round((user + system) / 1000)} ms of CPU, ${Math.round(performance.now() - startedAt)} ms; ${best}, ${advantage.toFixed(0)} USD over the conventional order; solver ${solver.status}, gap ${((solver.gap ?? Number.NaN) * 100).toFixed(3)} %, ${solver.error?.toFixed(0) ?? "none"} USD off`,
  );
  for (const o of outcomes) {
    console.log(
      `  ${o.strategy}: ${o.finalAfterTax.toFixed(0)} left after tax, ${o.totalTax.toFixed(0)} of tax, ${o.totalShortfall.toFixed(0)} short`,
    );
  }
}

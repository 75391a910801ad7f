import { openHighsSolver } from "./highsSolver.js";
import { conversionPlan } from "../domain/conversions/conversionPlan.js";
import { retirees } from "../domain/conversions/conversionPlan.fixture.js";

/**
 * Budget: a plan of thirty years in 3 s of CPU, with its bound and every replay included.
 * Run: `node dist/workers/conversionPlan.bench.js` after a build.
 */
const solve = await openHighsSolver();
for (const state of [null, "CA"]) {
  for (const years of [10, 30]) {
    const began = process.cpuUsage();
    const startedAt = performance.now();
    const { search, best } = conversionPlan(retirees({ years, state }), { solve });
    const { user, system } = process.cpuUsage(began);
    console.log(
      `${years} years, ${state ?? "federal"}: ${Math.round((user + system) / 1000)} ms of CPU, ${Math.round(performance.now() - startedAt)} ms; ${best}, ${search.gainOverNamed.toFixed(0)} USD over the best named strategy, from ${search.startedFrom} at ${search.programmeWealth.toFixed(0)}; solver ${search.solverStatus}, gap ${search.gap?.times(100).toFixed(4) ?? "none"} %, programme ${search.programmeError?.toFixed(0) ?? "none"} USD off`,
    );
  }
}

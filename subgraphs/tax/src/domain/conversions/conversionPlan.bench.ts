import { conversionPlanSteps } from "./conversionPlan.js";
import { retirees } from "./conversionPlan.fixture.js";

/**
 * Budget: a plan of thirty years in 3 s of CPU, replay included, in steps of at most 100 ms.
 * Run: `node dist/domain/conversions/conversionPlan.bench.js` after a build.
 */
for (const state of [null, "CA"]) {
  for (const years of [10, 30]) {
    const began = process.cpuUsage();
    const steps = conversionPlanSteps(retirees({ years, state }));
    let count = 0;
    let longest = 0;
    for (;;) {
      const before = process.cpuUsage();
      const step = steps.next();
      const { user, system } = process.cpuUsage(before);
      longest = Math.max(longest, (user + system) / 1000);
      count += 1;
      if (step.done) {
        const all = process.cpuUsage(began);
        const { search, best } = step.value;
        console.log(
          `${years} years, ${state ?? "federal"}: ${Math.round((all.user + all.system) / 1000)} ms of CPU in ${count} steps, the longest ${Math.round(longest)} ms; ${best}, ${search.gainOverNamed.toFixed(0)} USD over the best named strategy, from ${search.startedFrom} at ${search.programmeWealth.toFixed(0)}`,
        );
        break;
      }
    }
  }
}

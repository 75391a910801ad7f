import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { saver, still } from "../domain/conversions/conversionPlan.fixture.js";
import type { PlanRunner } from "../operations/planRunner.js";
import { KeptPlans } from "./KeptPlans.js";

const plan = still({ savers: [saver("1966-05-01", 100_000)] });
const other = still({ savers: [saver("1966-05-01", 100_001)] });

/** Answers when told; counts what it was asked. */
function manual() {
  const runs: { settle: (value: unknown) => void; fail: (reason: unknown) => void }[] = [];
  const runner: PlanRunner = {
    run: (_, __, options) =>
      new Promise((resolve, reject) => {
        options?.onProgress?.(0.4);
        // the test answers with a word in place of a plan
        runs.push({ settle: resolve as (value: unknown) => void, fail: reject });
      }),
  };
  return { runs, runner };
}

const running = { code: "PLAN_RUNNING", facts: { task: "conversionPlan", progressPercent: 40 } };

describe("KeptPlans", () => {
  it("says how far a long plan is, and gives its answer to who asks the same again", async () => {
    const { runs, runner } = manual();
    const plans = new KeptPlans(runner, { patienceMs: 20 });
    await expect(plans.run("conversionPlan", plan)).rejects.toMatchObject(running);
    await expect(plans.run("conversionPlan", plan)).rejects.toMatchObject(running);
    runs[0]?.settle("answer");
    expect(await plans.run("conversionPlan", { ...plan })).toBe("answer");
    expect(runs).toHaveLength(1);
  });

  it("takes another input for another plan", async () => {
    const { runs, runner } = manual();
    const plans = new KeptPlans(runner, { patienceMs: 5 });
    await expect(plans.run("conversionPlan", plan)).rejects.toMatchObject(running);
    await expect(plans.run("conversionPlan", other)).rejects.toMatchObject(running);
    expect(runs).toHaveLength(2);
  });

  it("tells a refusal to who waits and to who comes back at once, and then tries again", async () => {
    const { runs, runner } = manual();
    const plans = new KeptPlans(runner, { patienceMs: 50 });
    const asked = plans.run("conversionPlan", plan);
    runs[0]?.fail(new Refusal("BAD_INPUT", "no"));
    await expect(asked).rejects.toMatchObject({ code: "BAD_INPUT" });
    await expect(plans.run("conversionPlan", plan)).rejects.toMatchObject({ code: "BAD_INPUT" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(plans.run("conversionPlan", plan)).rejects.toMatchObject(running);
    expect(runs).toHaveLength(2);
  });

  it("forgets what was asked for longest ago", async () => {
    const { runs, runner } = manual();
    const plans = new KeptPlans(runner, { patienceMs: 5, plansMax: 1 });
    for (const input of [plan, other, plan]) {
      await expect(plans.run("conversionPlan", input)).rejects.toMatchObject(running);
    }
    expect(runs).toHaveLength(3);
  });
});

import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { conversionPlan } from "../domain/conversions/conversionPlan.js";
import { saver, still } from "../domain/conversions/conversionPlan.fixture.js";
import { openHighsSolver } from "./highsSolver.js";
import { packed, unpacked } from "./packed.js";
import { startPlanThreadFromSource } from "./planThread.fixture.js";
import { PlanThreads, type PlanThreadsOptions } from "./PlanThreads.js";

const open: PlanThreads[] = [];
afterEach(() => Promise.all(open.splice(0).map((threads) => threads.close())));

function threadsOf(options: PlanThreadsOptions): PlanThreads {
  const threads = new PlanThreads(options);
  open.push(threads);
  return threads;
}

/** A thread that hangs for 2026, dies for 2027, and otherwise answers with the year, after a report. */
function scripted(): Worker {
  const script = `
    const { parentPort } = require("node:worker_threads");
    parentPort.on("message", ({ id, input }) => {
      const { year } = input.years[0];
      if (year === 2026) for (;;);
      if (year === 2027) process.exit(1);
      parentPort.postMessage({ id, kind: "progress", share: 0.5 });
      parentPort.postMessage({ id, kind: "answer", value: year });
    });`;
  return new Worker(script, { eval: true });
}

const plan = still({ savers: [saver("1966-05-01", 100_000)] });
const planFrom = (year: number) => ({
  ...plan,
  years: plan.years.map((of, i) => ({ ...of, year: year + i })),
});
const hangs = planFrom(2026);
const dies = planFrom(2027);
const answers = planFrom(2028);

describe("PlanThreads", () => {
  it("gives the plan that this thread computes, to the last digit", async () => {
    const threads = threadsOf({ threads: 1, startWorker: startPlanThreadFromSource });
    const solve = await openHighsSolver();
    const expected = conversionPlan(plan, { solve });
    expect(await threads.run("conversionPlan", plan)).toEqual(expected);
  });

  it("refuses what the plan refuses, with its facts", async () => {
    const threads = threadsOf({ threads: 1, startWorker: startPlanThreadFromSource });
    const late = { ...plan, years: plan.years.map((of) => ({ ...of, year: of.year + 60 })) };
    await expect(threads.run("conversionPlan", late)).rejects.toMatchObject({
      name: "Refusal",
      code: "TAX_YEAR_UNKNOWN",
      facts: { yearLast: 2064 },
    });
  });

  it("ends a plan that hangs, says so, and serves the next one", async () => {
    const threads = threadsOf({ threads: 1, limitMs: 200, startWorker: scripted });
    const [hung, next] = [
      threads.run("conversionPlan", hangs),
      threads.run("conversionPlan", answers),
    ];
    await expect(hung).rejects.toMatchObject({
      code: "PLAN_TIMED_OUT",
      facts: { task: "conversionPlan", limitMs: 200 },
    });
    expect(await next).toBe(2028);
  });

  it("replaces a thread that dies and fails its plan only", async () => {
    const threads = threadsOf({ threads: 1, startWorker: scripted });
    const [dead, next] = [
      threads.run("conversionPlan", dies),
      threads.run("conversionPlan", answers),
    ];
    await expect(dead).rejects.toMatchObject({ name: "Failure", code: "PLAN_THREADS_FAILED" });
    expect(await next).toBe(2028);
  });

  it("stops a running plan and a waiting one when told", async () => {
    const threads = threadsOf({ threads: 1, startWorker: scripted });
    const [stopRunning, stopWaiting] = [new AbortController(), new AbortController()];
    const running = threads.run("conversionPlan", hangs, { signal: stopRunning.signal });
    const waiting = threads.run("conversionPlan", hangs, { signal: stopWaiting.signal });
    stopWaiting.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
    stopRunning.abort();
    await expect(running).rejects.toThrow(/abort/i);
    expect(await threads.run("conversionPlan", answers)).toBe(2028);
  });

  it("turns away what would wait too long, and whoever comes after it closed", async () => {
    const threads = threadsOf({ threads: 1, waitingMax: 1, startWorker: scripted });
    const held = [1, 2].map(() => threads.run("conversionPlan", hangs).catch((e: unknown) => e));
    const busy = { name: "Failure", code: "PLAN_THREADS_BUSY" };
    await expect(threads.run("conversionPlan", answers)).rejects.toMatchObject(busy);
    await threads.close();
    for (const reason of await Promise.all(held)) expect(reason).toMatchObject(busy);
    await expect(threads.run("conversionPlan", answers)).rejects.toMatchObject(busy);
  });

  it("tells how far a plan is", async () => {
    const threads = threadsOf({ threads: 1, startWorker: scripted });
    const shares: number[] = [];
    await threads.run("conversionPlan", answers, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([0.5]);
  });
});

describe("packed", () => {
  it("carries exact decimals, dates, lists and nothing through a structured copy", () => {
    const value = {
      a: [new Decimal("0.1"), null],
      b: { c: "2026-01-31", d: new Decimal(3) },
      e: true,
    };
    const copy = unpacked(structuredClone(packed(value))) as typeof value;
    expect(copy).toEqual(value);
    expect(copy.b.d.plus("0.1").toString()).toBe("3.1");
  });
});

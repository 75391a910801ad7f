import { performance } from "node:perf_hooks";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { Failure } from "@wealthgraph/kernel/refusal";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import type { SimulationInputs } from "../domain/simulationInputs.js";
import { planOf, type SimulationPlan } from "../domain/simulationPlan.js";
import type { PathStatistics } from "../domain/simulationResult.js";
import { compileKernel } from "./kernelModule.js";
import { lifeOver, marketOf, TWO_REGIMES } from "./markets.fixture.js";
import { SimulationPool } from "./SimulationPool.js";
import { startThread } from "./startThread.js";

const planFor = (change: Partial<SimulationInputs> = {}): SimulationPlan =>
  planOf({
    seed: "42",
    paths: 3_001,
    horizonMonths: 240,
    startBalance: 400_000,
    monthlyContribution: 0,
    contributionMonths: 0,
    monthlyWithdrawal: 2_500,
    withdrawalStartsMonth: 1,
    allocation: [
      { assetClass: "US_EQUITY", weight: 0.6 },
      { assetClass: "BOND", weight: 0.4 },
    ],
    assumptions: ASSUMPTIONS_2026,
    goals: [{ id: "g", name: "Roof", amount: 60_000, month: 36, spends: true }],
    ...change,
  });

const LONG = planFor({ paths: 40_000, horizonMonths: 480 });
/** What the default plan has given since it was first run; it must not depend on the machine. */
const GOLDEN = {
  counts: { paths: 3_001, successes: 1_089, withdrawalsPaid: 1_089, goalsFunded: [3_001] },
  terminal: [
    0, 0, 0, 0, 0, 0, 93541.67422281459, 93639.63867373769, 516155.0917646652, 518247.5894203654,
  ],
};

const never = new AbortController().signal;

let kernel: WebAssembly.Module;
beforeAll(async () => {
  kernel = await compileKernel();
});

const open: SimulationPool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

function poolOf(threads: number, onStart?: (worker: Worker) => void): SimulationPool {
  const pool = new SimulationPool(kernel, threads, (module) => {
    const worker = startThread(module);
    onStart?.(worker);
    return worker;
  });
  open.push(pool);
  return pool;
}

async function collect(pool: SimulationPool, plan: SimulationPlan): Promise<PathStatistics[]> {
  const seen: PathStatistics[] = [];
  for await (const statistics of pool.run(plan, never)) seen.push(statistics);
  return seen;
}

const last = async (pool: SimulationPool, plan: SimulationPlan) =>
  (await collect(pool, plan)).at(-1);

describe("SimulationPool", () => {
  it("gives exactly the same statistics with one, two and three threads", async () => {
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((threads) => last(poolOf(threads), planFor())),
    );
    expect(one?.counts.paths).toBe(3_001);
    expect(one?.sampled).toBe(3_001);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
  });

  it("gives these statistics for this seed, on any machine", async () => {
    const statistics = await last(poolOf(2), planFor());
    expect(statistics?.counts).toEqual(GOLDEN.counts);
    expect(statistics?.orderStatistics.at(-1)).toEqual(GOLDEN.terminal);
  });

  it("counts a million paths the same with one, two and seven threads, to the last bit", async () => {
    const million = lifeOver(marketOf(TWO_REGIMES, { months: 24 }), 1_000_000);
    const plan = { ...million, withdrawals: million.withdrawals.map((w) => w * 2.55) };
    const found = [];
    for (const threads of [1, 2, 7]) {
      const pool = poolOf(threads);
      found.push(await last(pool, plan));
      await pool.close();
    }
    expect(found[0]?.counts.paths).toBe(1_000_000);
    expect(found[0]?.counts.successes).toBeGreaterThan(100_000);
    expect(found[0]?.counts.successes).toBeLessThan(900_000);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  }, 240_000);

  it("gives another answer for another seed", async () => {
    const pool = poolOf(2);
    const [a, b] = [await last(pool, planFor()), await last(pool, planFor({ seed: "43" }))];
    expect(a?.orderStatistics).not.toEqual(b?.orderStatistics);
  });

  it("gives simulations that run at once the answers they have alone", async () => {
    const pool = poolOf(2);
    const plans = [planFor(), planFor({ seed: "7", paths: 1_000 }), planFor({ horizonMonths: 60 })];
    const together = await Promise.all(plans.map((plan) => last(pool, plan)));
    for (const [i, plan] of plans.entries()) expect(await last(pool, plan)).toEqual(together[i]);
  });

  it("gives the same answer when a thread dies in the middle", async () => {
    const workers: Worker[] = [];
    const pool = poolOf(2, (worker) => workers.push(worker));
    let crashes = 0;
    let final: PathStatistics | undefined;
    for await (const statistics of pool.run(LONG, never)) {
      final = statistics;
      if (crashes++ === 0) await workers[0]?.terminate();
    }
    expect(crashes).toBeGreaterThan(1);
    expect(workers).toHaveLength(3);
    expect(final).toEqual(await last(poolOf(2), LONG));
  });

  it("fails when threads keep dying, and says so", async () => {
    const pool = poolOf(1, (worker) => worker.on("online", () => void worker.terminate()));
    await expect(last(pool, LONG)).rejects.toThrow(Failure);
  });

  it("reports rising progress at most ten times a second, and ends with all paths", async () => {
    const startedAt = performance.now();
    const seen = await collect(poolOf(2), LONG);
    const seconds = (performance.now() - startedAt) / 1_000;
    const paths = seen.map((statistics) => statistics.counts.paths);
    expect(paths).toEqual([...paths].sort((a, b) => a - b));
    expect(paths.at(-1)).toBe(40_000);
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
    for (const { counts, sampled } of seen.slice(0, -1)) {
      expect(sampled).toBe(Math.min(counts.paths, 4_000));
    }
  });

  it("takes a fifth of the processor time at most on the main thread", async () => {
    const pool = poolOf(2);
    await last(pool, planFor());
    const [whole, main] = [process.cpuUsage(), process.threadCpuUsage()];
    await last(pool, LONG);
    const total = ({ user, system }: NodeJS.CpuUsage) => user + system;
    expect(total(process.threadCpuUsage(main)) / total(process.cpuUsage(whole))).toBeLessThan(0.2);
  });

  it("stops when it is told to, and is free for the next", async () => {
    const pool = poolOf(2);
    const stop = new AbortController();
    const run = async (): Promise<void> => {
      for await (const _ of pool.run(LONG, stop.signal)) stop.abort();
    };
    await expect(run()).rejects.toThrow(/abort/i);
    expect((await last(pool, planFor()))?.counts).toEqual(GOLDEN.counts);
  });
});

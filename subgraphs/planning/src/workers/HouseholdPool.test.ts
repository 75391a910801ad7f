import { afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { compilePlan, type PlanWork } from "../domain/plan/compilePlan.js";
import { fanRows, putSlice, sharedOutcomes, yearsOf } from "../domain/plan/pathOutcomes.js";
import {
  account,
  ADA,
  BEN,
  expense,
  planDocument,
  planInputs,
  simpleTables,
} from "../domain/plan/plan.fixture.js";
import { annuityDue, DEFAULT_RULE } from "../domain/plan/spendingRule.js";
import { HouseholdPool } from "./HouseholdPool.js";
import { HouseholdDesk } from "./householdThread.js";
import { compileKernel } from "./kernelModule.js";

const PATHS = 1_024;

let kernel: WebAssembly.Module;
let open: HouseholdPool[] = [];

beforeAll(async () => {
  kernel = await compileKernel();
});
afterEach(async () => {
  await Promise.all(open.map((pool) => pool.close()));
  open = [];
});

const poolOf = (threads: number): HouseholdPool => {
  const pool = new HouseholdPool(kernel, threads);
  open.push(pool);
  return pool;
};

const couple = (change: Parameters<typeof planDocument>[0] = {}): PlanWork =>
  compilePlan(
    planInputs({
      document: planDocument({
        filingStatus: "MARRIED_FILING_JOINTLY",
        people: [ADA, BEN],
        fixedAgeYears: null,
        expenses: [expense({ monthlyAmount: 3_500 })],
        ...change,
      }),
      accounts: [account({ treatment: "TAX_DEFERRED", personId: "ada", value: 900_000 })],
      holdings: [
        { assetClass: "US_EQUITY", weight: 0.6 },
        { assetClass: "BOND", weight: 0.4 },
      ],
      taxTables: [
        ...[0, 1, 2].map((agedPersons) =>
          simpleTables({ filingStatus: "MARRIED_FILING_JOINTLY", agedPersons }),
        ),
        simpleTables(),
        simpleTables({ agedPersons: 1 }),
      ],
    }),
  );

async function runAll(pool: HouseholdPool, work: PlanWork, size: number) {
  const outcomes = sharedOutcomes(PATHS, yearsOf(work.plan));
  const slices = Array.from({ length: PATHS / size }, (_, i) => pool.slice(work, i * size, size));
  for (const slice of await Promise.all(slices)) putSlice(outcomes, slice);
  return outcomes;
}

describe("a pool of households", () => {
  it("gives the same paths to the last bit with 1, 2 and 7 threads, in slices of any size", async () => {
    const work = couple();
    const one = await runAll(poolOf(1), work, 256);
    for (const [threads, size] of [
      [2, 128],
      [7, 64],
    ] as const) {
      const many = await runAll(poolOf(threads), work, size);
      expect(Buffer.compare(Buffer.from(many.fan.buffer), Buffer.from(one.fan.buffer))).toBe(0);
      expect([...many.scalars]).toEqual([...one.scalars]);
    }
  });

  it("draws lives by the table: half of the couples outlive the median age of the last", async () => {
    const { scalars } = await runAll(poolOf(2), couple(), 256);
    const ends = [...scalars.subarray(8 * PATHS)].sort((a, b) => a - b);
    // Ada 65, Ben 63: the last of them lives about 25 years
    const median = (ends[PATHS / 2] ?? 0) / 12;
    expect(median).toBeGreaterThan(23);
    expect(median).toBeLessThan(28);
  });

  it("replays a path to the balances that the run had", async () => {
    const work = couple();
    const pool = poolOf(2);
    const outcomes = await runAll(pool, work, 256);
    const path = 617;
    const years = await pool.replay(work, path);
    const [tenth] = years.slice(9);
    const total = tenth?.balances.reduce((sum, value) => sum + value, 0) ?? 0;
    const nominalRow = yearsOf(work.plan) + 1 + 10;
    expect(outcomes.fan[nominalRow * PATHS + path]).toBe(Math.fround(total));
  });

  it("gives guardrails rates that fall with the length of the plan and with the chance asked", () => {
    const work = couple({ spendingRule: { ...DEFAULT_RULE, kind: "GUARDRAILS" } });
    const rows = new HouseholdDesk(kernel).sustainable(work, 30);
    const [target, low, high] = rows.map((row) => (n: number) => row[n] ?? Number.NaN);
    if (!target || !low || !high) throw new Error("three probabilities");
    expect(target(0)).toBe(1);
    for (let n = 1; n < 30; n++) {
      expect(target(n)).toBeLessThan(target(n - 1));
      expect(high(n)).toBeLessThan(target(n));
      expect(target(n)).toBeLessThan(low(n));
    }
    // between an annuity without return and one at 7 % real
    expect(target(29)).toBeGreaterThan(1 / 30);
    expect(target(29)).toBeLessThan(annuityDue(1, 0.07, 30));
  });

  it("refuses what is asked after it was closed", async () => {
    const pool = new HouseholdPool(kernel, 1);
    await pool.close();
    await expect(pool.slice(couple(), 0, 4)).rejects.toThrow("SIMULATION_THREADS_FAILED");
  });

  it("gives up an order on which threads keep dying, and serves the next", async () => {
    const pool = poolOf(2);
    const broken = { ...couple(), market: null as never };
    await expect(pool.slice(broken, 0, 4)).rejects.toThrow("SIMULATION_THREADS_FAILED");
    const work = couple();
    const slice = await pool.slice(work, 0, 4);
    expect(slice.fan).toHaveLength(4 * fanRows(yearsOf(work.plan)));
  });
});

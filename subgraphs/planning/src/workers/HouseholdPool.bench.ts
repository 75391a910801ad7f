// Budget: taxes in the path at most double the time of the same run without them.
// Run after the build: node dist/workers/HouseholdPool.bench.js
import { availableParallelism, cpus } from "node:os";
import { performance } from "node:perf_hooks";
import { date } from "@wealthgraph/kernel/calendarDate";
import { ASSUMPTIONS_2026 } from "../domain/capitalMarketAssumptions.js";
import { compilePlan, type PlanWork } from "../domain/plan/compilePlan.js";
import type { PlanDocument } from "../domain/plan/householdPlan.js";
import { type FrozenTaxTables, PLAN_ENGINE_VERSION } from "../domain/plan/planInputs.js";
import { DEFAULT_RULE } from "../domain/plan/spendingRule.js";
import { HouseholdPool } from "./HouseholdPool.js";
import { compileKernel } from "./kernelModule.js";

const PATHS = 10_240;
const SLICE = 256;

const person = (personId: string, born: string) => ({
  personId,
  name: personId,
  birthDate: date(born),
  sex: null,
  socialSecurity: { monthlyAmount: 2_000, claimAgeMonths: 67 * 12 },
});

/** A couple of 60, retired at 65, to 90: 360 months, six accounts, a glide path. */
const DOCUMENT: PlanDocument = {
  filingStatus: "MARRIED_FILING_JOINTLY",
  state: "XX",
  people: [person("a", "1966-01-01"), person("b", "1966-01-01")],
  fixedAgeYears: 90,
  incomes: [
    {
      name: "Job",
      kind: "WAGES",
      personId: "a",
      monthlyAmount: 9_000,
      isIndexed: true,
      growth: 0.01,
      from: null,
      until: date("2031-01-01"),
      survivorShare: 0,
    },
  ],
  expenses: (["ESSENTIAL", "DISCRETIONARY", "HEALTH"] as const).map((category) => ({
    name: category,
    category,
    personId: null,
    monthlyAmount: 2_000,
    growth: 0.005,
    from: null,
    until: null,
  })),
  debts: [],
  oneTimes: [],
  contributions: [],
  lifeEvents: [],
  withdrawalOrder: ["TAXABLE", "TAX_DEFERRED", "ROTH"],
  spendingRule: DEFAULT_RULE,
  spendingRuleFrom: null,
  survivorSpendingShare: 0.75,
  savesSurplus: true,
  glidePath: [
    {
      on: date("2026-01-01"),
      weights: [
        { assetClass: "US_EQUITY", weight: 0.6 },
        { assetClass: "BOND", weight: 0.4 },
      ],
    },
    {
      on: date("2046-01-01"),
      weights: [
        { assetClass: "US_EQUITY", weight: 0.4 },
        { assetClass: "BOND", weight: 0.6 },
      ],
    },
  ],
  rebalancing: { kind: "YEARLY", band: 0.05, costRate: 0.0005 },
};

/** Tables of the size that the tax subgraph gives: 70 breakpoints. */
function tables(
  filingStatus: FrozenTaxTables["filingStatus"],
  agedPersons: number,
): FrozenTaxTables {
  const incomes = Array.from({ length: 70 }, (_, i) => i * 14_500);
  const schedule = (kind: string, rate: number) => ({
    kind,
    incomes,
    taxes: incomes.map((x) => Math.max(0, x - 30_000) * rate + x * x * 1e-7),
  });
  return {
    year: 2029,
    filingStatus,
    agedPersons,
    indexation: 1.08,
    federal: [schedule("PENSION", 0.12), schedule("LONG_TERM_GAIN", 0.05)],
    stateSchedules: ["WAGES", "LONG_TERM_GAIN", "PENSION"].map((kind) => schedule(kind, 0.04)),
    thresholds: {
      socialSecurityBase: 32_000,
      socialSecurityAdjustedBase: 44_000,
      netInvestmentIncomeRate: 0.038,
      netInvestmentIncomeOver: 250_000,
      additionalMedicareRate: 0.009,
      additionalMedicareOver: 250_000,
      socialSecurityRate: 0.062,
      socialSecurityWageBase: 184_500,
      medicareRate: 0.0145,
      capitalLossLimit: 3_000,
    },
    maxError: 2,
    source: "bench",
  };
}

const treatments = ["TAXABLE", "TAX_DEFERRED", "ROTH", "TAX_DEFERRED", "HSA", "TAXABLE"] as const;

function work(isTaxed: boolean): PlanWork {
  const joint = [0, 1, 2].map((aged) => tables("MARRIED_FILING_JOINTLY", aged));
  const single = [0, 1].map((aged) => tables("SINGLE", aged));
  return compilePlan({
    asOf: date("2026-01-01"),
    seed: "1",
    paths: PATHS,
    engineVersion: PLAN_ENGINE_VERSION,
    planName: "bench",
    planVersion: 1,
    document: DOCUMENT,
    accounts: treatments.map((treatment, i) => ({
      id: String(i),
      name: treatment,
      treatment,
      personId: i % 2 === 0 ? "a" : "b",
      value: 250_000,
      basis: 150_000,
    })),
    holdings: [{ assetClass: "US_EQUITY", weight: 1 }],
    goals: [],
    assumptions: ASSUMPTIONS_2026,
    taxTables: isTaxed ? [...joint, ...single] : [],
    remarks: [],
  });
}

/** Seconds on the clock, and of the processor: what is left when the machine has other work. */
async function time(pool: HouseholdPool, job: PlanWork): Promise<readonly [number, number]> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const slices = Array.from({ length: PATHS / SLICE }, (_, i) => pool.slice(job, i * SLICE, SLICE));
  await Promise.all(slices);
  const { user, system } = process.cpuUsage(before);
  return [(performance.now() - startedAt) / 1_000, (user + system) / 1e6];
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;

const pool = new HouseholdPool(await compileKernel(), 2);
const found: { seconds: number; processor: number }[] = [];
for (const isTaxed of [false, true]) {
  const job = work(isTaxed);
  const runs: (readonly [number, number])[] = [];
  for (let i = 0; i < 6; i++) runs.push(await time(pool, job));
  const of = (i: 0 | 1): number => median(runs.slice(1).map((run) => run[i]));
  found.push({ seconds: of(0), processor: of(1) });
}
await pool.close();
const [plain, taxed] = found;
if (plain && taxed) {
  const text = ({ seconds, processor }: typeof plain): string =>
    `${seconds.toFixed(3)} s (${processor.toFixed(3)} s of processor time)`;
  process.stdout.write(
    `household ${PATHS} x 360 months, 6 accounts, 2 threads: ${text(plain)} without taxes, ${text(taxed)} with; ratio of processor time ${(taxed.processor / plain.processor).toFixed(2)} (${availableParallelism()} cores, ${cpus()[0]?.model ?? "unknown"})\n`,
  );
}

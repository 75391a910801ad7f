import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { query } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { JobQueue } from "@wealthgraph/chassis/jobs";
import { createLogger } from "@wealthgraph/chassis/logger";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
  viewerWith,
} from "@wealthgraph/chassis/testSubgraph";
import { BusSimulationNews } from "./adapters/BusSimulationNews.js";
import { compose } from "./composition.js";
import { LIFE_EVENTS } from "./domain/plan/lifeEventTemplates.js";
import type { PlanRunner } from "./operations/planSimulationPorts.js";
import { runPlanSimulation } from "./operations/runPlanSimulation.js";
import { PostgresPlanProgressStore } from "./persistence/PostgresPlanProgressStore.js";
import { PreparedGraph } from "./subgraph.fixture.js";
import { subgraph } from "./subgraph.js";
import { HouseholdPool } from "./workers/HouseholdPool.js";
import { ThreadMarketFitter } from "./workers/ThreadMarketFitter.js";
import { compileKernel } from "./workers/kernelModule.js";

const home = newId();
const scope = { householdIds: [home] };
const owner = viewerWith({ [home]: "OWNER" });
const reader = viewerWith({ [home]: "VIEWER" });
const other = viewerWith({ [newId()]: "OWNER" });
const bus = new MemoryBus();
const prepared = new PreparedGraph();

let db: TestDatabase;
let jobs: JobQueue;
let pool: HouseholdPool;
let graph: TestSubgraph;
let planId = "";

const NUMBERS = "p5 p25 p50 p75 p95";
const SIMULATION = `id planId status seed pathsTotal pathsDone planName engineVersion inputHash remarks
  failure { code } household { id } result {
    paths success { value low high method } allGoals { value } goals { name probability { value } }
    years real { ${NUMBERS} } nominal { ${NUMBERS} } spending { ${NUMBERS} }
    terminal { ${NUMBERS} mean standardError } maxDrawdown { p50 } taxPaid { p50 mean }
    valueAtRisk expectedShortfall shortfallProbability { value }
    shortfall { paths depth { p50 } months { p50 } firstYear { p50 } } worstPaths assumptions
  }`;
const START = `mutation($input: StartPlanSimulationInput!) { startPlanSimulation(input: $input) { ${SIMULATION} } }`;
const READ = `query($id: ID!) { planSimulation(id: $id) { ${SIMULATION} } }`;
const PROGRESS = `subscription($id: ID!) { planSimulationProgress(id: $id) { status pathsDone result { paths success { low high } } } }`;
const CANCEL = "mutation($id: ID!) { cancelPlanSimulation(id: $id) { status result { paths } } }";
const REPLAY = `query($id: ID!, $path: Int!) { planSimulation(id: $id) { path(number: $path) {
  path accounts years { year priceLevel livingPeople balances entries { line amount } } } } }`;
const COMPARE = `query($a: ID!, $b: ID!) { comparePlanSimulations(firstId: $a, secondId: $b) {
  first { id } success { value standardError unpairedStandardError } terminal { value standardError unpairedStandardError } } }`;
const SAVE = "mutation($input: SavePlanInput!) { savePlan(input: $input) { id version } }";
const SCENARIO =
  "mutation($input: CreateScenarioInput!) { createScenario(input: $input) { id version } }";
const UPDATE = "mutation($input: UpdatePlanInput!) { updatePlan(input: $input) { id } }";
const GOAL = `mutation($input: CreateGoalInput!) { createGoal(input: $input) { id } }`;
const PAGE = `query($id: ID!) { _entities(representations: [{ __typename: "Household", id: $id }]) {
  ... on Household { planSimulations(first: 2) { edges { node { id } } pageInfo { hasNextPage } } } } }`;

/** Two people, every kind of element and every life event. */
const DOCUMENT = {
  filingStatus: "MARRIED_FILING_JOINTLY",
  people: [
    {
      personId: "p1",
      name: "Ada",
      birthDate: "1975-03-10",
      sex: "FEMALE",
      socialSecurity: { monthlyAmount: 2_400, claimAgeMonths: 804 },
    },
    { personId: "p2", name: "Ben", birthDate: "1973-07-01", sex: "MALE" },
  ],
  incomes: [
    { name: "Job", kind: "WAGES", personId: "p1", monthlyAmount: 7_000, growth: 0.01 },
    { name: "Job", kind: "WAGES", personId: "p2", monthlyAmount: 5_000 },
    {
      name: "Pension",
      kind: "PENSION",
      personId: "p2",
      monthlyAmount: 900,
      isIndexed: false,
      from: "2041-01-01",
      survivorShare: 0.5,
    },
  ],
  expenses: [
    { name: "Living", category: "ESSENTIAL", monthlyAmount: 3_800 },
    { name: "Fun", category: "DISCRETIONARY", monthlyAmount: 800 },
  ],
  debts: [{ name: "Car", balance: 12_000, annualRate: 0.06, monthlyPayment: 400 }],
  oneTimes: [{ name: "Trip", kind: "DISCRETIONARY", amount: 9_000, on: "2035-06-01" }],
  contributions: [
    {
      name: "401(k)",
      personId: "p1",
      treatment: "TAX_DEFERRED",
      yearlyAmount: 12_000,
      isPreTax: true,
      employerYearlyAmount: 3_000,
    },
    { name: "Roth", personId: "p1", treatment: "ROTH", yearlyAmount: 6_000 },
  ],
  lifeEvents: LIFE_EVENTS.map((template, i) => ({
    template,
    on: `${2030 + 2 * i}-01-01`,
    personId: "p2",
  })),
};

const codes = (answer: TestAnswer) => answer.errors.map((error) => error.extensions["code"]);

const input = (change: object = {}) => ({ householdId: home, paths: 1_024, seed: "7", ...change });

async function start(change: object = {}, viewer = owner): Promise<TestAnswer["data"]> {
  const answer = await graph.ask(viewer, START, { input: input(change) });
  expect(answer.errors).toEqual([]);
  return answer.data.startPlanSimulation;
}

async function watch(id: string): Promise<TestAnswer["data"][]> {
  const seen: TestAnswer["data"][] = [];
  for await (const { data } of await graph.subscribe(owner, PROGRESS, { id })) {
    seen.push(data.planSimulationProgress);
  }
  return seen;
}

async function finished(change: object = {}): Promise<TestAnswer["data"]> {
  const { id } = await start(change);
  await watch(id);
  return (await graph.ask(owner, READ, { id })).data.planSimulation;
}

const events = async (type: string, id: string): Promise<Record<string, unknown>[]> => {
  // only the system role reads the outbox
  const rows = await db.database.asSystem((em) =>
    query<{ data: Record<string, unknown> }>(
      em,
      "select data from planning.outbox where type = $1 and data->>'simulationId' = $2",
      [type, id],
    ),
  );
  return rows.map((row) => row.data);
};

beforeAll(async () => {
  db = await createTestDatabase(subgraph);
  jobs = new JobQueue({ url: db.url, schema: "planning", log: createLogger("planning", "silent") });
  pool = new HouseholdPool(await compileKernel(), 2);
  const world = { database: db.database, bus, jobs, graph: prepared as never };
  const composition = compose(world, null as never, pool);
  graph = await openTestSubgraph(subgraph, composition.services);
  await jobs.start(composition.handlers);
});

afterAll(async () => {
  await jobs.stop();
  await pool.close();
  await bus.close();
  await db.close();
});

describe("a plan simulation", () => {
  it("is refused before there is a plan", async () => {
    expect(codes(await graph.ask(owner, START, { input: input() }))).toEqual(["PLAN_MISSING"]);
  });

  it("of a plan with all life events runs from the graph with live progress", async () => {
    const saved = await graph.ask(owner, SAVE, {
      input: { householdId: home, document: DOCUMENT },
    });
    expect(saved.errors).toEqual([]);
    planId = saved.data.savePlan.id;
    const goal = { householdId: home, targetAmount: { amount: "50000", currency: "USD" } };
    await graph.ask(owner, GOAL, {
      input: { ...goal, name: "Boat", kind: "OTHER", targetDate: "2040-01-01" },
    });
    await graph.ask(owner, GOAL, {
      input: { ...goal, name: "Nest egg", kind: "RETIREMENT", targetDate: "2038-01-01" },
    });
    const started = await start({ paths: 10_240 });
    expect(started).toMatchObject({ status: "QUEUED", pathsTotal: 10_240, planId, result: null });
    const seen = await watch(started.id);
    const done = seen.map((event) => event.pathsDone);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(done).size).toBeGreaterThan(3);
    const running = seen.filter((event) => event.status === "RUNNING" && event.result);
    expect(running.length).toBeGreaterThan(1);
    expect(running[0]?.result.success.high).toBeGreaterThan(running[0]?.result.success.low);
    expect(seen.at(-1)).toMatchObject({ status: "DONE", pathsDone: 10_240 });

    const { data } = await graph.ask(owner, READ, { id: started.id });
    const { result, ...rest } = data.planSimulation;
    expect(rest).toMatchObject({ status: "DONE", failure: null, seed: "7", planName: "Plan" });
    expect(rest.inputHash).toMatch(/^[0-9a-f]{64}$/);
    expect(result.paths).toBe(10_240);
    expect(result.goals.map((g: { name: string }) => g.name).sort()).toEqual(["Boat", "Nest egg"]);
    expect(result.allGoals.value).toBeLessThanOrEqual(result.goals[0].probability.value);
    expect(result.real.p50).toHaveLength(result.years.length);
    expect(result.real.p50[0]).toBe(1_000_000);
    expect(result.spending.p50).toHaveLength(result.years.length - 1);
    expect(result.nominal.p50[20]).toBeGreaterThan(result.real.p50[20]);
    expect(result.taxPaid.mean).toBeGreaterThan(100_000);
    expect(result.expectedShortfall).toBeGreaterThan(result.valueAtRisk);
    expect(result.shortfallProbability.value).toBe(
      result.shortfall ? result.shortfall.paths / 10_240 : 0,
    );
    expect(result.worstPaths).toHaveLength(10);
    expect(result.assumptions.join(" ")).toContain("SSA period life table");
  });

  it("tells that it is completed, and of a goal that today's wealth has reached, once", async () => {
    const { id } = await finished();
    expect(await events("simulation.completed", id)).toHaveLength(1);
    const all = await db.database.asSystem((em) =>
      query(em, "select 1 from planning.outbox where type = 'goal.completed'"),
    );
    expect(all).toHaveLength(1);
  });

  it("with the same inputs is the one that is there, not another run", async () => {
    const first = await finished();
    const again = await start();
    expect(again).toMatchObject({ id: first.id, status: "DONE" });
    const [a, b] = await Promise.all([start({ seed: "8" }), start({ seed: "8" })]);
    expect(a.id).toBe(b.id);
    expect(a.id).not.toBe(first.id);
    await watch(a.id);
    const untaxed = await finished({ includeTaxes: false });
    expect(untaxed.result.taxPaid.mean).toBe(0);
    expect(untaxed.result.terminal.mean).toBeGreaterThan(first.result.terminal.mean);
  });

  it("runs on fat tails and regimes with random inflation, replayed as it ran", async () => {
    const lognormal = await finished();
    for (const model of ["STUDENT_T", "REGIME_SWITCHING", "BLOCK_BOOTSTRAP"]) {
      const { id, status, result } = await finished({ model });
      expect({ model, status }).toEqual({ model, status: "DONE" });
      expect(result.terminal.p50).not.toBe(lognormal.result.terminal.p50);
      const { data } = await graph.ask(owner, REPLAY, { id, path: result.worstPaths[0] });
      const years = data.planSimulation.path.years;
      expect(years.length).toBeGreaterThan(0);
    }
    const mixed = await graph.ask(owner, COMPARE, {
      a: lognormal.id,
      b: (await finished({ model: "STUDENT_T" })).id,
    });
    expect(mixed.errors[0]?.extensions["facts"]).toMatchObject({ input: "model" });
    for (const model of ["HISTORICAL_SEQUENCES", "GARCH_DCC"]) {
      const answer = await graph.ask(owner, START, { input: input({ model }) });
      expect(codes(answer)[0]).toMatch(/SIMULATION_INPUT_INVALID|HISTORY_TOO_SHORT/);
    }
  });

  it("replays a path year by year: every dollar has a source and a sink", async () => {
    const { id, result } = await finished();
    const path = result.worstPaths[0];
    const { data, errors } = await graph.ask(owner, REPLAY, { id, path });
    expect(errors).toEqual([]);
    const replayed = data.planSimulation.path;
    expect(replayed).toMatchObject({ path, accounts: expect.arrayContaining(["Brokerage"]) });
    let before = 1_000_000;
    for (const year of replayed.years.slice(0, -1)) {
      const line = (name: string): number =>
        year.entries.find((entry: { line: string }) => entry.line === name).amount;
      const change =
        line("WAGES") +
        line("PENSIONS") +
        line("SOCIAL_SECURITY") +
        line("OTHER_INCOME") +
        line("EMPLOYER") +
        line("GROWTH") -
        line("SPENDING") -
        line("DEBTS") -
        line("TAXES") -
        line("GOALS") -
        line("TRADING_COSTS");
      const total = year.balances.reduce((sum: number, value: number) => sum + value, 0);
      expect(total - before).toBeCloseTo(change, 2);
      before = total;
    }
    const beyond = await graph.ask(owner, REPLAY, { id, path: 1_024 });
    expect(codes(beyond)).toEqual(["BAD_INPUT"]);
  });

  it("that was interrupted goes on after its stored slices to the same answer", async () => {
    const expected = await finished({ paths: 2_048 });
    const id = newId();
    await db.database.within(scope, (em) =>
      query(
        em,
        `insert into planning.plan_simulation (id, household_id, plan_id, status, input_hash, paths, inputs)
         select $1, household_id, plan_id, 'QUEUED', 'copy', paths, inputs
         from planning.plan_simulation where id = $2`,
        [id, expected.id],
      ),
    );
    const progress = new PostgresPlanProgressStore(db.database, scope);
    const news = new BusSimulationNews(bus);
    const fitter = new ThreadMarketFitter();
    const computed: number[] = [];
    const counting: PlanRunner = {
      threads: 1,
      slice: (work, first, paths) => {
        computed.push(first);
        return pool.slice(work, first, paths);
      },
      sustainable: (...args) => pool.sustainable(...args),
      numbers: (...args) => pool.numbers(...args),
      replay: (...args) => pool.replay(...args),
    };
    // dies after the first slices are stored
    const death = new AbortController();
    const mortal = {
      begin: (wanted: string) => progress.begin(wanted),
      slices: (wanted: string) => progress.slices(wanted),
      advance: async (...args: Parameters<typeof progress.advance>) => {
        const isWanted = await progress.advance(...args);
        death.abort();
        return isWanted;
      },
      finish: (...args: Parameters<typeof progress.finish>) => progress.finish(...args),
      fail: (...args: Parameters<typeof progress.fail>) => progress.fail(...args),
    };
    const slow = { ...counting, slice: slowed(counting) };
    const first = { signal: death.signal, isLast: false };
    await expect(
      runPlanSimulation({ runner: slow, fitter, progress: mortal, news }, id, first),
    ).rejects.toThrow(/abort/i);
    const stored = await progress.slices(id);
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.length).toBeLessThan(8);
    computed.length = 0;
    const again = { signal: new AbortController().signal, isLast: false };
    await runPlanSimulation({ runner: counting, fitter, progress, news }, id, again);
    expect(computed).toHaveLength(8 - stored.length);
    const { data } = await graph.ask(owner, READ, { id });
    expect(data.planSimulation.status).toBe("DONE");
    expect(data.planSimulation.result).toEqual(expected.result);
    expect(await progress.slices(id)).toEqual([]);
  });

  it("is cancelled while it runs, and leaves no half result", async () => {
    const { id } = await start({ paths: 60_000 });
    for await (const { data } of await graph.subscribe(owner, PROGRESS, { id })) {
      if (data.planSimulationProgress.status === "RUNNING") await graph.ask(owner, CANCEL, { id });
    }
    const { data } = await graph.ask(owner, READ, { id });
    expect(data.planSimulation).toMatchObject({ status: "CANCELLED", result: null });
    const progress = new PostgresPlanProgressStore(db.database, scope);
    expect(await progress.slices(id)).toEqual([]);
    // the threads are free for the next
    expect((await finished({ seed: "9" })).status).toBe("DONE");
  });
});

/** A slice takes 60 ms at least, so that a report comes in between. */
const slowed =
  (runner: PlanRunner): PlanRunner["slice"] =>
  async (...args) => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    return runner.slice(...args);
  };

describe("scenarios", () => {
  it("are compared on common random numbers: the difference is sharper than its parts", async () => {
    const { data } = await graph.ask(owner, SCENARIO, { input: { planId, name: "Spend less" } });
    const scenario = data.createScenario;
    const expenses = [{ name: "Living", category: "ESSENTIAL", monthlyAmount: 3_300 }];
    const updated = await graph.ask(owner, UPDATE, {
      input: {
        planId: scenario.id,
        version: 1,
        name: "Spend less",
        document: { ...DOCUMENT, expenses },
      },
    });
    expect(updated.errors).toEqual([]);
    const base = await finished();
    const less = await finished({ scenarioId: scenario.id });
    expect(less.planId).toBe(scenario.id);
    const answer = await graph.ask(owner, COMPARE, { a: base.id, b: less.id });
    expect(answer.errors).toEqual([]);
    const { success, terminal, first } = answer.data.comparePlanSimulations;
    expect(first.id).toBe(base.id);
    expect(success.value).toBeCloseTo(less.result.success.value - base.result.success.value, 12);
    expect(success.value).toBeGreaterThanOrEqual(0);
    expect(terminal.value).toBeGreaterThan(0);
    expect(terminal.standardError).toBeLessThan(terminal.unpairedStandardError / 2);
    const otherSeed = await finished({ scenarioId: scenario.id, seed: "8" });
    const unlike = await graph.ask(owner, COMPARE, { a: base.id, b: otherSeed.id });
    expect(codes(unlike)).toEqual(["SIMULATION_INPUT_INVALID"]);
    expect(unlike.errors[0]?.extensions["facts"]).toMatchObject({ input: "seed" });
  });

  it("cannot be compared before both are done", async () => {
    const base = await finished();
    const { id } = await start({ paths: 1_024, seed: "7", includeTaxes: false });
    await graph.ask(owner, CANCEL, { id });
    const cancelled = await start({ paths: 60_000 });
    const long = await graph.ask(owner, COMPARE, { a: base.id, b: cancelled.id });
    expect(codes(long)).toEqual(["SIMULATION_INPUT_INVALID"]);
    const same = await graph.ask(owner, COMPARE, { a: cancelled.id, b: cancelled.id });
    expect(codes(same)).toEqual(["SIMULATION_NOT_READY"]);
    await graph.ask(owner, CANCEL, { id: cancelled.id });
  });
});

describe("bad input", () => {
  it.each([
    { fault: "ten million paths", change: { paths: 10_000_000 }, code: "SIMULATION_INPUT_INVALID" },
    { fault: "a seed in words", change: { seed: "lucky" }, code: "SIMULATION_INPUT_INVALID" },
    { fault: "a plan of nobody", change: { scenarioId: newId() }, code: "NOT_FOUND" },
  ])("$fault is refused and nothing is stored", async ({ change, code }) => {
    const answer = await graph.ask(owner, START, { input: input(change) });
    expect(codes(answer)).toEqual([code]);
  });

  it("a graph that does not answer is UNAVAILABLE", async () => {
    prepared.isAway = true;
    const answer = await graph.ask(owner, START, { input: input({ seed: "123" }) });
    prepared.isAway = false;
    expect(codes(answer)).toEqual(["UNAVAILABLE"]);
  });
});

describe("another household's viewer", () => {
  it("finds nothing, starts nothing, compares nothing", async () => {
    const { id } = await finished();
    for (const answer of [
      await graph.ask(other, READ, { id }),
      await graph.ask(other, CANCEL, { id }),
      await graph.ask(other, START, { input: input() }),
      await graph.ask(other, COMPARE, { a: id, b: id }),
      await graph.ask(other, PAGE, { id: home }),
    ]) {
      expect(codes(answer)).toEqual(["NOT_FOUND"]);
    }
    await expect(graph.subscribe(other, PROGRESS, { id })).rejects.toMatchObject({
      errors: [{ extensions: { code: "NOT_FOUND" } }],
    });
    expect(codes(await graph.ask(reader, START, { input: input() }))).toEqual(["FORBIDDEN"]);
    expect(codes(await graph.ask(reader, CANCEL, { id }))).toEqual(["FORBIDDEN"]);
    const page = (await graph.ask(reader, PAGE, { id: home })).data._entities[0].planSimulations;
    expect(page.edges).toHaveLength(2);
    expect(page.pageInfo.hasNextPage).toBe(true);
  });
});

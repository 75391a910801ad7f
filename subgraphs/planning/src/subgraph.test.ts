import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { query } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { JobQueue } from "@wealthgraph/chassis/jobs";
import { createLogger } from "@wealthgraph/chassis/logger";
import { serveSubgraph } from "@wealthgraph/chassis/subgraph";
import { buildFederatedSchema } from "@wealthgraph/chassis/subgraphSchema";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
  viewerWith,
} from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { compose } from "./composition.js";
import { BusSimulationNews } from "./adapters/BusSimulationNews.js";
import type { PlanningServices } from "./graphql/context.js";
import { runSimulation } from "./operations/runSimulation.js";
import { PostgresSimulationProgressStore } from "./persistence/PostgresSimulationProgressStore.js";
import { subgraph } from "./subgraph.js";
import { PreparedGraph } from "./subgraph.fixture.js";
import { compileKernel } from "./workers/kernelModule.js";
import { ThreadMarketFitter } from "./workers/ThreadMarketFitter.js";
import { SimulationPool } from "./workers/SimulationPool.js";

const home = newId();
const stranger = newId();
const owner = viewerWith({ [home]: "OWNER" });
const reader = viewerWith({ [home]: "VIEWER" });
const other = viewerWith({ [stranger]: "OWNER" });
const log = createLogger("planning", "silent");

let db: TestDatabase;
let jobs: JobQueue;
let pool: SimulationPool;
let services: PlanningServices;
let graph: TestSubgraph;
const bus = new MemoryBus();
const household = new PreparedGraph();
const fitter = new ThreadMarketFitter();

beforeAll(async () => {
  db = await createTestDatabase(subgraph);
  jobs = new JobQueue({ url: db.url, schema: subgraph.schema, log });
  pool = new SimulationPool(await compileKernel(), 2);
  // the composition asks of the graph client no more than the prepared graph gives
  const world = { database: db.database, bus, jobs, graph: household as never };
  // no plan is simulated here
  const composition = compose(world, pool, null as never);
  services = composition.services;
  graph = await openTestSubgraph(subgraph, services);
  await jobs.start(composition.handlers);
});

afterAll(async () => {
  await jobs.stop();
  await pool.close();
  await bus.close();
  await db.close();
});

const SIMULATION = `
  id status seed pathsTotal pathsDone progressPercent failure { code message } startedAt finishedAt
  household { id }
  inputs {
    asOf paths horizonMonths contributionMonths withdrawalStartsMonth remarks
    startBalance { amount currency } monthlyContribution { amount } monthlyWithdrawal { amount }
    allocation { assetClass weight } goals { id month amount { amount } } marginalRates { ordinary }
    assumptions { asOf source inflation assetClasses { assetClass source } }
  }
  result {
    paths assumptions priceLevels terminalMedian { amount currency }
    successProbability { value low high confidence method }
    withdrawalProbability { value } goals { goalId name probability { value low high } }
    percentiles { months p5 p25 p50 p75 p95 }
  }`;

const START = `mutation($input: StartSimulationInput!) { startSimulation(input: $input) { ${SIMULATION} } }`;
const READ = `query($id: ID!) { simulation(id: $id) { ${SIMULATION} } }`;
const PROGRESS = `subscription($id: ID!) { simulationProgress(simulationId: $id) { id status pathsDone progressPercent result { paths percentiles { p50 } successProbability { value low high } } } }`;
const CANCEL = "mutation($id: ID!) { cancelSimulation(id: $id) { id status } }";
const CREATE_GOAL = `mutation($input: CreateGoalInput!) { createGoal(input: $input) { id name kind version priority targetDate targetAmount { amount currency } household { id } } }`;
const UPDATE_GOAL = `mutation($input: UpdateGoalInput!) { updateGoal(input: $input) { id name version targetAmount { amount } } }`;
const REMOVE_GOAL = "mutation($input: RemoveGoalInput!) { removeGoal(input: $input) }";
const OF_HOUSEHOLD = `query($id: ID!, $first: Int, $after: String) {
  _entities(representations: [{ __typename: "Household", id: $id }]) {
    ... on Household {
      goals { id name }
      simulations(first: $first, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
    }
  }
}`;

const usd = (amount: string) => ({ amount, currency: "USD" });

const input = (change: object = {}) => ({
  householdId: home,
  horizonMonths: 360,
  monthlyWithdrawal: usd("4000"),
  paths: 2_000,
  seed: "20260131",
  ...change,
});

const LONG = { paths: 60_000, horizonMonths: 480 };

const codes = (answer: TestAnswer) => answer.errors.map((error) => error.extensions["code"]);

async function start(change: object = {}, viewer: Viewer = owner): Promise<{ id: string }> {
  const answer = await graph.ask(viewer, START, { input: input(change) });
  expect(answer.errors).toEqual([]);
  return answer.data.startSimulation;
}

async function watch(id: string, viewer: Viewer = owner): Promise<TestAnswer["data"][]> {
  const seen: TestAnswer["data"][] = [];
  for await (const { data } of await graph.subscribe(viewer, PROGRESS, { id })) {
    seen.push(data.simulationProgress);
  }
  return seen;
}

async function finished(change: object = {}): Promise<TestAnswer["data"]> {
  const { id } = await start(change);
  await watch(id);
  return (await graph.ask(owner, READ, { id })).data.simulation;
}

async function createGoal(change: object = {}): Promise<{ id: string; version: number }> {
  const answer = await graph.ask(owner, CREATE_GOAL, {
    input: {
      householdId: home,
      name: " Sailing boat ",
      kind: "OTHER",
      targetAmount: usd("80000.50"),
      targetDate: "2031-06-01",
      ...change,
    },
  });
  expect(answer.errors).toEqual([]);
  return answer.data.createGoal;
}

const removeGoal = ({ id: goalId, version }: { id: string; version: number }) =>
  graph.ask(owner, REMOVE_GOAL, { input: { goalId, version } });

describe("goals", () => {
  it("are created, changed with the version that was read, and removed", async () => {
    const goal = await createGoal();
    expect(goal).toMatchObject({
      name: "Sailing boat",
      kind: "OTHER",
      version: 1,
      priority: 1,
      targetDate: "2031-06-01",
      targetAmount: usd("80000.5"),
      household: { id: home },
    });
    const update = (version: number) =>
      graph.ask(owner, UPDATE_GOAL, {
        input: { goalId: goal.id, version, targetAmount: usd("90000") },
      });
    expect((await update(1)).data.updateGoal).toEqual({
      id: goal.id,
      name: "Sailing boat",
      version: 2,
      targetAmount: { amount: "90000" },
    });
    expect(codes(await update(1))).toEqual(["CONFLICT"]);
    expect(codes(await removeGoal({ id: goal.id, version: 1 }))).toEqual(["CONFLICT"]);
    expect((await removeGoal({ id: goal.id, version: 2 })).data).toEqual({ removeGoal: true });
    expect(codes(await removeGoal({ id: goal.id, version: 2 }))).toEqual(["NOT_FOUND"]);
  });

  it("let one of many writers at once win", async () => {
    const goal = await createGoal();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        graph.ask(owner, UPDATE_GOAL, {
          input: { goalId: goal.id, version: 1, name: `Name ${i}` },
        }),
      ),
    );
    expect(answers.filter((answer) => answer.errors.length === 0)).toHaveLength(1);
    expect(answers.flatMap(codes)).toEqual(Array(7).fill("CONFLICT"));
    await removeGoal({ id: goal.id, version: 2 });
  });

  it.each([
    { fault: "an empty name", change: { name: "  " } },
    { fault: "no amount", change: { targetAmount: usd("0") } },
    { fault: "a negative amount", change: { targetAmount: usd("-5") } },
    { fault: "another currency", change: { targetAmount: { amount: "5", currency: "EUR" } } },
    { fault: "priority 0", change: { priority: 0 } },
  ])("are refused with $fault", async ({ change }) => {
    const draft = {
      householdId: home,
      name: "X",
      kind: "HOME",
      targetAmount: usd("1"),
      targetDate: "2031-06-01",
    };
    const answer = await graph.ask(owner, CREATE_GOAL, { input: { ...draft, ...change } });
    expect(codes(answer)).toEqual(["BAD_INPUT"]);
  });
});

describe("a simulation", () => {
  it("freezes what the household has, runs, reports rising progress and stores its result", async () => {
    const goal = await createGoal({ kind: "RETIREMENT", targetDate: "2050-01-01" });
    household.hasTaxProfile = true;
    const started = await start(LONG);
    household.hasTaxProfile = false;
    expect(started).toMatchObject({
      status: "QUEUED",
      seed: "20260131",
      pathsTotal: 60_000,
      pathsDone: 0,
      household: { id: home },
      result: null,
      inputs: {
        startBalance: usd("1000000"),
        monthlyWithdrawal: { amount: "4000" },
        contributionMonths: 0,
        withdrawalStartsMonth: 1,
        allocation: [
          { assetClass: "US_EQUITY", weight: 0.5 },
          { assetClass: "EMERGING_EQUITY", weight: 0.05 },
          { assetClass: "BOND", weight: 0.35 },
          { assetClass: "CASH", weight: 0.1 },
        ],
        marginalRates: { ordinary: 0.24 },
        goals: [{ id: goal.id, amount: { amount: "80000.5" } }],
        remarks: [
          "1 position(s) of a class without assumptions count as EMERGING_EQUITY.",
          "1 position(s) without a quote count at their cost.",
        ],
      },
    });
    const startedAt = performance.now();
    const seen = await watch(started.id);
    const seconds = (performance.now() - startedAt) / 1_000;
    const done = seen.map((event) => event.pathsDone);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(done).size).toBeGreaterThan(3);
    expect(seen.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 4);
    const running = seen.filter((event) => event.status === "RUNNING" && event.result);
    expect(running[0]?.result.paths).toBe(running[0]?.pathsDone);
    expect(running[0]?.result.successProbability.high).toBeGreaterThan(
      running[0]?.result.successProbability.low,
    );
    expect(seen.at(-1)).toMatchObject({
      status: "DONE",
      pathsDone: 60_000,
      progressPercent: 100,
      result: { paths: 60_000 },
    });

    const { data } = await graph.ask(owner, READ, { id: started.id });
    const { result, ...rest } = data.simulation;
    expect(rest).toMatchObject({ status: "DONE", failure: null });
    expect(rest.finishedAt >= rest.startedAt).toBe(true);
    expect(result.percentiles.months).toHaveLength(41);
    expect(result.percentiles.months.at(-1)).toBe(480);
    expect(result.percentiles.p50[0]).toBe(1_000_000);
    expect(result.terminalMedian).toEqual(usd(String(result.percentiles.p50.at(-1))));
    expect(result.successProbability).toMatchObject({ confidence: 0.95, method: "Wilson score" });
    expect(result.goals[0]).toMatchObject({ goalId: goal.id, name: "Sailing boat" });
    expect(result.assumptions.join(" ")).toMatch(/assumptions as of 2026-01-31, not forecasts/);
    await removeGoal(goal);
  });

  it("gives the same answer for the same seed, and another for another", async () => {
    const [a, b, c] = await Promise.all([finished(), finished(), finished({ seed: "2" })]);
    expect(b.result).toEqual(a.result);
    expect(b.id).not.toBe(a.id);
    expect(c.result.percentiles).not.toEqual(a.result.percentiles);
  });

  it("draws a seed when it is given none, and runs again with it to the same answer", async () => {
    const first = await finished({ seed: null, paths: 500 });
    expect(first.seed).toMatch(/^\d{1,20}$/);
    const again = await finished({ seed: first.seed, paths: 500 });
    expect(again.result).toEqual(first.result);
  });

  it("runs to age 95 when no horizon is given", async () => {
    const { inputs } = await finished({ horizonMonths: null, paths: 100 });
    // born January 1970: 95 in January 2065
    const [year, month] = inputs.asOf.split("-").map(Number);
    expect(inputs.horizonMonths).toBe((2065 - year) * 12 + 1 - month);
  });

  it("runs without the tax part, which it only records, and remarks that", async () => {
    household.isTaxAway = true;
    const { inputs, status } = await finished({ paths: 100 });
    household.isTaxAway = false;
    expect(status).toBe("DONE");
    expect(inputs.marginalRates).toBeNull();
    expect(inputs.remarks).toContain("The tax estimate did not answer.");
  });

  it("shows a late subscriber the stored state at once, and completes", async () => {
    const { id } = await finished({ paths: 300 });
    expect(await watch(id)).toMatchObject([{ id, status: "DONE", pathsDone: 300 }]);
  });

  it("is cancelled while it runs, and stays so", async () => {
    const { id } = await start(LONG);
    const seen: string[] = [];
    for await (const { data } of await graph.subscribe(owner, PROGRESS, { id })) {
      const { status, pathsDone } = data.simulationProgress;
      if (status === "RUNNING" && pathsDone > 0 && !seen.includes("CANCELLED")) {
        await graph.ask(owner, CANCEL, { id });
      }
      seen.push(status);
    }
    expect(seen.at(-1)).toBe("CANCELLED");
    // the threads are free for the next
    await finished({ paths: 100 });
    const { data } = await graph.ask(owner, READ, { id });
    expect(data.simulation).toMatchObject({ status: "CANCELLED", failure: null });
    expect((await graph.ask(owner, CANCEL, { id })).data.cancelSimulation.status).toBe("CANCELLED");
  });

  it("that was interrupted is run again to the same answer", async () => {
    const expected = await finished({ paths: 20_000, horizonMonths: 480 });
    // as the job does it, with a process that dies after the first progress
    const scope = { householdIds: [home] };
    const progress = new PostgresSimulationProgressStore(db.database, scope);
    const news = new BusSimulationNews(bus);
    const id = newId();
    await db.database.within(scope, (em) =>
      query(
        em,
        `insert into planning.simulation (id, household_id, status, paths, inputs)
         select $1, household_id, 'QUEUED', paths, inputs from planning.simulation where id = $2`,
        [id, expected.id],
      ),
    );
    const death = new AbortController();
    const mortal = {
      begin: (wanted: string) => progress.begin(wanted),
      advance: (wanted: string, result: Parameters<typeof progress.advance>[1]) => {
        death.abort();
        return progress.advance(wanted, result);
      },
      finish: (wanted: string, result: Parameters<typeof progress.finish>[1]) =>
        progress.finish(wanted, result),
      fail: (wanted: string, failure: Parameters<typeof progress.fail>[1]) =>
        progress.fail(wanted, failure),
    };
    const attempt = { signal: death.signal, isLast: false };
    await expect(
      runSimulation({ runner: pool, fitter, progress: mortal, news }, id, attempt),
    ).rejects.toThrow(/abort/i);
    const between = (await graph.ask(owner, READ, { id })).data.simulation;
    expect(between.status).toBe("RUNNING");
    const again = { signal: new AbortController().signal, isLast: false };
    await runSimulation({ runner: pool, fitter, progress, news }, id, again);
    const { data } = await graph.ask(owner, READ, { id });
    expect(data.simulation.status).toBe("DONE");
    expect(data.simulation.result).toEqual(expected.result);
    // delivered once more: nothing happens
    await runSimulation({ runner: pool, fitter, progress, news }, id, again);
    expect((await graph.ask(owner, READ, { id })).data.simulation).toEqual(data.simulation);
  });

  it("that fails in its last attempt is FAILED, and says so", async () => {
    const { id } = await start({ paths: 100 });
    await watch(id);
    const copy = newId();
    const scope = { householdIds: [home] };
    await db.database.within(scope, (em) =>
      query(
        em,
        `insert into planning.simulation (id, household_id, status, paths, inputs)
         select $1, household_id, 'QUEUED', paths, inputs from planning.simulation where id = $2`,
        [copy, id],
      ),
    );
    const closed = new SimulationPool(await compileKernel(), 0);
    const ports = {
      runner: closed,
      fitter,
      progress: new PostgresSimulationProgressStore(db.database, scope),
      news: new BusSimulationNews(bus),
    };
    const stopped = { signal: AbortSignal.abort(), isLast: true };
    await expect(runSimulation(ports, copy, stopped)).rejects.toThrow();
    const { data } = await graph.ask(owner, READ, { id: copy });
    expect(data.simulation).toMatchObject({
      status: "FAILED",
      failure: { code: "UNAVAILABLE" },
      result: null,
    });
  });

  it("is listed newest first, in pages", async () => {
    const a = await start({ paths: 100 });
    const b = await start({ paths: 100 });
    await Promise.all([watch(a.id), watch(b.id)]);
    const page = async (after: string | null) => {
      const answer = await graph.ask(owner, OF_HOUSEHOLD, { id: home, first: 1, after });
      return answer.data._entities[0].simulations;
    };
    const first = await page(null);
    expect(first.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual([b.id]);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(first.pageInfo.endCursor);
    expect(second.edges[0].node.id).toBe(a.id);
  });
});

const IMPORT = `mutation($input: ImportMarketHistoryInput!) { importMarketHistory(input: $input) { id name source firstMonth months assetClasses } }`;
const HISTORIES = `query($id: ID!) { _entities(representations: [{ __typename: "Household", id: $id }]) { ... on Household { marketHistories { id name months } } } }`;
const MODEL_OF = `query($id: ID!) { simulation(id: $id) {
  status failure { code message }
  inputs { paths remarks capitalMarket { model regimes degreesOfFreedom skew meanBlockMonths historySource historyFrom historyMonths } }
  result { paths assumptions successProbability { value } percentiles { p50 } market { model modelVersion source parameters { name assetClass regime value } } }
} }`;

/** Months of a made-up market as a file, calm and stormy by turns. */
function historyFile(months: number): string {
  const lines = Array.from({ length: months }, (_, t) => {
    const storm = Math.floor(t / 40) % 3 === 2 ? 3 : 1;
    const wave = (k: number) => Math.sin(t * k) + Math.sin(t * t * k);
    const year = 1950 + Math.floor(t / 12);
    const month = String((t % 12) + 1).padStart(2, "0");
    const equity = 0.008 + storm * 0.02 * wave(1.7);
    const bond = 0.003 + storm * 0.006 * wave(2.9);
    return `${year}-${month},${equity.toFixed(6)},${bond.toFixed(6)},${(0.002 + 0.001 * wave(0.3)).toFixed(6)}`;
  });
  return ["month,US_EQUITY,BOND,INFLATION", ...lines].join("\n");
}

const importHistory = (csv: string, viewer: Viewer = owner) =>
  graph.ask(viewer, IMPORT, {
    input: { householdId: home, name: "My months", source: "made up", csv },
  });

const MIXED = [
  { assetClass: "US_EQUITY", weight: 0.6 },
  { assetClass: "BOND", weight: 0.4 },
];

async function modelled(capitalMarket: object, change: object = {}): Promise<TestAnswer["data"]> {
  const { id } = await start({ capitalMarket, allocation: MIXED, paths: 400, ...change });
  await watch(id);
  return (await graph.ask(owner, MODEL_OF, { id })).data.simulation;
}

describe("models of capital markets", () => {
  it.each([
    { model: "REGIME_SWITCHING" },
    { model: "STUDENT_T" },
    { model: "SKEWED_T" },
    { model: "BLOCK_BOOTSTRAP" },
    { model: "HISTORICAL_SEQUENCES" },
  ])("$model runs on what is built in, and shows its parameters and source", async ({ model }) => {
    const { status, inputs, result } = await modelled({ model });
    expect(status).toBe("DONE");
    expect(inputs.capitalMarket.model).toBe(model);
    expect(result.market).toMatchObject({ model, modelVersion: "2026-11-20" });
    expect(result.market.source).toMatch(/Damodaran/);
    expect(result.market.parameters.length).toBeGreaterThan(2);
    expect(result.percentiles.p50.at(-1)).toBeGreaterThan(0);
    expect(result.assumptions.join(" ")).toMatch(/Inflation is random/);
  });

  it("are fitted to a history the household imports, and give the same answer again", async () => {
    const { data, errors } = await importHistory(historyFile(480));
    expect(errors).toEqual([]);
    expect(data.importMarketHistory).toMatchObject({
      name: "My months",
      firstMonth: "1950-01",
      months: 480,
      assetClasses: ["US_EQUITY", "BOND"],
    });
    const historyId = data.importMarketHistory.id;
    const listed = (await graph.ask(owner, HISTORIES, { id: home })).data._entities[0];
    expect(listed.marketHistories).toEqual([{ id: historyId, name: "My months", months: 480 }]);
    for (const model of ["GARCH_DCC", "REGIME_SWITCHING", "BLOCK_BOOTSTRAP"]) {
      const first = await modelled({ model, historyId });
      expect(first.status).toBe("DONE");
      expect(first.inputs.capitalMarket).toMatchObject({
        historyMonths: 480,
        historyFrom: "1950-01",
      });
      expect(first.result.market.source).toMatch(/made up \(imported as "My months"\)/);
      expect((await modelled({ model, historyId })).result).toEqual(first.result);
    }
  });

  it("with antithetic pairs say so in inputs and interval, and are refused where history has no mirror", async () => {
    const { id } = await start({ varianceReduction: "ANTITHETIC", paths: 1_000 });
    await watch(id);
    const { data } = await graph.ask(
      owner,
      `query($id: ID!) { simulation(id: $id) { inputs { varianceReduction } result { successProbability { value low high method } } } }`,
      { id },
    );
    expect(data.simulation.inputs.varianceReduction).toBe("ANTITHETIC");
    const { value, low, high, method } = data.simulation.result.successProbability;
    expect(method).toBe("Wilson score of antithetic pairs");
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    const refused = await graph.ask(owner, START, {
      input: input({
        varianceReduction: "ANTITHETIC",
        capitalMarket: { model: "BLOCK_BOOTSTRAP" },
        allocation: MIXED,
      }),
    });
    expect(codes(refused)).toEqual(["SIMULATION_INPUT_INVALID"]);
  });

  it("of historical sequences has as many paths as there are starts, and says so", async () => {
    const { inputs, result } = await modelled({ model: "HISTORICAL_SEQUENCES" }, { paths: 5_000 });
    expect(inputs.paths).toBe(98 * 12 - 359);
    expect(result.paths).toBe(98 * 12 - 359);
    expect(inputs.remarks.join(" ")).toMatch(/817 starting months/);
  });

  it("whose regimes cannot be told apart fail with the code, and store no result", async () => {
    const lines = historyFile(100)
      .split("\n")
      .map((line, i) => {
        const [month, equity, , inflation] = line.split(",");
        return i === 0 ? line : [month, equity, "0.001", inflation].join(",");
      });
    const { data } = await importHistory(lines.join("\n"));
    const historyId = data.importMarketHistory.id;
    const run = await modelled({ model: "REGIME_SWITCHING", historyId });
    expect(run).toMatchObject({
      status: "FAILED",
      failure: { code: "MARKET_NOT_IDENTIFIED" },
      result: null,
    });
  });

  it.each([
    { fault: "GARCH over years", market: { model: "GARCH_DCC" }, code: "HISTORY_TOO_SHORT" },
    {
      fault: "five regimes",
      market: { model: "REGIME_SWITCHING", regimes: 5 },
      code: "SIMULATION_INPUT_INVALID",
    },
    {
      fault: "two degrees of freedom",
      market: { model: "STUDENT_T", degreesOfFreedom: 2 },
      code: "SIMULATION_INPUT_INVALID",
    },
    {
      fault: "a skew of 1",
      market: { model: "SKEWED_T", skew: 1 },
      code: "SIMULATION_INPUT_INVALID",
    },
    {
      fault: "a block of no months",
      market: { model: "BLOCK_BOOTSTRAP", meanBlockMonths: 0 },
      code: "SIMULATION_INPUT_INVALID",
    },
    {
      fault: "a history that is not there",
      market: { model: "BLOCK_BOOTSTRAP", historyId: newId() },
      code: "NOT_FOUND",
    },
  ])("are refused with $fault, and nothing is stored", async ({ market, code }) => {
    const before = await count();
    const answer = await graph.ask(owner, START, {
      input: input({ capitalMarket: market, allocation: MIXED }),
    });
    expect(codes(answer)).toEqual([code]);
    expect(await count()).toBe(before);
  });

  it("refuse a file that cannot be read, and another household's viewer", async () => {
    const bad = await importHistory("month,TEA\n2000-01,1");
    expect(codes(bad)).toEqual(["HISTORY_INVALID"]);
    expect(codes(await importHistory(historyFile(30), other))).toEqual(["NOT_FOUND"]);
    expect(codes(await importHistory(historyFile(30), reader))).toEqual(["FORBIDDEN"]);
    expect(codes(await graph.ask(other, HISTORIES, { id: home }))).toEqual(["NOT_FOUND"]);
    const [stored] = await services.marketHistoriesOf(owner).ofHousehold(home);
    expect(stored?.householdId).toBe(home);
    expect(await services.marketHistoriesOf(other).byId(stored?.id ?? "")).toBeNull();
  });
});

const count = async (): Promise<number> => {
  const rows = await db.database.within({ householdIds: [home] }, (em) =>
    query<{ n: string }>(em, "select count(*) as n from planning.simulation"),
  );
  return Number(rows[0]?.n);
};

describe("bad input", () => {
  it.each([
    { fault: "a negative horizon", change: { horizonMonths: -12 }, named: "horizonMonths" },
    { fault: "101 years", change: { horizonMonths: 1_212 }, named: "horizonMonths" },
    { fault: "50 paths", change: { paths: 50 }, named: "paths" },
    { fault: "a seed in words", change: { seed: "lucky" }, named: "seed" },
    {
      fault: "euros",
      change: { monthlyWithdrawal: { amount: "1", currency: "EUR" } },
      named: "monthlyWithdrawal",
    },
    {
      fault: "weights of 0.9",
      change: { allocation: [{ assetClass: "BOND", weight: 0.9 }] },
      named: "allocation",
    },
    {
      fault: "correlations that cannot be",
      change: {
        allocation: [{ assetClass: "BOND", weight: 1 }],
        assumptions: {
          inflation: 0.02,
          assetClasses: ["BOND", "CASH", "US_EQUITY"].map((assetClass) => ({
            assetClass,
            expectedReturn: 0.05,
            volatility: 0.1,
          })),
          correlations: [
            [1, 0.9, 0.9],
            [0.9, 1, -0.9],
            [0.9, -0.9, 1],
          ],
        },
      },
      named: "correlations",
    },
  ])("$fault is refused with the input named, and nothing is stored", async ({ change, named }) => {
    const before = await count();
    const answer = await graph.ask(owner, START, { input: input(change) });
    expect(codes(answer)).toEqual(["SIMULATION_INPUT_INVALID"]);
    expect(answer.errors[0]?.extensions["facts"]).toMatchObject({ input: named });
    expect(await count()).toBe(before);
  });

  it("an eleventh simulation at once is refused, and taken when one has ended", async () => {
    const started = [];
    for (let i = 0; i < 10; i++) started.push(await start({ paths: 60_000, horizonMonths: 480 }));
    expect(codes(await graph.ask(owner, START, { input: input() }))).toEqual(["RATE_LIMITED"]);
    for (const { id } of started) await graph.ask(owner, CANCEL, { id });
    await finished({ paths: 100 });
  });

  it("a graph that does not answer is UNAVAILABLE, and nothing is stored", async () => {
    const before = await count();
    household.isAway = true;
    const answer = await graph.ask(owner, START, { input: input() });
    household.isAway = false;
    expect(codes(answer)).toEqual(["UNAVAILABLE"]);
    expect(await count()).toBe(before);
  });
});

describe("another household's viewer", () => {
  it("finds nothing by any root field, and changes nothing", async () => {
    const goal = await createGoal();
    const { id } = await finished({ paths: 100 });
    const asked = household.asked.length;
    const attempts = [
      graph.ask(other, READ, { id }),
      graph.ask(other, CANCEL, { id }),
      graph.ask(other, START, { input: input() }),
      graph.ask(other, CREATE_GOAL, {
        input: {
          householdId: home,
          name: "Mine",
          kind: "HOME",
          targetAmount: usd("1"),
          targetDate: "2031-06-01",
        },
      }),
      graph.ask(other, UPDATE_GOAL, { input: { goalId: goal.id, version: 1, name: "Mine" } }),
      graph.ask(other, REMOVE_GOAL, { input: { goalId: goal.id, version: 1 } }),
      graph.ask(other, OF_HOUSEHOLD, { id: home }),
    ];
    for (const answer of await Promise.all(attempts)) {
      expect(new Set(codes(answer))).toEqual(new Set(["NOT_FOUND"]));
    }
    expect(household.asked).toHaveLength(asked);
    await expect(graph.subscribe(other, PROGRESS, { id })).rejects.toMatchObject({
      errors: [{ extensions: { code: "NOT_FOUND" } }],
    });
    const references = await graph.ask(
      other,
      `query($g: ID!, $s: ID!) { _entities(representations: [{ __typename: "Goal", id: $g }, { __typename: "Simulation", id: $s }]) { __typename } }`,
      { g: goal.id, s: id },
    );
    expect(references.data._entities).toEqual([null, null]);
    expect((await removeGoal(goal)).data).toEqual({ removeGoal: true });
  });

  it("gets the same answer for an id that does not exist and for one that is no id", async () => {
    for (const id of [newId(), "1", "' or true"]) {
      expect(codes(await graph.ask(owner, READ, { id }))).toEqual(["NOT_FOUND"]);
      expect(codes(await graph.ask(owner, CANCEL, { id }))).toEqual(["NOT_FOUND"]);
    }
  });

  it("sees and changes no row even with the application's checks off", async () => {
    const goal = await createGoal();
    const { id } = await finished({ paths: 100 });
    // claims the household in the application, not in the transaction's setting
    const [goals, simulations] = [services.goalsOf(other), services.simulationsOf(other)];
    expect((await goals.byIds([goal.id])).size).toBe(0);
    expect((await goals.ofHouseholds([home])).size).toBe(0);
    expect((await simulations.byIds([id])).size).toBe(0);
    expect((await simulations.page(home, { first: 10, afterId: null })).nodes).toEqual([]);
    expect(await goals.remove({ id: goal.id, version: 1 })).toBe(false);
    expect(await simulations.cancel(id)).toBe(false);
    const progress = new PostgresSimulationProgressStore(db.database, { householdIds: [stranger] });
    expect(await progress.begin(id)).toBeNull();
    const draft = {
      name: "Theirs",
      kind: "HOME",
      targetAmount: {
        amount: (await services.goalsOf(owner).byIds([goal.id])).get(goal.id)?.targetAmount.amount,
        currency: "USD",
      },
      targetDate: "2031-06-01",
      priority: 1,
    };
    await expect(goals.add(home, draft as never)).rejects.toThrow(/row-level security/);
    expect((await removeGoal(goal)).data).toEqual({ removeGoal: true });
  });

  it("as a reader of the household may look and not touch", async () => {
    const { id } = await finished({ paths: 100 });
    expect((await graph.ask(reader, READ, { id })).data.simulation.id).toBe(id);
    expect(codes(await graph.ask(reader, CANCEL, { id }))).toEqual(["FORBIDDEN"]);
    expect(codes(await graph.ask(reader, START, { input: input() }))).toEqual(["FORBIDDEN"]);
  });
});

describe("the schema's tables", () => {
  it("with a household all force row-level security", async () => {
    const rows = await db.database.global((em) =>
      query<{ table: string; forced: boolean }>(
        em,
        `select c.relname as table, c.relrowsecurity and c.relforcerowsecurity as forced
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'household_id'
         where n.nspname = 'planning' and c.relkind in ('r', 'p') order by 1`,
      ),
    );
    expect(rows).toEqual([
      { table: "goal", forced: true },
      { table: "household_plan", forced: true },
      { table: "market_history", forced: true },
      { table: "outbox", forced: true },
      { table: "plan_simulation", forced: true },
      { table: "plan_simulation_slice", forced: true },
      { table: "simulation", forced: true },
    ]);
  });
});

describe("over a real graphql-transport-ws socket", () => {
  it("a client watches a simulation from its start to its end", async () => {
    const { schema } = await buildFederatedSchema(subgraph);
    // tokens are the chassis' own test; here one is enough
    const verifier = { viewerOf: () => Promise.resolve(owner) } as never;
    const http = await serveSubgraph({
      schema,
      host: "127.0.0.1",
      port: 0,
      log,
      verifier,
      createContext: (base) => subgraph.createContext(base, services),
      ready: () => Promise.resolve(),
      metrics: () => Promise.resolve({ contentType: "text/plain", text: "" }),
    });
    try {
      const { id } = await start({ paths: 30_000, horizonMonths: 480 });
      const events = await socketEvents(http.port, PROGRESS, { id });
      expect(events.length).toBeGreaterThan(3);
      expect(events.at(-1)).toMatchObject({ status: "DONE", pathsDone: 30_000 });
    } finally {
      await http.close();
    }
  });
});

/** A client of the protocol in its plainest form: init, subscribe, next …, complete. */
function socketEvents(
  port: number,
  document: string,
  variables: object,
): Promise<TestAnswer["data"][]> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, "graphql-transport-ws");
  const events: TestAnswer["data"][] = [];
  const send = (message: object): void => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.addEventListener("open", () => send({ type: "connection_init" }));
    socket.addEventListener("close", ({ code }) => reject(new Error(`closed with ${code}`)));
    socket.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as {
        type: string;
        payload?: { data: { simulationProgress: unknown } };
      };
      if (message.type === "connection_ack") {
        send({ type: "subscribe", id: "1", payload: { query: document, variables } });
      }
      if (message.type === "next") events.push(message.payload?.data.simulationProgress);
      if (message.type === "error") reject(new Error(String(data)));
      if (message.type !== "complete") return;
      resolve(events);
      socket.close();
    });
  });
}

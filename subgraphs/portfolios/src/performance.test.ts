import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Client } from "pg";
import { openTestWorld, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
  world.market.list("BETA", { assetClass: "BOND" });
  closes("ALFA", "2026-02-23 10, 2026-02-24 11, 2026-02-25 12, 2026-02-26 12, 2026-02-27 15");
  closes("BETA", "2026-02-23 50, 2026-02-27 50");
});
afterAll(() => world.close());

function closes(symbol: string, text: string): void {
  const days = text.split(", ").map((item) => item.split(" "));
  const instrumentId = `instrument-${symbol}`;
  world.market.closesById.set(instrumentId, {
    instrumentId,
    currency: "USD",
    dates: days.map(([day = ""]) => date(day)),
    closes: days.map(([, close = "0"]) => new Decimal(close)),
  });
}

/** A Schwab export of rows `2026-02-23 | Buy | ALFA | units | price | fees | amount`. */
function file(rows: readonly string[]): string {
  const lines = rows.map((row) => {
    const [day = "", ...cells] = row.split("|").map((cell) => cell.trim());
    const [year, month, date] = day.split("-");
    const [action, symbol, units, price, fees, amount] = cells;
    return [`${month}/${date}/${year}`, action, symbol, `${symbol} x`, units, price, fees, amount]
      .map((cell) => `"${cell ?? ""}"`)
      .join(",");
  });
  const header = '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"';
  return `${[header, ...lines].join("\r\n")}\r\n`;
}

interface Household {
  readonly viewer: Viewer;
  readonly householdId: string;
  readonly accounts: readonly string[];
}

/** A household with one account for each file. */
async function household(...files: readonly (readonly string[])[]): Promise<Household> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const accounts: string[] = [];
  for (const rows of files) {
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: ${accounts.length ? "ROTH_IRA" : "TAXABLE"} }) { id } }`,
      { id: householdId },
    );
    const accountId = String(data.createAccount.id);
    accounts.push(accountId);
    const id = await world.importFile(viewer, accountId, file(rows));
    const { errors } = await world.ask(
      viewer,
      `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`,
      { id },
    );
    expect(errors).toEqual([]);
    await world.runJobs();
  }
  return { viewer, householdId, accounts };
}

const REPRESENTATIONS = "query ($r: [_Any!]!) { _entities(representations: $r)";

type Answer = Awaited<ReturnType<TestWorld["ask"]>>["data"];

async function ofPortfolio(
  { viewer, householdId }: Household,
  fields: string,
  more: object = {},
): Promise<Answer> {
  const { data, errors } = await world.ask(
    viewer,
    `${REPRESENTATIONS} { ... on Portfolio { ${fields} } } }`,
    { r: [{ __typename: "Portfolio", id: householdId, ...more }] },
  );
  expect(errors).toEqual([]);
  return data._entities[0];
}

async function ofAccount({ viewer }: Household, id: string | undefined, fields: string) {
  const { data, errors } = await world.ask(
    viewer,
    `query ($id: ID!) { account(id: $id) { ${fields} } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return data.account;
}

const PERFORMANCE = `performance(from: "2026-02-01", to: "2026-12-31") {
  from to days startValue { amount } endValue { amount } inflow { amount } outflow { amount }
  fees { amount } gain { amount currency }
  timeWeighted { value { value reason } annualized { value reason } }
  timeWeightedBeforeFees { value { value } }
  moneyWeighted { value { value } annualized { value reason } } roots
  modifiedDietz { value { value } }
  chains { from to value } dates growth isEstimated calculationVersion assumptions }`;

const GROWING = [
  "2026-02-23 | MoneyLink Transfer | | | | | $1000",
  "2026-02-23 | Buy | ALFA | 80 | $10 | $10 | -$810",
  "2026-02-26 | MoneyLink Transfer | | | | | $500",
];

describe("performance in the graph", () => {
  it("follows deposits, fees and prices by hand", async () => {
    const home = await household(GROWING);
    const { performance } = await ofPortfolio(home, PERFORMANCE);
    // 23: 800 + 190 = 990 of 1,000; 24: 880 + 190; 25: 960 + 190 = 1,150; 26: 1,650 of 1,650; 27: 1,890
    expect(performance).toMatchObject({
      from: "2026-02-23",
      to: "2026-02-27",
      days: 4,
      startValue: { amount: "0" },
      endValue: { amount: "1890" },
      inflow: { amount: "1500" },
      outflow: { amount: "0" },
      fees: { amount: "10" },
      gain: { amount: "390", currency: "USD" },
      isEstimated: false,
      calculationVersion: 2,
    });
    const growth = [0.99, 1.07, 1.15, 1.15, (1.15 * 1_890) / 1_650];
    expect(performance.growth).toEqual(growth.map((level) => expect.closeTo(level, 10)));
    expect(performance.timeWeighted).toEqual({
      value: { value: expect.closeTo((1.15 * 1_890) / 1_650 - 1, 10), reason: null },
      annualized: { value: null, reason: "PERIOD_TOO_SHORT" },
    });
    // the first day before fees: (990 + 10)/1,000
    expect(performance.timeWeightedBeforeFees.value.value).toBeCloseTo(
      ((1.15 / 0.99) * 1_890) / 1_650 - 1,
      10,
    );
    // 390 / (1,000 + 500 x 1/4)
    expect(performance.modifiedDietz.value.value).toBeCloseTo(390 / 1_125, 10);
    const { value, annualized } = performance.moneyWeighted;
    const x = (1 + value.value) ** (1 / 4);
    expect(1_000 * x ** 4 + 500 * x).toBeCloseTo(1_890, 6);
    // a third in four days is more than 100,000,000 % a year
    expect(annualized).toEqual({ value: null, reason: "NO_ROOT" });
    expect(performance.assumptions.length).toBeGreaterThan(3);
  });

  it("starts with the value on the eve of the range", async () => {
    const home = await household(GROWING);
    const { performance } = await ofPortfolio(
      home,
      `performance(from: "2026-02-25", to: "2026-02-26") {
        from to days startValue { amount } gain { amount } timeWeighted { value { value } } }`,
    );
    // 1,070 became 1,150; then 500 came and nothing moved
    expect(performance).toEqual({
      from: "2026-02-24",
      to: "2026-02-26",
      days: 2,
      startValue: { amount: "1070" },
      gain: { amount: "80" },
      timeWeighted: { value: { value: expect.closeTo(1_150 / 1_070 - 1, 10) } },
    });
  });

  it("takes a transfer between own accounts as a flow of the accounts, not of the household", async () => {
    const home = await household(
      [
        "2026-02-23 | MoneyLink Transfer | | | | | $1000",
        "2026-02-23 | Buy | ALFA | 50 | $10 | | -$500",
        "2026-02-25 | Journaled Shares | ALFA | -50 | | | ",
        "2026-02-25 | MoneyLink Transfer | | | | | -$200",
      ],
      [
        "2026-02-25 | Journaled Shares | ALFA | 50 | | | ",
        "2026-02-25 | MoneyLink Transfer | | | | | $200",
      ],
    );
    const fields = `performance(from: "2026-02-01", to: "2026-12-31") {
      inflow { amount } outflow { amount } endValue { amount } gain { amount } timeWeighted { value { value } } }`;
    // 50 units at 12 and 200 in cash cross over
    expect((await ofAccount(home, home.accounts[0], fields)).performance).toEqual({
      inflow: { amount: "1000" },
      outflow: { amount: "800" },
      endValue: { amount: "300" },
      gain: { amount: "100" },
      // 1,050/1,000, then (300 + 800)/1,050
      timeWeighted: { value: { value: expect.closeTo(0.1, 10) } },
    });
    expect((await ofAccount(home, home.accounts[1], fields)).performance).toEqual({
      inflow: { amount: "800" },
      outflow: { amount: "0" },
      endValue: { amount: "950" },
      gain: { amount: "150" },
      timeWeighted: { value: { value: expect.closeTo(950 / 800 - 1, 10) } },
    });
    expect((await ofPortfolio(home, fields)).performance).toEqual({
      inflow: { amount: "1000" },
      outflow: { amount: "0" },
      endValue: { amount: "1250" },
      gain: { amount: "250" },
      timeWeighted: { value: { value: expect.closeTo(0.25, 10) } },
    });
  });

  it("has no figures and says why for a household without days", async () => {
    const { performance } = await ofPortfolio(await household(), PERFORMANCE);
    expect(performance).toMatchObject({
      startValue: null,
      gain: null,
      timeWeighted: { value: { value: null, reason: "NO_CAPITAL" } },
      dates: [],
    });
  });

  it("waits for days of an older calculation, and the next job restates all of them", async () => {
    const home = await household(GROWING);
    const superuser = new Client({ connectionString: world.db.superuserUrl });
    await superuser.connect();
    await superuser.query(
      "update portfolios.snapshot set calculation_version = 1, inflow = 0 where household_id = $1 and day < '2026-02-25'",
      [home.householdId],
    );
    await superuser.end();
    const fields = `performance(from: "2026-02-01", to: "2026-12-31") {
      inflow { amount } timeWeighted { value { reason } } }`;
    expect((await ofPortfolio(home, fields)).performance).toEqual({
      inflow: null,
      timeWeighted: { value: { reason: "RESTATEMENT_PENDING" } },
    });
    await world.services.work.within({ householdIds: [home.householdId] }, (unit) =>
      unit.enqueueSnapshots(home.householdId, date("2026-02-27")),
    );
    await world.runJobs();
    expect((await ofPortfolio(home, fields)).performance).toEqual({
      inflow: { amount: "1500" },
      timeWeighted: { value: { reason: null } },
    });
  });

  it("refuses a range that ends before it starts", async () => {
    const home = await household();
    for (const field of ["performance", "risk", "income"]) {
      const { errors } = await world.ask(
        home.viewer,
        `${REPRESENTATIONS} { ... on Portfolio { ${field}(from: "2026-02-02", to: "2026-02-01") { from } } } }`,
        { r: [{ __typename: "Portfolio", id: home.householdId }] },
      );
      expect(errors[0]?.extensions["code"]).toBe("BAD_INPUT");
    }
  });
});

describe("risk in the graph", () => {
  const RISK = `observations volatility { value reason } sharpeRatio { reason }
    maximumDrawdown { depth peak trough recovery }
    tails { confidence historical { valueAtRisk { value reason } } }
    benchmark { name observations beta { value reason } } assumptions`;

  it("gives figures of sessions, and null with the reason where there are too few", async () => {
    const home = await household(GROWING);
    const { risk } = await ofPortfolio(
      home,
      `risk(from: "2026-02-24", to: "2026-02-27", riskFreeRate: 0.02) { ${RISK} }`,
    );
    // 1070/990, 1150/1070, 1, 1890/1650
    const returns = [1_070 / 990, 1_150 / 1_070, 1, 1_890 / 1_650].map((factor) => factor - 1);
    const mean = returns.reduce((a, b) => a + b, 0) / 4;
    const variance = returns.reduce((a, r) => a + (r - mean) ** 2, 0) / 3;
    expect(risk).toMatchObject({
      observations: 4,
      volatility: { value: expect.closeTo(Math.sqrt(variance * 252), 9), reason: null },
      maximumDrawdown: { depth: 0, recovery: null },
      tails: [
        { confidence: 0.95, historical: { valueAtRisk: { reason: "TOO_FEW_OBSERVATIONS" } } },
        { confidence: 0.99, historical: { valueAtRisk: { reason: "TOO_FEW_OBSERVATIONS" } } },
      ],
      benchmark: { name: null, beta: { value: null, reason: "NO_BENCHMARK" } },
    });
    expect(risk.assumptions.join(" ")).toContain("2 %");
  });

  it("compares with a benchmark on shared sessions", async () => {
    const home = await household(GROWING);
    const { risk } = await ofPortfolio(
      home,
      `risk(from: "2026-02-24", to: "2026-02-27", benchmark: { name: "itself",
        dates: ["2026-02-23", "2026-02-24", "2026-02-25", "2026-02-26", "2026-02-27"],
        levels: ["99", "107", "115", "115", "131.727272727272727273"] }) { ${RISK} }`,
    );
    expect(risk.benchmark).toEqual({
      name: "itself",
      observations: 4,
      beta: { value: expect.closeTo(1, 9), reason: null },
    });
  });

  it.each([
    ["levels without dates", `dates: ["2026-02-23"], levels: ["1", "2"]`],
    ["dates that do not ascend", `dates: ["2026-02-24", "2026-02-23"], levels: ["1", "2"]`],
    ["a level of nothing", `dates: ["2026-02-24"], levels: ["0"]`],
  ])("refuses %s", async (_, benchmark) => {
    const home = await household();
    const { errors } = await world.ask(
      home.viewer,
      `${REPRESENTATIONS} { ... on Portfolio { risk(from: "2026-02-01", to: "2026-02-02", benchmark: { name: "x", ${benchmark} }) { from } } } }`,
      { r: [{ __typename: "Portfolio", id: home.householdId }] },
    );
    expect(errors[0]?.extensions["code"]).toBe("BAD_INPUT");
  });

  it("knows nothing of another household", async () => {
    const home = await household(GROWING);
    const { data } = await world.ask(
      viewerWith({ [newId()]: "OWNER" }),
      `${REPRESENTATIONS} { ... on Portfolio { ${PERFORMANCE} risk(from: "2026-02-24", to: "2026-02-27") { ${RISK} } } } }`,
      { r: [{ __typename: "Portfolio", id: home.householdId }] },
    );
    expect(data._entities).toEqual([null]);
  });
});

describe("income in the graph", () => {
  it("is gross, withheld and net, with yield on cost", async () => {
    const home = await household([
      "2025-01-10 | MoneyLink Transfer | | | | | $5000",
      "2025-01-10 | Buy | ALFA | 100 | $10 | | -$1000",
      "2025-02-01 | Qualified Dividend | ALFA | | | | $40",
      "2025-08-01 | Qualified Dividend | ALFA | | | | $30",
      "2026-02-20 | Qualified Dividend | ALFA | | | | $20",
      "2026-02-20 | NRA Withholding | ALFA | | | | -$3",
      "2026-02-24 | Credit Interest | | | | | $5",
    ]);
    const { income } = await ofPortfolio(
      home,
      `income(from: "2026-02-01", to: "2026-02-28") {
        gross withheld fees net trailingDividends yieldOnCost
        byInstrument { instrument { id } gross net trailingDividends yieldOnCost }
        byMonth { month net } assumptions }`,
    );
    expect(income).toEqual({
      gross: "25",
      withheld: "3",
      fees: "0",
      net: "22",
      // 30 + 20 after 2025-02-28, by 1,000
      trailingDividends: "50",
      yieldOnCost: 0.05,
      byInstrument: [
        {
          instrument: { id: "instrument-ALFA" },
          gross: "20",
          net: "17",
          trailingDividends: "50",
          yieldOnCost: 0.05,
        },
        { instrument: null, gross: "5", net: "5", trailingDividends: "0", yieldOnCost: null },
      ],
      byMonth: [{ month: "2026-02-01", net: "22" }],
      assumptions: expect.any(Array),
    });
  });
});

interface Slice {
  readonly segment: string;
  readonly weight: number;
  readonly value: { readonly amount: string };
}

describe("allocation in the graph", () => {
  const quote = (id: string, amount: string) => ({
    instrument: { quote: { instrument: { id }, price: { amount, currency: "USD" }, fxToUsd: "1" } },
  });
  const ALFA = quote("instrument-ALFA", "20");
  const BETA = quote("instrument-BETA", "50");

  it.each([
    ["ASSET_CLASS", ["US_EQUITY 800 0.4", "CASH 700 0.35", "BOND 500 0.25"]],
    ["CURRENCY", ["USD 2000 1"]],
    ["TAX_TREATMENT", ["TAXABLE 1400 0.7", "ROTH 600 0.3"]],
    ["INSTRUMENT", ["instrument-ALFA 800 0.4", "CASH 700 0.35", "instrument-BETA 500 0.25"]],
  ])("by %s sums to the whole", async (by, slices) => {
    const home = await household(
      [
        "2026-02-23 | MoneyLink Transfer | | | | | $1000",
        "2026-02-23 | Buy | ALFA | 40 | $10 | | -$400",
      ],
      [
        "2026-02-23 | MoneyLink Transfer | | | | | $600",
        "2026-02-23 | Buy | BETA | 10 | $50 | | -$500",
      ],
    );
    // ALFA 800 and BETA 500 at live prices; 600 + 100 in cash
    const fields = `allocation(by: ${by}) { dimension total { amount } slices { segment weight value { amount } } assumptions }`;
    const { allocation } = await ofPortfolio(home, fields, { openPositions: [ALFA, BETA] });
    expect(allocation.total.amount).toBe("2000");
    expect(
      allocation.slices.map((s: Slice) => `${s.segment} ${s.value.amount} ${s.weight}`),
    ).toEqual(slices);
    const missing = await ofPortfolio(home, fields, { openPositions: [ALFA] });
    expect(missing.allocation).toBeNull();
  });
});

describe("SQL statements", () => {
  it("of each figure are as many for a long history as for a short one", async () => {
    const long = Array.from({ length: 20 }, (_, i) => {
      const day = String(1 + i).padStart(2, "0");
      return `2026-02-${day} | Buy | ${i % 2 ? "ALFA" : "BETA"} | ${i + 1} | $10 | | -$${(i + 1) * 10}`;
    });
    const counts = [];
    for (const rows of [GROWING, long]) {
      const home = await household(rows);
      const account = await ofAccount(home, home.accounts[0], "id");
      expect(account.id).toBe(home.accounts[0]);
      const counted: number[] = [];
      for (const field of [
        `performance(from: "2026-02-01", to: "2026-12-31") { days }`,
        `risk(from: "2026-02-01", to: "2026-12-31") { observations }`,
        `income(from: "2026-02-01", to: "2026-12-31") { gross }`,
        `allocation(by: ASSET_CLASS) { dimension }`,
      ]) {
        world.db.statements.length = 0;
        await ofPortfolio(home, field, { openPositions: [] });
        counted.push(world.db.statements.filter((sql) => sql.includes("from portfolios.")).length);
      }
      counts.push(counted);
    }
    expect(counts).toEqual([
      [1, 1, 2, 3],
      [1, 1, 2, 3],
    ]);
  });

  it("of the performance of several accounts is one", async () => {
    const home = await household(GROWING, GROWING, GROWING);
    world.db.statements.length = 0;
    const { data, errors } = await world.ask(
      home.viewer,
      `${REPRESENTATIONS} { ... on Household { accounts {
        performance(from: "2026-02-01", to: "2026-12-31") { endValue { amount } } } } } }`,
      { r: [{ __typename: "Household", id: home.householdId }] },
    );
    expect(errors).toEqual([]);
    expect(data._entities[0].accounts).toEqual(
      Array.from({ length: 3 }, () => ({ performance: { endValue: { amount: "1890" } } })),
    );
    const reads = world.db.statements.filter((sql) => sql.includes("portfolios.account_snapshot"));
    expect(reads).toHaveLength(1);
  });
});

describe("Account.yearEndValues", () => {
  it("gives the stored value of the last year's end, and nothing for years without one", async () => {
    const home = await household([
      "2025-12-30 | MoneyLink Transfer | | | | | $1000",
      "2026-02-23 | MoneyLink Transfer | | | | | $500",
    ]);
    const { yearEndValues } = await ofAccount(
      home,
      home.accounts[0],
      "yearEndValues { year day value isEstimated }",
    );
    expect(yearEndValues).toEqual([
      { year: 2025, day: "2025-12-30", value: "1000", isEstimated: false },
    ]);
  });
});

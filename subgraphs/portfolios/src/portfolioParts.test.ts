import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let viewer: Viewer;
let householdId: string;
let taxable: string;
let roth: string;

beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA", { sector: "ENERGY" });
  world.market.list("BETA", { assetClass: "BOND" });
  closes("ALFA", "2025-12-30 10, 2025-12-31 10, 2026-01-15 11, 2026-01-30 12, 2026-02-27 15");
  closes("BETA", "2025-12-30 50, 2025-12-31 50, 2026-01-30 51, 2026-02-27 49");
  householdId = newId();
  viewer = viewerWith({ [householdId]: "OWNER" });
  taxable = await account("TAXABLE", [
    "2025-12-30 MoneyLinkTransfer",
    "2025-12-30 Buy ALFA 100 @ 10.00",
    "2026-01-15 Sell ALFA 40 @ 11.00",
  ]);
  roth = await account("ROTH_IRA", ["2025-12-30 Buy BETA 10 @ 50.00"]);
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

async function account(kind: string, rows: readonly string[]): Promise<string> {
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "A", kind: ${kind} }) { id } }`,
    { id: householdId },
  );
  const accountId = String(data.createAccount.id);
  const trades = rows.filter((row) => !row.includes("MoneyLink"));
  const id = await world.importFile(viewer, accountId, schwabFile(trades));
  const { errors } = await world.ask(
    viewer,
    `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`,
    { id },
  );
  expect(errors).toEqual([]);
  await world.runJobs();
  return accountId;
}

const quotes = [
  ["ALFA", "20"],
  ["BETA", "50"],
].map(([symbol, amount]) => ({
  instrument: {
    quote: {
      instrument: { id: `instrument-${symbol}` },
      price: { amount, currency: "USD" },
      fxToUsd: "1",
    },
  },
}));
const DECLARED = {
  trades: "$trades: [HypotheticalTradeInput!]!",
  benchmark: "$benchmark: [BenchmarkSegmentInput!]!",
};
const ask = async (
  fields: string,
  by: Viewer = viewer,
  variables: { readonly trades?: object[]; readonly benchmark?: object[] } = {},
) => {
  const declared = [variables.trades && DECLARED.trades, variables.benchmark && DECLARED.benchmark];
  const { data, errors } = await world.ask(
    by,
    `query (${["$r: [_Any!]!", ...declared.filter(Boolean)].join(", ")}) {
      _entities(representations: $r) { ... on Portfolio { ${fields} } } }`,
    {
      r: [{ __typename: "Portfolio", id: householdId, openPositions: quotes }],
      ...variables,
    },
  );
  return { portfolio: data?._entities?.[0], errors, code: errors[0]?.extensions?.["code"] };
};

describe("contribution", () => {
  const FIELDS =
    "segments { segment opening closing netFlow gain contribution ownReturn } gain totalReturn isEstimated";
  const of = async (by: string) =>
    (await ask(`contribution(from: "2026-01-01", to: "2026-02-27", by: ${by}) { ${FIELDS} }`))
      .portfolio.contribution;

  it("divides the gain of a period among what was held; all gains sum to the household's", async () => {
    const found = await of("INSTRUMENT");
    const byName = new Map(found.segments.map((one: { segment: string }) => [one.segment, one]));
    // 100 at 10, 40 sold at 11, 60 at 15: 900 + 440 - 1000
    expect(byName.get("instrument-ALFA")).toMatchObject({
      opening: "1000",
      closing: "900",
      netFlow: "-440",
      gain: "340",
    });
    expect(byName.get("instrument-BETA")).toMatchObject({
      opening: "500",
      closing: "490",
      gain: "-10",
    });
    expect(byName.get("CASH")).toMatchObject({
      opening: "-1500",
      closing: "-1060",
      netFlow: "440",
      gain: "0",
    });
    expect(found).toMatchObject({ gain: "330", isEstimated: false });
  });

  it("names sectors, asset classes, currencies, accounts and tax treatments", async () => {
    const names = async (by: string) =>
      (await of(by)).segments.map((one: { segment: string }) => one.segment).sort();
    expect(await names("SECTOR")).toEqual(["CASH", "ENERGY", "UNCLASSIFIED"]);
    expect(await names("ASSET_CLASS")).toEqual(["BOND", "CASH", "US_EQUITY"]);
    expect(await names("CURRENCY")).toEqual(["USD"]);
    expect(await names("ACCOUNT")).toEqual([taxable, roth].sort());
    expect(await names("TAX_TREATMENT")).toEqual(["ROTH", "TAXABLE"]);
  });

  it("is a share of the capital that was there on average", async () => {
    const whole = await of("TAX_TREATMENT");
    expect(whole.totalReturn).toBeNull(); // 1,500 of purchases on credit: no capital
    const funded = await fund();
    const after = (
      await ask(`contribution(from: "2026-01-01", to: "2026-02-27", by: INSTRUMENT) { ${FIELDS} }`)
    ).portfolio.contribution;
    const total = after.segments.reduce(
      (all: number, one: { contribution: number }) => all + one.contribution,
      0,
    );
    expect(after.totalReturn).toBeCloseTo(330 / 10_000, 10);
    expect(total).toBeCloseTo(after.totalReturn, 12);
    await funded();
  });

  it("refuses a range that ends before it begins, and is not there for a stranger", async () => {
    const backwards = await ask(
      `contribution(from: "2026-02-01", to: "2026-01-01", by: SECTOR) { gain }`,
    );
    expect(backwards.code).toBe("BAD_INPUT");
    const stranger = await ask(
      `contribution(from: "2026-01-01", to: "2026-02-01", by: SECTOR) { gain }`,
      viewerWith({ [newId()]: "OWNER" }),
    );
    expect(stranger.portfolio).toBeNull();
  });
});

/** 10,000 in cash from before; @returns takes it back */
async function fund(): Promise<() => Promise<void>> {
  const { data, errors } = await world.ask(
    viewer,
    `mutation ($a: ID!) { addTransaction(input: { accountId: $a, idempotencyKey: "fund-${newId()}",
      kind: DEPOSIT, tradeDate: "2025-12-29", amount: "10000" }) { transactions { id } } }`,
    { a: taxable },
  );
  expect(errors).toEqual([]);
  const [made] = data.addTransaction.transactions as { id: string }[];
  return async () => {
    const undone = await world.ask(
      viewer,
      `mutation ($id: ID!) { reverseTransaction(input: { transactionId: $id }) { __typename } }`,
      { id: made?.id },
    );
    expect(undone.errors).toEqual([]);
  };
}

describe("attribution", () => {
  const FIELDS =
    "from to months portfolioReturn benchmarkReturn effects { segment allocation selection interaction }";
  const asked = (benchmark: object[]) =>
    ask(
      `attribution(from: "2026-01-01", to: "2026-02-27", by: ASSET_CLASS, benchmark: $benchmark) { ${FIELDS} }`,
      viewer,
      { benchmark },
    );
  const blend = [
    { segment: "US_EQUITY", weight: 0.6, instrumentId: "instrument-ALFA" },
    { segment: "BOND", weight: 0.4, instrumentId: "instrument-BETA" },
  ];

  it("explains the active return month by month, with nothing left over", async () => {
    const undo = await fund();
    const { portfolio, errors } = await asked(blend);
    expect(errors).toEqual([]);
    const { months, portfolioReturn, benchmarkReturn, effects } = portfolio.attribution;
    expect(months).toBe(2);
    // January: 12/10 and 51/50; February: 15/12 and 49/51
    const [january, february] = [0.6 * 0.2 + 0.4 * 0.02, 0.6 * 0.25 + 0.4 * (49 / 51 - 1)];
    expect(benchmarkReturn).toBeCloseTo((1 + january) * (1 + february) - 1, 12);
    const explained = effects.reduce(
      (all: number, one: { allocation: number; selection: number; interaction: number }) =>
        all + one.allocation + one.selection + one.interaction,
      0,
    );
    expect(explained).toBeCloseTo(portfolioReturn - benchmarkReturn, 12);
    expect(effects.map((one: { segment: string }) => one.segment).sort()).toEqual([
      "BOND",
      "CASH",
      "US_EQUITY",
    ]);
    await undo();
  });

  it.each([
    ["no segment", []],
    [
      "weights that do not sum to 1",
      [{ segment: "BOND", weight: 0.9, instrumentId: "instrument-BETA" }],
    ],
    [
      "a weight below 0",
      [
        { ...blend[0], weight: 1.4 },
        { ...blend[1], weight: -0.4 },
      ],
    ],
    [
      "a segment twice",
      [
        { ...blend[0], weight: 0.5 },
        { ...blend[0], weight: 0.5 },
      ],
    ],
  ])("refuses a benchmark with %s", async (_, benchmark) => {
    expect((await asked(benchmark)).code).toBe("BAD_INPUT");
  });

  it("refuses a benchmark nobody has prices of", async () => {
    const undo = await fund();
    const nobody = [{ segment: "BOND", weight: 1, instrumentId: "instrument-NOBODY" }];
    expect((await asked(nobody)).code).toBe("NO_QUOTE");
    await undo();
  });
});

describe("a position's performance", () => {
  it("takes sales for money that left, and is that of the price", async () => {
    const { data, errors } = await world.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio { positions { edges { node {
        symbol performance(from: "2026-01-01", to: "2026-02-27") {
          startValue { amount } endValue { amount } inflow { amount } outflow { amount } gain { amount }
          timeWeighted { value { value } } } } } } } } }`,
      { r: [{ __typename: "Portfolio", id: householdId }] },
    );
    expect(errors).toEqual([]);
    const [alfa] = data._entities[0].positions.edges as { node: { performance: object } }[];
    expect(alfa?.node.performance).toMatchObject({
      startValue: { amount: "1000" },
      endValue: { amount: "900" },
      inflow: { amount: "0" },
      outflow: { amount: "440" },
      gain: { amount: "340" },
      timeWeighted: { value: { value: expect.closeTo(0.5, 10) } },
    });
  });
});

describe("what-if", () => {
  const FIELDS =
    "on cashBefore cash value shortTermGain longTermGain disallowedLoss positions { accountId unitsBefore units cost value instrument { id } }";
  const asked = (...trades: object[]) =>
    ask(`whatIf(trades: $trades) { ${FIELDS} }`, viewer, { trades });
  const sale = (units: string, extra: object = {}) => ({
    accountId: taxable,
    instrumentId: "instrument-ALFA",
    side: "SELL",
    units,
    ...extra,
  });

  it("shows positions, cash and gains after trades, and stores nothing", async () => {
    const before = await ask("cash { amount } positions { edges { node { units } } }");
    const { portfolio, errors } = await asked(sale("10", { fees: "1" }), {
      accountId: roth,
      instrumentId: "instrument-NEW",
      side: "BUY",
      units: "2",
      price: "30",
    });
    expect(errors).toEqual([]);
    expect(portfolio.whatIf).toMatchObject({
      on: "2026-03-02",
      cashBefore: "-1060",
      cash: "-921",
      shortTermGain: "99",
      longTermGain: "0",
      disallowedLoss: "0",
      value: "639",
    });
    expect(portfolio.whatIf.positions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ unitsBefore: "60", units: "50", value: "1000" }),
        expect.objectContaining({ unitsBefore: "0", units: "2", cost: "60", value: "60" }),
      ]),
    );
    expect(await ask("cash { amount } positions { edges { node { units } } }")).toEqual(before);
  });

  it("shows a position that the trades close, and a loss that a purchase of the list washes", async () => {
    const { portfolio } = await asked(sale("60", { price: "5" }), {
      accountId: roth,
      instrumentId: "instrument-ALFA",
      side: "BUY",
      units: "60",
      price: "5",
    });
    expect(portfolio.whatIf).toMatchObject({ shortTermGain: "0", disallowedLoss: "300" });
    expect(portfolio.whatIf.positions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ accountId: taxable, unitsBefore: "60", units: "0" }),
      ]),
    );
  });

  it.each([
    ["more than is held", () => [sale("61")], "UNITS_EXCEED_POSITION"],
    ["no units", () => [sale("0")], "BAD_INPUT"],
    ["a price of 0", () => [sale("1", { price: "0" })], "BAD_INPUT"],
    ["an account that is not there", () => [sale("1", { accountId: newId() })], "NOT_FOUND"],
    ["no price", () => [sale("1", { instrumentId: "instrument-NOBODY", side: "BUY" })], "NO_QUOTE"],
    ["201 trades", () => Array.from({ length: 201 }, () => sale("1")), "BAD_INPUT"],
  ])("refuses %s", async (_, trades, code) => {
    expect((await asked(...trades())).code).toBe(code);
  });
});

describe("rebalancing an account", () => {
  const FIELDS = `accountId total cashBefore cash tax isTaxPartial
    drifts { instrument { id } weight target drift weightAfter isOutsideBand }
    trades { instrument { id } side units value tax lots { units } }`;
  const target = (symbol: string, weight: string, extra: object = {}) => ({
    instrumentId: `instrument-${symbol}`,
    weight,
    ...extra,
  });
  const asked = async (input: object, by: Viewer = viewer) => {
    const lots = await world.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio { openPositions { lots { id } } } } }`,
      { r: [{ __typename: "Portfolio", id: householdId }] },
    );
    const joined = (lots.data._entities[0].openPositions as { lots: { id: string }[] }[]).map(
      (position, i) => ({
        ...quotes[i],
        lots: position.lots.map(({ id }) => ({
          harvest: { lotId: id, benefit: { amount: "-60", currency: "USD" } },
        })),
      }),
    );
    const { data, errors } = await world.ask(
      by,
      `query ($r: [_Any!]!, $input: RebalanceInput!) { _entities(representations: $r) { ... on Portfolio {
        rebalance(input: $input) { ${FIELDS} } } } }`,
      {
        r: [{ __typename: "Portfolio", id: householdId, openPositions: joined }],
        input: { accountId: taxable, ...input },
      },
    );
    return { plan: data?._entities?.[0]?.rebalance, code: errors[0]?.extensions?.["code"] };
  };

  it("sells what is outside its band, prices the tax by its lots and buys what is short", async () => {
    // 60 ALFA at 20; half of it is to be NEW at 30
    const { plan } = await asked({
      targets: [target("ALFA", "0.5"), target("NEW", "0.5", { price: "30" })],
    });
    expect(plan).toMatchObject({ total: "1200", tax: "30", isTaxPartial: false });
    expect(plan.trades).toMatchObject([
      { side: "SELL", units: "30", value: "600", tax: "30", lots: [{ units: "30" }] },
      { side: "BUY", units: "20", value: "600", tax: "0", lots: [] },
    ]);
    expect(plan.drifts).toMatchObject([
      { drift: 0.5, weightAfter: 0.5, isOutsideBand: true },
      { drift: -0.5, weightAfter: 0.5, isOutsideBand: true },
    ]);
  });

  it("lets new cash do it when it can, and whole units only when asked", async () => {
    const { plan } = await asked({
      targets: [target("ALFA", "0.9"), target("NEW", "0.1", { price: "70" })],
      newCash: "150",
      minimumTrade: "50",
      wholeUnits: true,
    });
    expect(plan.trades).toMatchObject([{ side: "BUY", units: "1", value: "70" }]);
  });

  it.each([
    ["no target", () => ({ targets: [] }), "BAD_INPUT"],
    [
      "targets above 1",
      () => ({ targets: [target("ALFA", "0.6"), target("NEW", "0.6", { price: "1" })] }),
      "BAD_INPUT",
    ],
    ["a weight below 0", () => ({ targets: [target("ALFA", "-0.1")] }), "BAD_INPUT"],
    [
      "a target twice",
      () => ({ targets: [target("ALFA", "0.1"), target("ALFA", "0.1")] }),
      "BAD_INPUT",
    ],
    ["cash below 0", () => ({ targets: [target("ALFA", "1")], newCash: "-1" }), "BAD_INPUT"],
    ["something without a price", () => ({ targets: [target("NEW", "0.5")] }), "NO_QUOTE"],
    [
      "an account that is not there",
      () => ({ targets: [target("ALFA", "1")], accountId: newId() }),
      "NOT_FOUND",
    ],
  ])("refuses %s", async (_, input, code) => {
    expect((await asked(input())).code).toBe(code);
  });
});

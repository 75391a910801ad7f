import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let viewer: Viewer;
let householdId: string;
let accountId: string;

beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA", "VTSAX"]) world.market.list(symbol);
});
afterAll(() => world.close());

type Fields = Readonly<Record<string, unknown>>;
/** Whatever the asked fields are. */
type Answer = Awaited<ReturnType<TestWorld["ask"]>>["data"];

async function run(document: string, variables: Fields): Promise<Answer> {
  const { data, errors } = await world.ask(viewer, document, variables);
  if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
  return Object.values(data)[0];
}
const create = (input: Fields) =>
  run(`mutation ($i: CreateAccountInput!) { createAccount(input: $i) { id allowsShort } }`, {
    i: { householdId, name: "A", kind: "TAXABLE", ...input },
  });

beforeEach(async () => {
  householdId = newId();
  viewer = viewerWith({ [householdId]: "OWNER" });
  accountId = (await create({})).id;
});

const add = (input: Fields) =>
  run(`mutation ($i: AddTransactionInput!) { addTransaction(input: $i) { transactions { id } } }`, {
    i: { accountId, ...input },
  }).then(({ transactions }) => String(transactions[0].id));
const buy = (tradeDate: string, units: string, price: string, symbol = "ALFA") =>
  add({ kind: "BUY", symbol, tradeDate, units, price });
const sell = (tradeDate: string, units: string, more: Fields = {}) =>
  add({ kind: "SELL", symbol: "ALFA", tradeDate, units, price: "15", ...more });
const setLotMethod = (input: Fields) =>
  run(
    `mutation ($i: SetLotMethodInput!) { setLotMethod(input: $i) { lotMethods { method from symbol instrument { id } } } }`,
    { i: { accountId, ...input } },
  );
const identify = (transactionId: string, lots: readonly Fields[] | null) =>
  run(
    `mutation ($i: IdentifyLotsInput!) { identifyLots(input: $i) { transactions { id kind reverses { id } identifiedLots { units purchase { id } } import { id } } } }`,
    { i: { transactionId, lots } },
  );

/** Lots of the account in words. */
async function lots(): Promise<string[]> {
  const { positions } = await run(
    `query ($id: ID!) { account(id: $id) { positions { edges { node { symbol units cost { amount }
      lots { units cost { amount } purchasedOn purchase { kind } }
      shortLots { units openedOn proceeds { amount } opening { kind } } } } } } }`,
    { id: accountId },
  );
  return positions.edges.flatMap(({ node }: Answer) => [
    ...node.lots.map(
      (lot: Answer) => `${lot.purchasedOn} ${lot.units} ${node.symbol} @ ${lot.cost.amount}`,
    ),
    ...node.shortLots.map(
      (lot: Answer) => `${lot.openedOn} short ${lot.units} ${node.symbol} @ ${lot.proceeds.amount}`,
    ),
    `${node.symbol} ${node.units} @ ${node.cost.amount}`,
  ]);
}

/** The worked example of the facts sheet: 100 @ 10 and 50 @ 12. */
async function bought(symbol = "ALFA"): Promise<[string, string]> {
  return [
    await buy("2024-01-02", "100", "10", symbol),
    await buy("2024-02-01", "50", "12", symbol),
  ];
}

describe("setLotMethod", () => {
  it("decides which units a sale from that day on takes, and shows itself on the account", async () => {
    await bought();
    const { lotMethods } = await setLotMethod({ method: "LIFO", from: "2024-03-01" });
    expect(lotMethods).toEqual([
      { method: "LIFO", from: "2024-03-01", symbol: null, instrument: null },
    ]);
    await sell("2024-02-28", "10");
    await sell("2024-03-01", "10");
    expect(await lots()).toEqual([
      "2024-01-02 90 ALFA @ 900",
      "2024-02-01 40 ALFA @ 480",
      "ALFA 130 @ 1380",
    ]);
  });

  it("holds from today when no day is given", async () => {
    const { lotMethods } = await setLotMethod({ method: "HIFO", symbol: "ALFA" });
    expect(lotMethods).toEqual([
      { method: "HIFO", from: "2026-03-02", symbol: "ALFA", instrument: { id: "instrument-ALFA" } },
    ]);
  });

  it("does not change booked sales silently: says how many, and does it when asked", async () => {
    await bought();
    await sell("2024-03-01", "10");
    const asked = { method: "LIFO", from: "2024-01-01" };
    await expect(setLotMethod(asked)).rejects.toMatchObject({
      code: "LOT_METHOD_RESTATES",
      facts: { sales: 1, from: "2024-01-01" },
    });
    expect((await lots())[0]).toBe("2024-01-02 90 ALFA @ 900");
    await setLotMethod({ ...asked, restateSales: true });
    expect((await lots()).slice(0, 2)).toEqual([
      "2024-01-02 100 ALFA @ 1000",
      "2024-02-01 40 ALFA @ 480",
    ]);
  });

  it("averages a mutual fund, and what dividends were reinvested in", async () => {
    await bought("VTSAX");
    await setLotMethod({ method: "AVERAGE", symbol: "VTSAX", from: "2024-01-01" });
    await sell("2024-03-01", "75", { symbol: "VTSAX" });
    expect((await lots()).at(-1)).toBe("VTSAX 75 @ 800");
    const reinvested = { kind: "REINVESTMENT", symbol: "ALFA", units: "1", price: "10" };
    await add({ ...reinvested, tradeDate: "2024-01-05" });
    await setLotMethod({ method: "AVERAGE", symbol: "ALFA" });
  });

  it.each([
    ["LOT_METHOD_NOT_ALLOWED", { method: "AVERAGE" }],
    ["LOT_METHOD_NOT_ALLOWED", { method: "AVERAGE", symbol: "ALFA" }],
    ["UNKNOWN_SYMBOL", { method: "LIFO", symbol: "NONE" }],
  ])("refuses with %s: %j", async (code, input) => {
    await expect(setLotMethod(input)).rejects.toMatchObject({ code });
  });

  it("does not let one sale average a stock either", async () => {
    await bought();
    await expect(sell("2024-03-01", "1", { lotMethod: "AVERAGE" })).rejects.toMatchObject({
      code: "LOT_METHOD_NOT_ALLOWED",
    });
  });
});

describe("identifyLots", () => {
  it("names the units a booked sale took, as a correction that can be undone", async () => {
    const [, second] = await bought();
    const sale = await sell("2024-03-01", "10");
    const { transactions } = await identify(sale, [{ purchaseId: second, units: "10" }]);
    expect(transactions).toEqual([
      expect.objectContaining({
        kind: "SELL",
        reverses: { id: sale },
        identifiedLots: [{ units: "10", purchase: { id: second } }],
      }),
    ]);
    expect((await lots()).slice(0, 2)).toEqual([
      "2024-01-02 100 ALFA @ 1000",
      "2024-02-01 40 ALFA @ 480",
    ]);
    await run(`mutation ($id: ID!) { restoreTransaction(input: { transactionId: $id }) { id } }`, {
      id: sale,
    });
    expect((await lots())[0]).toBe("2024-01-02 90 ALFA @ 900");
  });

  it("keeps a row of a file in its import", async () => {
    const file = schwabFile(["2024-03-01 Sell ALFA 10 @ 15.00", "2024-01-02 Buy ALFA 20 @ 9.00"]);
    const importId = await world.importFile(viewer, accountId, file);
    await run(`mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`, {
      id: importId,
    });
    const dear = await buy("2024-02-01", "10", "20");
    const { transactions } = await run(
      `query ($id: ID!) { account(id: $id) { transactions { edges { node { id kind } } } } }`,
      { id: accountId },
    );
    const sale = transactions.edges.find(({ node }: Answer) => node.kind === "SELL").node.id;
    const identified = await identify(sale, [{ purchaseId: dear, units: "10" }]);
    expect(identified.transactions[0].import).toEqual({ id: importId });
    const again = await world.importFile(viewer, accountId, file);
    const found = await run(`query ($id: ID!) { import(id: $id) { rowsNew } }`, { id: again });
    expect(found).toEqual({ rowsNew: 0 });
  });

  it("refuses what does not fit", async () => {
    const [first, second] = await bought();
    const sale = await sell("2024-03-01", "60");
    const of = (purchaseId: string, units: string) => [{ purchaseId, units }];
    const code = (code: string) => ({ code });
    await expect(identify(sale, of(second, "60"))).rejects.toMatchObject(code("LOT_NOT_HELD"));
    await expect(identify(sale, of(first, "59"))).rejects.toMatchObject(code("BAD_INPUT"));
    await expect(identify(first, of(first, "100"))).rejects.toMatchObject(code("BAD_INPUT"));
    await identify(sale, of(first, "60"));
    await expect(identify(sale, of(first, "60"))).rejects.toMatchObject(code("CONFLICT"));
  });
});

describe("an account that allows short sales", () => {
  beforeEach(async () => {
    const margin = await create({ allowsShort: true });
    expect(margin.allowsShort).toBe(true);
    accountId = margin.id;
  });

  it("opens a short by a sale through zero, valued below zero at its proceeds", async () => {
    await buy("2024-01-02", "6", "10");
    await sell("2024-02-01", "10");
    expect(await lots()).toEqual(["2024-02-01 short 4 ALFA @ 60", "ALFA -4 @ -60"]);
    await add({ kind: "COVER", symbol: "ALFA", tradeDate: "2024-03-01", units: "4", price: "10" });
    expect(await lots()).toEqual([]);
    const { disposals } = await run(
      `query ($id: ID!) { account(id: $id) { disposals(from: "2024-01-01", to: "2024-12-31") { edges { node {
        source units gain { amount } disposedOn } } } } }`,
      { id: accountId },
    );
    expect(disposals.edges.map(({ node }: Answer) => node)).toEqual([
      { source: "SALE", units: "6", gain: { amount: "30" }, disposedOn: "2024-02-01" },
      { source: "SHORT_SALE", units: "4", gain: { amount: "20" }, disposedOn: "2024-03-05" },
    ]);
  });

  it("is worth less by what it owes, day by day", async () => {
    await add({ kind: "SHORT", symbol: "ALFA", tradeDate: "2024-02-01", units: "10", price: "15" });
    await world.runJobs();
    const [{ snapshots }] = await run(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio { snapshots(from: "2024-02-01", to: "2024-02-01") { values cash } } } }`,
      { r: [{ __typename: "Portfolio", id: householdId }] },
    );
    expect(snapshots).toEqual({ values: ["0"], cash: ["150"] });
  });

  it("cannot be of a kind that shelters, and keeps the right while it is short", async () => {
    await expect(create({ kind: "ROTH_IRA", allowsShort: true })).rejects.toMatchObject({
      code: "SHORT_NOT_ALLOWED",
      facts: { kind: "ROTH_IRA" },
    });
    await add({ kind: "SHORT", symbol: "ALFA", tradeDate: "2024-02-01", units: "10", price: "15" });
    const take = run(
      `mutation ($i: UpdateAccountInput!) { updateAccount(input: $i) { allowsShort } }`,
      { i: { accountId, version: 1, allowsShort: false } },
    );
    await expect(take).rejects.toMatchObject({ code: "SHORT_NOT_ALLOWED" });
    expect(await lots()).toContain("2024-02-01 short 10 ALFA @ 150");
  });
});

describe("corporate actions by hand", () => {
  it("spin a company off, take it over for shares and cash, and rename it", async () => {
    await buy("2020-01-02", "100", "80");
    const received = { symbol: "BETA", units: "50", basisShare: "0.15" };
    await add({ kind: "SPIN_OFF", symbol: "ALFA", tradeDate: "2024-03-01", received });
    expect(await lots()).toEqual([
      "2020-01-02 100 ALFA @ 6800",
      "ALFA 100 @ 6800",
      "2020-01-02 50 BETA @ 1200",
      "BETA 50 @ 1200",
    ]);
    await add({
      kind: "MERGER",
      symbol: "BETA",
      tradeDate: "2024-06-03",
      amount: "500",
      received: { symbol: "VTSAX", units: "10", price: "100" },
    });
    await add({
      kind: "SYMBOL_CHANGE",
      symbol: "ALFA",
      tradeDate: "2024-07-01",
      received: { symbol: "BETA" },
    });
    // cost of 1200 less 500 of cash, plus the gain of 1000 + 500 - 1200
    expect(await lots()).toEqual([
      "2020-01-02 100 BETA @ 6800",
      "BETA 100 @ 6800",
      "2020-01-02 10 VTSAX @ 1000",
      "VTSAX 10 @ 1000",
    ]);
    const found = await run(
      `query ($id: ID!) { account(id: $id) { transactions { edges { node { kind received { symbol units basisShare instrument { id } } } } } } }`,
      { id: accountId },
    );
    expect(found.transactions.edges.at(-2).node).toEqual({
      kind: "SPIN_OFF",
      received: {
        symbol: "BETA",
        units: "50",
        basisShare: "0.15",
        instrument: { id: "instrument-BETA" },
      },
    });
  });
});

describe("recomputeHoldings", () => {
  const recompute = () =>
    run(
      `mutation ($id: ID!) { recomputeHoldings(householdId: $id) { positions lots differences } }`,
      { id: householdId },
    );

  it("finds what was kept up to date change by change as the whole ledger gives it", async () => {
    accountId = (await create({ allowsShort: true })).id;
    const [first] = await bought();
    await bought("BETA");
    await sell("2024-03-01", "20", { symbol: "BETA", price: "5" });
    await buy("2024-03-05", "10", "6", "BETA");
    const received = { symbol: "VTSAX", units: "10", basisShare: "0.2" };
    await add({ kind: "SPIN_OFF", symbol: "BETA", tradeDate: "2024-04-01", received });
    await setLotMethod({ method: "HIFO", from: "2024-05-01" });
    await sell("2024-06-03", "200");
    await run(`mutation ($id: ID!) { reverseTransaction(input: { transactionId: $id }) { id } }`, {
      id: first,
    });
    const before = await lots();
    // of BETA 80, 20 that replaced washed units, 30 and 10; the same four of what was spun off
    expect(await recompute()).toEqual({ positions: 3, lots: 8, differences: 0 });
    expect(await lots()).toEqual(before);
  });

  it("mends what was stored otherwise, and says how much that was", async () => {
    await bought();
    const before = await lots();
    const superuser = new Client({ connectionString: world.db.superuserUrl });
    await superuser.connect();
    await superuser.query(`update portfolios.lot set cost = 1 where household_id = $1`, [
      householdId,
    ]);
    await superuser.end();
    expect(await recompute()).toEqual({ positions: 1, lots: 2, differences: 2 });
    expect(await lots()).toEqual(before);
  });
});

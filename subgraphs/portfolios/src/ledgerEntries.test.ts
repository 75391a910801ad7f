import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let viewer: Viewer;
let householdId: string;
let broker: string;
let spouse: string;

beforeAll(async () => {
  world = await openTestWorld();
  world.market.list("ALFA");
  world.market.list("BETA");
  world.market.list("COIN-USD", { assetClass: "CRYPTO" });
  for (const day of ["2024-03-04"]) {
    world.market.ratesByDay.set(`EUR USD ${day}`, new Decimal("1.10"));
  }
});
afterAll(() => world.close());

beforeEach(async () => {
  householdId = newId();
  viewer = viewerWith({ [householdId]: "OWNER" });
  broker = await account("Broker");
  spouse = await account("Spouse");
});

async function account(name: string): Promise<string> {
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!, $name: String!) { createAccount(input: { householdId: $id, name: $name, kind: TAXABLE }) { id } }`,
    { id: householdId, name },
  );
  return String(data.createAccount.id);
}

type Fields = Readonly<Record<string, unknown>>;
/** Whatever the asked fields are. */
type Answer = Awaited<ReturnType<TestWorld["ask"]>>["data"];

const ENTRY = `id isRepeated transactions { id kind units amount { amount currency } settlementDate
  account { name } reverses { id } }`;

/** The answer, or the refusal as an error with its code. */
async function run(document: string, variables: Fields): Promise<Answer> {
  const { data, errors } = await world.ask(viewer, document, variables);
  if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
  return Object.values(data)[0];
}
const add = (input: Fields) =>
  run(`mutation ($i: AddTransactionInput!) { addTransaction(input: $i) { ${ENTRY} } }`, {
    i: { accountId: broker, tradeDate: "2024-03-04", ...input },
  });
const reverse = (transactionId: string, reason?: string) =>
  run(`mutation ($i: ReverseTransactionInput!) { reverseTransaction(input: $i) { id } }`, {
    i: { transactionId, reason },
  });
const correct = (transactionId: string, replacement: Fields) =>
  run(`mutation ($i: CorrectTransactionInput!) { correctTransaction(input: $i) { ${ENTRY} } }`, {
    i: {
      transactionId,
      reason: "typing error",
      replacement: { accountId: broker, tradeDate: "2024-03-04", ...replacement },
    },
  });
const restore = (transactionId: string) =>
  run(`mutation ($i: RestoreTransactionInput!) { restoreTransaction(input: $i) { ${ENTRY} } }`, {
    i: { transactionId },
  });

const buy = (units: string, more: Fields = {}) =>
  add({ kind: "BUY", symbol: "ALFA", units, price: "10", ...more });

/** Cash and lots of an account in words. */
async function state(id = broker): Promise<string[]> {
  const found = await run(
    `query ($id: ID!) { account(id: $id) { cash { amount }
      positions { edges { node { symbol lots { units cost { amount } purchasedOn } } } } } }`,
    { id },
  );
  const lots = found.positions.edges.flatMap(({ node }: Answer) =>
    node.lots.map(
      (lot: Answer) => `${lot.purchasedOn} ${lot.units} ${node.symbol} @ ${lot.cost.amount}`,
    ),
  );
  return [`cash ${found.cash.amount}`, ...lots];
}

const history = (id = broker) =>
  run(
    `query ($id: ID!) { account(id: $id) { transactions(includeReversed: true) { edges { node {
      id kind units reversedBy { cause reason replacedBy { id } } reverses { id } entry { id } import { id } } } } } }`,
    { id },
  ).then((found) => found.transactions.edges.map(({ node }: Answer) => node));

describe("addTransaction", () => {
  it("books a purchase: a lot, its cost, the cash, the settlement day of its era", async () => {
    const entry = await buy("10", { fees: "1.50" });
    expect(entry.transactions).toEqual([
      expect.objectContaining({
        kind: "BUY",
        amount: { amount: "-101.5", currency: "USD" },
        settlementDate: "2024-03-06",
      }),
    ]);
    expect(await state()).toEqual(["cash -101.5", "2024-03-04 10 ALFA @ 101.5"]);
  });

  it.each([
    ["1995-06-06", "1995-06-13"],
    ["2017-09-01", "2017-09-07"],
    ["2017-09-05", "2017-09-07"],
    ["2024-05-24", "2024-05-29"],
    ["2024-05-28", "2024-05-29"],
    ["2021-10-08", "2021-10-13"],
  ])("settles a trade of %s on %s", async (tradeDate, settlementDate) => {
    const entry = await buy("1", { tradeDate });
    expect(entry.transactions[0].settlementDate).toBe(settlementDate);
  });

  it("settles a coin at once", async () => {
    const entry = await buy("1", { symbol: "COIN-USD" });
    expect(entry.transactions[0].settlementDate).toBe("2024-03-04");
  });

  it("moves lots with their date and cost to an own account, both ends in one entry", async () => {
    await buy("10", { tradeDate: "2023-01-03" });
    const entry = await add({ kind: "TRANSFER", symbol: "ALFA", units: "4", toAccountId: spouse });
    expect(entry.transactions.map((t: Answer) => `${t.kind} ${t.account.name}`)).toEqual([
      "TRANSFER_OUT Broker",
      "TRANSFER_IN Spouse",
    ]);
    expect(await state()).toEqual(["cash -100", "2023-01-03 6 ALFA @ 60"]);
    expect(await state(spouse)).toEqual(["cash 0", "2023-01-03 4 ALFA @ 40"]);
  });

  it("books both currencies of a conversion, each at the rate of the day", async () => {
    await add({
      kind: "FX_CONVERSION",
      amount: "100",
      currency: "EUR",
      converted: { amount: "109", currency: "USD" },
    });
    // 100 EUR leave at 1.10, 109 USD come: the bank's margin of 1 USD
    expect(await state()).toEqual(["cash -1"]);
  });

  it("books a reinvested dividend as income, tax and a lot, and leaves the cash alone", async () => {
    await add({ kind: "REINVESTMENT", symbol: "ALFA", units: "1.7", price: "50", withheld: "15" });
    expect(await state()).toEqual(["cash 0", "2024-03-04 1.7 ALFA @ 85"]);
  });

  it("answers the same request again with the same entry, and books nothing", async () => {
    const first = await buy("10", { idempotencyKey: "one" });
    expect(await buy("10", { idempotencyKey: "one" })).toEqual({ ...first, isRepeated: true });
    expect(await state()).toEqual(["cash -100", "2024-03-04 10 ALFA @ 100"]);
  });

  it("knows a request without a key by its content, until it is taken back", async () => {
    const first = await buy("10");
    expect((await buy("10")).id).toBe(first.id);
    await buy("10", { idempotencyKey: "a second one alike" });
    expect(await state()).toEqual([
      "cash -200",
      "2024-03-04 10 ALFA @ 100",
      "2024-03-04 10 ALFA @ 100",
    ]);
    await reverse(first.transactions[0].id);
    expect((await buy("10")).isRepeated).toBe(false);
  });

  it("books one of many equal requests at once", async () => {
    const entries = await Promise.all(Array.from({ length: 8 }, () => buy("10")));
    expect(new Set(entries.map(({ id }) => id)).size).toBe(1);
    expect(await state()).toEqual(["cash -100", "2024-03-04 10 ALFA @ 100"]);
  });

  it.each([
    ["IDEMPOTENCY_KEY_REUSED", { idempotencyKey: "k", units: "2" }],
    ["BAD_INPUT", { idempotencyKey: "" }],
    ["BAD_INPUT", { tradeDate: "2026-03-03" }],
    ["BAD_INPUT", { tradeDate: "1949-12-31" }],
    ["BAD_INPUT", { currency: "Dollar" }],
    ["BAD_INPUT", { description: "x".repeat(501) }],
    ["BAD_INPUT", { units: "-1" }],
    ["UNKNOWN_SYMBOL", { symbol: "NONE" }],
    ["NO_FX_RATE", { currency: "CHF" }],
    ["UNITS_EXCEED_POSITION", { kind: "SELL", units: "11" }],
    ["BAD_INPUT", { kind: "TRANSFER", price: null, toAccountId: "self" }],
    ["NOT_FOUND", { kind: "TRANSFER", price: null, toAccountId: newId() }],
  ])("refuses with %s: %j", async (code, fields) => {
    await buy("1", { idempotencyKey: "k" });
    const before = await state();
    const toAccountId = "toAccountId" in fields && fields.toAccountId === "self";
    const asked = buy("1", { ...fields, ...(toAccountId ? { toAccountId: broker } : {}) });
    await expect(asked).rejects.toMatchObject({ code });
    expect(await state()).toEqual(before);
  });

  it("refuses a sale in the past whose units a later sale needs, and names that one", async () => {
    await buy("10", { tradeDate: "2024-01-02" });
    await add({ kind: "SELL", symbol: "ALFA", units: "10", price: "11", tradeDate: "2024-03-01" });
    await expect(
      add({ kind: "SELL", symbol: "ALFA", units: "5", price: "11", tradeDate: "2024-02-01" }),
    ).rejects.toMatchObject({
      code: "TRANSACTION_LATER_DEPENDS",
      facts: { tradeDate: "2024-03-01", symbol: "ALFA" },
    });
  });

  it("is told to who watches the portfolio, and restates the days from its own on", async () => {
    const watched = await world.subscribe(
      viewer,
      `subscription ($id: ID!) { portfolioChanged(householdId: $id) { reason } }`,
      { id: householdId },
    );
    await buy("10");
    await world.dispatch();
    for (let reason = ""; reason !== "TRANSACTION_ADDED";) {
      const { value } = await watched.next();
      reason = (value as Answer).data.portfolioChanged.reason;
    }
    await watched.return?.();
    await world.runJobs();
    const { snapshots } = await run(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Portfolio { snapshots(from: "2024-03-01", to: "2024-03-31") { dates values } } } }`,
      { r: [{ __typename: "Portfolio", id: householdId }] },
    ).then(([portfolio]) => portfolio);
    expect(snapshots).toEqual({ dates: ["2024-03-04"], values: ["0"] });
  });
});

describe("reverseTransaction", () => {
  it("takes both ends of a transfer back, and keeps them in the history with the reason", async () => {
    await buy("10", { tradeDate: "2023-01-03" });
    const { transactions } = await add({
      kind: "TRANSFER",
      symbol: "ALFA",
      units: "4",
      toAccountId: spouse,
    });
    const reversed = await reverse(transactions[1].id, "  never happened ");
    expect(reversed.map(({ id }: Answer) => id)).toEqual(transactions.map(({ id }: Answer) => id));
    expect(await state()).toEqual(["cash -100", "2023-01-03 10 ALFA @ 100"]);
    expect(await state(spouse)).toEqual(["cash 0"]);
    expect(await history(spouse)).toEqual([
      expect.objectContaining({
        kind: "TRANSFER_IN",
        reversedBy: { cause: "REVERSED", reason: "never happened", replacedBy: [] },
      }),
    ]);
    const listed = await run(
      `query ($id: ID!) { account(id: $id) { transactions { edges { node { id } } } } }`,
      { id: spouse },
    );
    expect(listed.transactions.edges).toEqual([]);
  });

  it("refuses to take a purchase back that a sale needs", async () => {
    const { transactions } = await buy("10", { tradeDate: "2024-01-02" });
    await add({ kind: "SELL", symbol: "ALFA", units: "1", price: "11" });
    await expect(reverse(transactions[0].id)).rejects.toMatchObject({
      code: "TRANSACTION_LATER_DEPENDS",
      facts: { tradeDate: "2024-03-04", unitsHeld: "0", unitsAsked: "1" },
    });
  });

  it("is done once: the second one gets CONFLICT", async () => {
    const { transactions } = await buy("10");
    await reverse(transactions[0].id);
    await expect(reverse(transactions[0].id)).rejects.toMatchObject({
      code: "CONFLICT",
      facts: { cause: "REVERSED" },
    });
    const long = reverse((await buy("3")).transactions[0].id, "x".repeat(501));
    await expect(long).rejects.toMatchObject({ code: "BAD_INPUT" });
  });
});

describe("correctTransaction", () => {
  it("books the right one in the place of the wrong one, and each names the other", async () => {
    const wrong = (await buy("100")).transactions[0].id;
    const { transactions } = await correct(wrong, {
      kind: "BUY",
      symbol: "ALFA",
      units: "10",
      price: "10",
    });
    expect(transactions[0].reverses).toEqual({ id: wrong });
    expect(await state()).toEqual(["cash -100", "2024-03-04 10 ALFA @ 100"]);
    const found = (await history()).find(({ id }: Answer) => id === wrong);
    expect(found.reversedBy).toEqual({
      cause: "CORRECTED",
      reason: "typing error",
      replacedBy: [{ id: transactions[0].id }],
    });
  });

  it("gives CONFLICT to who corrects what was corrected meanwhile", async () => {
    const wrong = (await buy("100")).transactions[0].id;
    const answers = await Promise.allSettled(
      ["11", "12"].map((units) =>
        correct(wrong, { kind: "BUY", symbol: "ALFA", units, price: "10" }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [lost] = answers.flatMap((a) => (a.status === "rejected" ? [a.reason] : []));
    expect(lost).toMatchObject({ code: "CONFLICT", facts: { cause: "CORRECTED" } });
  });

  it("answers a repeated request by its key", async () => {
    const wrong = (await buy("100")).transactions[0].id;
    const right = { kind: "BUY", symbol: "ALFA", units: "9", price: "10", idempotencyKey: "c" };
    const first = await correct(wrong, right);
    expect(await correct(wrong, right)).toEqual({ ...first, isRepeated: true });
  });

  it("is undone by restoring what it corrected, through any number of corrections", async () => {
    const wrong = (await buy("100")).transactions[0].id;
    const right = { kind: "BUY", symbol: "ALFA", price: "10" };
    const second = await correct(wrong, { ...right, units: "10" });
    await correct(second.transactions[0].id, { ...right, units: "20" });
    expect(await state()).toEqual(["cash -200", "2024-03-04 20 ALFA @ 200"]);
    const restored = await restore(wrong);
    expect(restored.transactions[0].reverses).toEqual({ id: wrong });
    expect(await state()).toEqual(["cash -1000", "2024-03-04 100 ALFA @ 1000"]);
    await expect(restore(wrong)).rejects.toMatchObject({ code: "CONFLICT" });
    // and again: the copy is corrected like any other
    await correct(restored.transactions[0].id, { ...right, units: "30" });
    expect(await state()).toEqual(["cash -300", "2024-03-04 30 ALFA @ 300"]);
  });

  it("leaves everything as it was when the replacement cannot have happened", async () => {
    await buy("10", { tradeDate: "2024-01-02" });
    const sold = await add({ kind: "SELL", symbol: "ALFA", units: "5", price: "11" });
    await expect(
      correct(sold.transactions[0].id, { kind: "SELL", symbol: "ALFA", units: "50", price: "11" }),
    ).rejects.toMatchObject({ code: "UNITS_EXCEED_POSITION" });
    expect(await state()).toEqual(["cash -45", "2024-01-02 5 ALFA @ 50"]);
  });
});

describe("restoreTransaction", () => {
  it("takes back a correction that was itself taken back and restored, and leaves one standing", async () => {
    const wrong = (await buy("1")).transactions[0].id;
    const right = (await correct(wrong, { kind: "BUY", symbol: "ALFA", units: "2", price: "10" }))
      .transactions[0].id;
    await reverse(right);
    await restore(right);
    expect(await state()).toEqual(["cash -20", "2024-03-04 2 ALFA @ 20"]);
    await restore(wrong);
    expect(await state()).toEqual(["cash -10", "2024-03-04 1 ALFA @ 10"]);
  });

  it("undoes a reversal, both ends of a transfer, and counts once", async () => {
    await buy("10", { tradeDate: "2023-01-03" });
    const { transactions } = await add({
      kind: "TRANSFER",
      symbol: "ALFA",
      units: "4",
      toAccountId: spouse,
    });
    await reverse(transactions[0].id);
    await restore(transactions[0].id);
    expect(await state(spouse)).toEqual(["cash 0", "2023-01-03 4 ALFA @ 40"]);
    await expect(restore(transactions[1].id)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("refuses what counts", async () => {
    const { transactions } = await buy("10");
    await expect(restore(transactions[0].id)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("a row of a file that was corrected by hand", () => {
  const file = schwabFile(["2024-01-02 Buy ALFA 100 @ 10.00", "2024-01-03 Buy BETA 1 @ 5.00"]);
  const confirm = (id: string) =>
    run(`mutation ($id: ID!) { confirmImport(input: { importId: $id }) { status } }`, { id });
  let importId: string;
  let row: string;

  beforeEach(async () => {
    importId = await world.importFile(viewer, broker, file);
    await confirm(importId);
    row = (await history()).find(({ units }: Answer) => units === "100").id;
    await correct(row, { kind: "BUY", symbol: "ALFA", units: "10", price: "10" });
  });

  it("does not come back with its file", async () => {
    const again = await world.importFile(viewer, broker, file);
    const found = await run(`query ($id: ID!) { import(id: $id) { rowsNew rowsDuplicate } }`, {
      id: again,
    });
    expect(found).toEqual({ rowsNew: 0, rowsDuplicate: 2 });
  });

  it("goes with its correction when the import is undone, and comes back when it is imported again", async () => {
    await run(`mutation ($id: ID!) { undoImport(importId: $id) { status } }`, { id: importId });
    expect(await state()).toEqual(["cash 0"]);
    await expect(restore(row)).rejects.toMatchObject({ code: "IMPORT_NOT_READY" });
    await confirm(await world.importFile(viewer, broker, file));
    expect(await state()).toEqual([
      "cash -1005",
      "2024-01-02 100 ALFA @ 1000",
      "2024-01-03 1 BETA @ 5",
    ]);
  });

  it("keeps its import through correction and restoration", async () => {
    await restore(row);
    const counting = (await history()).filter(({ reversedBy }: Answer) => reversedBy === null);
    expect(counting.map((t: Answer) => [t.units, t.import.id])).toEqual([
      ["1", importId],
      ["100", importId],
    ]);
    const again = await world.importFile(viewer, broker, file);
    const found = await run(`query ($id: ID!) { import(id: $id) { rowsNew } }`, { id: again });
    expect(found).toEqual({ rowsNew: 0 });
  });
});

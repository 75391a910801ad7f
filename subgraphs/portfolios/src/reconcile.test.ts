import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let viewer: Viewer;
let accountId: string;

beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA", "GAMA", "DELT"]) world.market.list(symbol);
});
afterAll(() => world.close());

async function household(): Promise<void> {
  const householdId = newId();
  viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Savings", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  accountId = String(data.createAccount.id);
}

async function importRows(file: string): Promise<string> {
  const id = await world.importFile(viewer, accountId, file);
  const { errors } = await world.ask(
    viewer,
    `mutation ($id: ID!) { confirmImport(input: { importId: $id, skipRejected: true }) { status } }`,
    { id },
  );
  expect(errors).toEqual([]);
  return id;
}

const reconcile = (input: object, as: Viewer = viewer) =>
  world.ask(
    as,
    `query ($id: ID!, $input: ReconcileInput!) { account(id: $id) { reconcile(input: $input) {
      on isAgreed positionsAgreed
      differences { symbol instrument { id } declared computed difference
        explanations { cause isExact message transactionId importId line }
        transactions { kind tradeDate units } }
      cash { declared computed difference explanations { cause isExact message line } }
    } } }`,
    { id: accountId, input },
  );

const dividend = (day: string, symbol: string, amount: string) =>
  `"${day}","Cash Dividend","${symbol}","${symbol} COMMON","","","","$${amount}"`;

const said = (...positions: readonly string[]) =>
  positions.map((text) => {
    const [symbol, units] = text.split(" ");
    return { symbol, units };
  });

const causes = (difference: { explanations: { cause: string; isExact: boolean }[] }) =>
  difference.explanations.map(({ cause, isExact }) => (isExact ? `${cause}!` : cause));

describe("a reconciliation", () => {
  it("agrees with a statement that says what the ledger says, of its day", async () => {
    await household();
    await importRows(
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00", "2024-03-04 Sell ALFA 4 @ 12.00"]),
    );
    const before = await reconcile({
      on: "2024-02-01",
      positions: said("alfa 10"),
      cash: "-100.00",
    });
    expect(before.data.account.reconcile).toMatchObject({
      isAgreed: true,
      positionsAgreed: 1,
      differences: [],
      cash: { difference: "0", explanations: [] },
    });
    const after = await reconcile({
      on: "2024-04-01",
      positions: [{ instrumentId: "instrument-ALFA", units: "6" }],
    });
    expect(after.data.account.reconcile).toMatchObject({ isAgreed: true, cash: null });
    const stale = await reconcile({ on: "2024-04-01", positions: said("ALFA 10"), cash: "-100" });
    const { isAgreed, differences, cash } = stale.data.account.reconcile;
    expect(isAgreed).toBe(false);
    // the sale of 4 for 48 is in the ledger and not in the statement
    expect(differences[0]).toMatchObject({ declared: "10", computed: "6", difference: "4" });
    expect(causes(differences[0])).toEqual(["EQUAL_TRANSACTION!"]);
    expect(cash).toMatchObject({ computed: "-52", difference: "-48" });
    expect(causes(cash)).toEqual(["EQUAL_TRANSACTION!"]);
  });

  it("finds a split that is not booked, and lists what happened since the last agreement", async () => {
    await household();
    await importRows(
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00", "2024-03-04 Buy ALFA 5 @ 12.00"]),
    );
    const answer = await reconcile({
      on: "2024-06-03",
      since: "2024-02-01",
      positions: said("ALFA 30"),
    });
    const [difference] = answer.data.account.reconcile.differences;
    expect(causes(difference)).toEqual(["UNBOOKED_SPLIT!"]);
    expect(difference.explanations[0].message).toContain("2:1");
    expect(difference.transactions).toEqual([{ kind: "BUY", tradeDate: "2024-03-04", units: "5" }]);
  });

  it("names the row that was rejected, and the one that waits for confirmation", async () => {
    await household();
    const importId = await importRows(
      schwabFile([
        "2024-01-02 Buy ALFA 10 @ 10.00",
        "2024-01-03 Gamble BETA 3 @ 1.00",
        "2024-01-04 Sell GAMA 2 @ 1.00",
      ]),
    );
    await world.importFile(viewer, accountId, schwabFile(["2024-01-05 Buy DELT 7 @ 1.00"]));
    const answer = await reconcile({
      on: "2024-02-01",
      positions: said("ALFA 10", "BETA 3", "GAMA -2", "DELT 7", "NOPE 1"),
      cash: "-107",
    });
    const { positionsAgreed, differences, cash } = answer.data.account.reconcile;
    expect(positionsAgreed).toBe(1);
    const found = Object.fromEntries(
      differences.map((one: { symbol: string; explanations: [] }) => [one.symbol, one]),
    );
    // a row that was not understood says no units: it may be the reason
    expect(causes(found.BETA)).toEqual(["REJECTED_ROW", "NEVER_BOOKED"]);
    expect(found.BETA.explanations[0]).toMatchObject({ importId, line: 3 });
    expect(causes(found.GAMA)).toEqual(["REJECTED_ROW!", "NEVER_BOOKED"]);
    expect(causes(found.DELT)).toEqual(["UNCONFIRMED_ROW!", "NEVER_BOOKED"]);
    expect(found.DELT.instrument).toEqual({ id: "instrument-DELT" });
    expect(causes(found.NOPE)).toEqual(["NEVER_BOOKED"]);
    expect(found.NOPE.instrument).toBeNull();
    expect(cash.difference).toBe("-7");
    expect(causes(cash)[0]).toBe("UNCONFIRMED_ROW!");
  });

  it("sees what is traded and not settled, and what is held and not declared", async () => {
    await household();
    // 2024-02-01 is a Thursday and T+2 the rule until 2024-05-27: it settles on Monday the 5th
    await importRows(schwabFile(["2024-02-01 Buy ALFA 10 @ 10.00"]));
    const answer = await reconcile({ on: "2024-02-02", positions: [], cash: "0" });
    const { differences, cash } = answer.data.account.reconcile;
    expect(differences[0]).toMatchObject({ declared: "0", computed: "10", difference: "-10" });
    expect(causes(differences[0])).toEqual(["UNSETTLED!", "EQUAL_TRANSACTION!"]);
    expect(differences[0].explanations[0].message).toContain("2024-02-05");
    expect(causes(cash)).toEqual(["UNSETTLED!", "EQUAL_TRANSACTION!"]);
  });

  it("takes cash of about the last dividend for a dividend that is missing", async () => {
    await household();
    const file = schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]);
    await importRows(`${file}${dividend("03/15/2024", "ALFA", "5.00")}\r\n`);
    const dividendOf = async (cash: string) =>
      causes(
        (await reconcile({ on: "2024-07-01", positions: said("ALFA 10"), cash })).data.account
          .reconcile.cash,
      );
    expect(await dividendOf("-89.80")).toEqual(["DIVIDEND_SIZED"]);
    expect(await dividendOf("-89.00")).toEqual([]);
    // the dividend that is booked is not on the statement
    expect(await dividendOf("-100")).toEqual(["EQUAL_TRANSACTION!"]);
  });

  it.each([
    ["a day to come", { on: "2026-03-03", positions: [] }],
    ["a last agreement after the day", { on: "2024-01-02", since: "2024-01-03", positions: [] }],
    ["a position without a name", { on: "2024-01-02", positions: [{ units: "1" }] }],
    [
      "a position with both names",
      { on: "2024-01-02", positions: [{ symbol: "ALFA", instrumentId: "x", units: "1" }] },
    ],
    ["a position said twice", { on: "2024-01-02", positions: said("ALFA 1", "alfa 2") }],
    [
      "too many positions",
      { on: "2024-01-02", positions: said(...Array.from({ length: 2_001 }, (_, i) => `S${i} 1`)) },
    ],
  ])("refuses %s", async (_, input) => {
    await household();
    const { errors } = await reconcile(input);
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual(["BAD_INPUT"]);
  });

  it("is not for a stranger", async () => {
    await household();
    const stranger = viewerWith({ [newId()]: "OWNER" });
    const { errors } = await reconcile({ on: "2024-01-02", positions: [] }, stranger);
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual(["NOT_FOUND"]);
  });
});

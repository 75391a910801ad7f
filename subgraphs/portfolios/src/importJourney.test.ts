import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { encodeCursor } from "@wealthgraph/chassis/connection";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { parseImport } from "./operations/parseImport.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA"]) world.market.list(symbol);
});
afterAll(() => world.close());

interface Household {
  readonly viewer: Viewer;
  readonly householdId: string;
  readonly accountId: string;
}

async function household(kind = "TAXABLE"): Promise<Household> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!, $kind: AccountKind!) {
      createAccount(input: { householdId: $id, name: "Savings", kind: $kind }) { id }
    }`,
    { id: householdId, kind },
  );
  return { viewer, householdId, accountId: String(data.createAccount.id) };
}

const stateOf = async (viewer: Viewer, id: string) =>
  (
    await world.ask(
      viewer,
      `query ($id: ID!) { import(id: $id) {
        status broker rowsTotal rowsNew rowsDuplicate rowsRejected rowsInformational rowsSkipped
        progressPercent failure { code }
        rows { edges { node { line verdict reason { code } raw } } }
      } }`,
      { id },
    )
  ).data.import;

const confirm = (viewer: Viewer, importId: string, skipRejected = false) =>
  world.ask(
    viewer,
    `mutation ($input: ConfirmImportInput!) { confirmImport(input: $input) { status rowsNew rowsSkipped } }`,
    { input: { importId, skipRejected } },
  );

const undo = (viewer: Viewer, id: string) =>
  world.ask(viewer, `mutation ($id: ID!) { undoImport(importId: $id) { status } }`, { id });

/** Positions as `symbol units cost [lots]`. */
async function holdings(viewer: Viewer, accountId: string): Promise<string[]> {
  const { data } = await world.ask(
    viewer,
    `query ($id: ID!) { account(id: $id) { cash { amount } positions { edges { node {
      symbol units cost { amount } lots { units cost { amount } acquiredOn }
    } } } } }`,
    { id: accountId },
  );
  interface Node {
    readonly symbol: string;
    readonly units: string;
    readonly cost: { readonly amount: string };
    readonly lots: readonly {
      units: string;
      cost: { readonly amount: string };
      acquiredOn: string;
    }[];
  }
  const edges = data.account.positions.edges as { readonly node: Node }[];
  return [
    `cash ${data.account.cash.amount}`,
    ...edges.map(({ node }) => {
      const lots = node.lots.map((l) => `${l.acquiredOn} ${l.units} for ${l.cost.amount}`);
      return `${node.symbol} ${node.units} for ${node.cost.amount}: ${lots.join(", ")}`;
    }),
  ];
}

const codes = (answer: { readonly errors: readonly { readonly extensions: object }[] }) =>
  answer.errors.map(({ extensions }) => ("code" in extensions ? extensions.code : null));

const history = schwabFile([
  "2024-06-03 Sell ALFA 5 @ 20.00",
  "2024-03-04 Buy ALFA 8 @ 12.00",
  "2024-02-05 Buy BETA 3 @ 100.00",
  "2024-01-02 Buy ALFA 10 @ 10.00",
]);

describe("an import", () => {
  it("becomes positions and lots: the oldest lot is sold first, whatever the order of rows", async () => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, history);
    expect(await stateOf(viewer, id)).toMatchObject({
      status: "PREVIEW",
      broker: "SCHWAB",
      rowsTotal: 5,
      rowsNew: 4,
      rowsRejected: 0,
      rowsInformational: 1,
      progressPercent: 100,
    });
    expect(await holdings(viewer, accountId)).toEqual(["cash 0"]);
    expect((await confirm(viewer, id)).data.confirmImport).toEqual({
      status: "CONFIRMED",
      rowsNew: 4,
      rowsSkipped: 0,
    });
    // cash: -100 - 300 - 96 + 100; 5 of the first lot's 10 units leave with half of its cost
    expect(await holdings(viewer, accountId)).toEqual([
      "cash -396",
      "ALFA 13 for 146: 2024-01-02 5 for 50, 2024-03-04 8 for 96",
      "BETA 3 for 300: 2024-02-05 3 for 300",
    ]);
  });

  it("adds nothing when the same file comes again, and says so", async () => {
    const { viewer, accountId } = await household();
    await confirm(viewer, await world.importFile(viewer, accountId, history));
    const again = await world.importFile(viewer, accountId, history);
    expect(await stateOf(viewer, again)).toMatchObject({ rowsNew: 0, rowsDuplicate: 4 });
    expect(codes(await confirm(viewer, again))).toEqual(["IMPORT_NOTHING_NEW"]);
    expect((await holdings(viewer, accountId))[0]).toBe("cash -396");
  });

  it("keeps two equal fills of one file as two, and adds a third that comes later", async () => {
    const { viewer, accountId } = await household();
    const fill = "2024-01-02 Buy ALFA 1 @ 10.00";
    await confirm(viewer, await world.importFile(viewer, accountId, schwabFile([fill, fill])));
    const more = await world.importFile(viewer, accountId, schwabFile([fill, fill, fill]));
    expect(await stateOf(viewer, more)).toMatchObject({ rowsNew: 1, rowsDuplicate: 2 });
    await confirm(viewer, more);
    expect((await holdings(viewer, accountId))[0]).toBe("cash -30");
  });

  it("does not take equal rows of two accounts for duplicates", async () => {
    const { viewer, householdId, accountId } = await household();
    await confirm(viewer, await world.importFile(viewer, accountId, history));
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "IRA", kind: ROTH_IRA }) { id } }`,
      { id: householdId },
    );
    const other = await world.importFile(viewer, String(data.createAccount.id), history);
    expect(await stateOf(viewer, other)).toMatchObject({ rowsNew: 4, rowsDuplicate: 0 });
  });

  it("is taken back without a trace in holdings, and can be imported again", async () => {
    const { viewer, accountId } = await household();
    for (let round = 0; round < 3; round++) {
      const id = await world.importFile(viewer, accountId, history);
      expect(codes(await confirm(viewer, id))).toEqual([]);
      expect((await undo(viewer, id)).data.undoImport.status).toBe("UNDONE");
      expect(await holdings(viewer, accountId)).toEqual(["cash 0"]);
      expect(codes(await undo(viewer, id))).toEqual(["IMPORT_NOT_READY"]);
    }
    await confirm(viewer, await world.importFile(viewer, accountId, history));
    expect((await holdings(viewer, accountId))[0]).toBe("cash -396");
  });

  it("is not taken back while a later sale needs what it bought", async () => {
    const { viewer, accountId } = await household();
    const buys = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]),
    );
    await confirm(viewer, buys);
    const sales = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-02-02 Sell ALFA 4 @ 11.00"]),
    );
    await confirm(viewer, sales);
    expect(codes(await undo(viewer, buys))).toEqual(["IMPORT_LATER_DEPENDS"]);
    expect((await holdings(viewer, accountId))[0]).toBe("cash -56");
    await undo(viewer, sales);
    expect(codes(await undo(viewer, buys))).toEqual([]);
  });

  it("adds a disallowed loss to the replacement bought in another account", async () => {
    const { viewer, householdId, accountId } = await household();
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Joint", kind: JOINT_TAXABLE }) { id } }`,
      { id: householdId },
    );
    const joint = String(data.createAccount.id);
    const lossSale = ["2026-01-05 Buy ALFA 10 @ 30.00", "2026-02-10 Sell ALFA 10 @ 20.00"];
    await confirm(viewer, await world.importFile(viewer, accountId, schwabFile(lossSale)));
    await confirm(
      viewer,
      await world.importFile(viewer, joint, schwabFile(["2026-02-20 Buy ALFA 10 @ 21.00"])),
    );
    // 210 paid + 100 disallowed; held 36 days before, so acquired 36 days before 2026-02-20
    expect(await holdings(viewer, joint)).toEqual([
      "cash -210",
      "ALFA 10 for 310: 2026-01-15 10 for 310",
    ]);
  });

  it("tells the wash-sale risk of a lot that was bought again in an IRA", async () => {
    const { viewer, householdId, accountId } = await household();
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Roth", kind: ROTH_IRA }) { id } }`,
      { id: householdId },
    );
    const roth = String(data.createAccount.id);
    const old = schwabFile(["2025-01-06 Buy ALFA 10 @ 30.00"]);
    await confirm(viewer, await world.importFile(viewer, accountId, old));
    const fresh = schwabFile(["2026-02-20 Buy ALFA 4 @ 21.00"]);
    await confirm(viewer, await world.importFile(viewer, roth, fresh));
    const answer = await world.ask(
      viewer,
      `query ($id: ID!) { account(id: $id) { positions { edges { node { lots { washSale {
        conflict replacementUnits permanent atRiskUntil
        acquisitions { accountId accountName tradeDate units isIra }
      } } } } } } }`,
      { id: accountId },
    );
    // the clock of these tests stands on 2026-03-02; 30 days later is 2026-04-01
    expect(answer.data.account.positions.edges[0].node.lots[0].washSale).toEqual({
      conflict: true,
      replacementUnits: "4",
      permanent: true,
      atRiskUntil: "2026-04-01",
      acquisitions: [
        { accountId: roth, accountName: "Roth", tradeDate: "2026-02-20", units: "4", isIra: true },
      ],
    });
  });

  it("tells on which days of the last year dividends bought more of a position", async () => {
    const { viewer, accountId } = await household();
    const row = (...[day, action, units, price, amount]: readonly string[]) =>
      `"${day}","${action}","ALFA","ALFA COMMON","${units}","${price}","","${amount}"`;
    const file = [
      '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"',
      row("02/20/2026", "Buy", "1", "$20.00", "-$20.00"),
      row("12/22/2025", "Reinvest Shares", "0.5", "$20.00", "-$10.00"),
      row("12/19/2025", "Reinvest Dividend", "", "", "$10.00"),
      row("09/22/2025", "Reinvest Shares", "0.45", "$20.00", "-$9.00"),
      row("09/22/2025", "Reinvest Dividend", "", "", "$9.00"),
      row("01/22/2025", "Reinvest Shares", "0.4", "$20.00", "-$8.00"),
      row("01/22/2025", "Reinvest Dividend", "", "", "$8.00"),
      row("01/06/2025", "Buy", "10", "$30.00", "-$300.00"),
    ].join("\r\n");
    await confirm(viewer, await world.importFile(viewer, accountId, file));
    const answer = await world.ask(
      viewer,
      `query ($id: ID!) { account(id: $id) { positions { edges { node {
        reinvestedOn lots { purchaseId canReplace } } } } } }`,
      { id: accountId },
    );
    expect(answer.errors).toEqual([]);
    const { node } = answer.data.account.positions.edges[0];
    // the clock stands on 2026-03-02: January 2025 is more than a year ago; a plain purchase is none
    expect(node.reinvestedOn).toEqual(["2025-09-22", "2025-12-22"]);
    const lots = node.lots as { purchaseId: string; canReplace: boolean }[];
    expect(lots.every((lot) => lot.canReplace)).toBe(true);
    expect(new Set(lots.map((lot) => lot.purchaseId)).size).toBe(5);
  });

  it("books a foreign row at the rate of its trade date, and keeps what the broker wrote", async () => {
    const { viewer, accountId } = await household();
    world.market.list("EURO", { currency: "EUR" });
    world.market.ratesByDay.set("EUR USD 2024-02-12", new Decimal("1.08"));
    const flex = [
      '"Buy/Sell","TradeDate","Symbol","Quantity","TradePrice","TradeMoney","CurrencyPrimary","IBCommission","IBCommissionCurrency"',
      '"BUY","20240212","EURO","10","50","500","EUR","-1","EUR"',
      '"BUY","20240213","EURO","10","50","500","EUR","-1","EUR"',
    ].join("\n");
    const id = await world.importFile(viewer, accountId, flex);
    const state = await stateOf(viewer, id);
    expect(state).toMatchObject({ status: "PREVIEW", rowsNew: 1, rowsRejected: 1 });
    expect(state.rows.edges.at(-1).node.reason).toEqual({ code: "NO_FX_RATE" });
    await confirm(viewer, id, true);
    // 501 EUR x 1.08
    expect(await holdings(viewer, accountId)).toEqual([
      "cash -541.08",
      "EURO 10 for 541.08: 2024-02-12 10 for 541.08",
    ]);
    const { data } = await world.ask(
      viewer,
      `query ($id: ID!) { account(id: $id) { transactions { edges { node { amount { amount currency } fxRate } } } } }`,
      { id: accountId },
    );
    expect(data.account.transactions.edges[0].node).toEqual({
      amount: { amount: "-501", currency: "EUR" },
      fxRate: "1.08",
    });
  });
});

describe("a file that cannot be imported", () => {
  it.each([
    [
      "an image",
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]),
      "FILE_UNREADABLE",
    ],
    ["a quote that is never closed", 'Date,Action\n"01/02/2024,Buy\n', "FILE_UNREADABLE"],
    ["another file", "Name,Street,Town\nA,B,C\n", "LAYOUT_UNKNOWN"],
    ["blank lines", "\n\n\n", "LAYOUT_UNKNOWN"],
    ["a header and no rows", schwabFile([]), "NO_ROWS"],
  ])("fails with its reason: %s", async (_, file, code) => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, id)).toMatchObject({
      status: "FAILED",
      failure: { code },
      rowsTotal: 0,
      rows: { edges: [] },
    });
    expect(codes(await confirm(viewer, id))).toEqual(["IMPORT_NOT_READY"]);
    expect(await holdings(viewer, accountId)).toEqual(["cash 0"]);
  });

  it.each([
    ["an unknown symbol", "2024-01-02 Buy NOPE 1 @ 10.00", "UNKNOWN_SYMBOL"],
    ["a negative quantity", "2024-01-02 Buy ALFA -1 @ 10.00", "ROW_BAD_NUMBER"],
    ["a date that does not exist", "2024-02-30 Buy ALFA 1 @ 10.00", "ROW_BAD_DATE"],
    ["an action we do not know", "2024-01-02 Gamble ALFA 1 @ 10.00", "ROW_UNKNOWN_ACTION"],
    ["a sale of more than is held", "2024-03-02 Sell ALFA 3 @ 10.00", "UNITS_EXCEED_POSITION"],
  ])("rejects the row alone and says why: %s", async (_, bad, code) => {
    const { viewer, accountId } = await household();
    const file = schwabFile(["2024-01-03 Buy ALFA 2 @ 10.00", bad]);
    const id = await world.importFile(viewer, accountId, file);
    const state = await stateOf(viewer, id);
    expect(state).toMatchObject({ status: "PREVIEW", rowsNew: 1, rowsRejected: 1 });
    expect(state.rows.edges[2].node).toMatchObject({
      line: 3,
      verdict: "REJECTED",
      reason: { code },
    });
    expect(codes(await confirm(viewer, id))).toEqual(["IMPORT_HAS_REJECTED_ROWS"]);
    expect(await holdings(viewer, accountId)).toEqual(["cash 0"]);
    expect((await confirm(viewer, id, true)).data.confirmImport).toEqual({
      status: "CONFIRMED",
      rowsNew: 1,
      rowsSkipped: 1,
    });
    expect((await holdings(viewer, accountId))[0]).toBe("cash -20");
  });

  it("refuses to confirm a sale whose purchase was undone since the preview, and names the line", async () => {
    const { viewer, accountId } = await household();
    const buy = schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]);
    const bought = await world.importFile(viewer, accountId, buy);
    await confirm(viewer, bought);
    const sale = schwabFile(["2024-02-02 Buy BETA 1 @ 1.00", "2024-02-02 Sell ALFA 4 @ 11.00"]);
    const sold = await world.importFile(viewer, accountId, sale);
    await undo(viewer, bought);
    const refused = await confirm(viewer, sold);
    expect(refused.errors[0]?.extensions).toMatchObject({
      code: "UNITS_EXCEED_POSITION",
      facts: { line: 3, symbol: "ALFA", tradeDate: "2024-02-02" },
    });
    // nothing of it is booked, the purchase of BETA neither
    expect(await holdings(viewer, accountId)).toEqual(["cash 0"]);
    expect((await stateOf(viewer, sold)).status).toBe("PREVIEW");
  });

  it("keeps text that a spreadsheet would run as text", async () => {
    const { viewer, accountId } = await household();
    const file = `${schwabFile(["2024-01-02 Buy ALFA 1 @ 10.00"])}"=cmd|' /C calc'!A0","+1","@x","-1"\r\n`;
    const id = await world.importFile(viewer, accountId, file);
    const rows = (await stateOf(viewer, id)).rows.edges as { node: { raw: string } }[];
    expect(rows.at(-1)?.node.raw).toBe(`"=cmd|' /C calc'!A0","+1","@x","-1"`);
  });

  it("asks which account is meant when the file holds several, and takes the one that is named", async () => {
    const { viewer, accountId } = await household();
    const file = [
      "Run Date,Account,Account Number,Action,Symbol,Description,Type,Exchange Quantity,Exchange Currency,Currency,Price,Quantity,Exchange Rate,Commission,Fees,Accrued Interest,Amount,Settlement Date",
      "02/03/2025,Individual,X1,YOU BOUGHT ALFA (ALFA) (Cash),ALFA,ALFA,Cash,0,,USD,20,10,0,,,,-200,02/04/2025",
      "02/03/2025,Roth,X2,YOU BOUGHT BETA (BETA) (Cash),BETA,BETA,Cash,0,,USD,30,10,0,,,,-300,02/04/2025",
    ].join("\n");
    const unnamed = await world.importFile(viewer, accountId, file);
    expect(await stateOf(viewer, unnamed)).toMatchObject({
      status: "FAILED",
      failure: { code: "BAD_INPUT" },
    });
    const { data } = await world.ask(
      viewer,
      `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "f.csv", sourceAccount: "X2" }) { import { id } uploadUrl } }`,
      { id: accountId },
    );
    await world.upload(data.createImport.uploadUrl, file);
    await world.runJobs();
    expect(await stateOf(viewer, data.createImport.import.id)).toMatchObject({
      status: "PREVIEW",
      broker: "FIDELITY",
      rowsNew: 1,
      rowsInformational: 2,
    });
  });
});

describe("an account", () => {
  it("is changed at the version that was read, once", async () => {
    const { viewer, accountId } = await household();
    const change = (name: string) =>
      world.ask(
        viewer,
        `mutation ($input: UpdateAccountInput!) { updateAccount(input: $input) { name version } }`,
        { input: { accountId, version: 1, name } },
      );
    expect((await change("First")).data.updateAccount).toEqual({ name: "First", version: 2 });
    expect(codes(await change("Second"))).toEqual(["CONFLICT"]);
  });

  it.each([
    ["an empty name", { name: "  " }],
    ["a name of 201 characters", { name: "x".repeat(201) }],
    ["a name with a zero character", { name: "a\u0000b" }],
    ["an owner that is no id", { ownerPersonId: "me" }],
  ])("refuses %s", async (_, wrong) => {
    const { viewer, householdId } = await household();
    const answer = await world.ask(
      viewer,
      `mutation ($input: CreateAccountInput!) { createAccount(input: $input) { id } }`,
      { input: { householdId, name: "Name", kind: "HSA", ...wrong } },
    );
    expect(codes(answer)).toEqual(["BAD_INPUT"]);
  });

  it.each([
    ["a page of 101", "first: 101"],
    ["a page of none", "first: 0"],
    ["text that is no cursor", 'after: "x"'],
    ["another list's cursor", `after: "${encodeCursor(["2024-01-02", "x"])}"`],
    ["a cursor with a zero character", `after: "${encodeCursor(["a\u0000", newId()])}"`],
  ])("refuses %s with BAD_INPUT", async (_, args) => {
    const { viewer, accountId } = await household();
    const answer = await world.ask(
      viewer,
      `query ($id: ID!) { account(id: $id) { positions(${args}) { pageInfo { endCursor } } } }`,
      { id: accountId },
    );
    expect(codes(answer)).toEqual(["BAD_INPUT"]);
  });

  it("gives its lists page by page, every item once and in order", async () => {
    const { viewer, accountId } = await household();
    const symbols = ["D", "A", "C", "B", "E"].map((name) => `PAGE${name}`);
    for (const symbol of symbols) world.market.list(symbol);
    const rows = symbols.map((symbol, i) => `2024-01-0${i + 1} Buy ${symbol} 1 @ 1.00`);
    const id = await world.importFile(viewer, accountId, schwabFile(rows));
    await confirm(viewer, id);
    const pages = async (list: string, node: string): Promise<string[]> => {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { data } = await world.ask(
          viewer,
          `query ($id: ID!, $after: String) { account(id: $id) { page: ${list}(first: 2, after: $after) {
            edges { node { ${node} } } pageInfo { hasNextPage endCursor } } } }`,
          { id: accountId, after },
        );
        const { edges, pageInfo } = data.account.page;
        seen.push(...edges.map((edge: { node: Record<string, string> }) => edge.node[node]));
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      return seen;
    };
    expect(await pages("positions", "symbol")).toEqual(symbols.toSorted());
    expect(await pages("transactions", "symbol")).toEqual(symbols.toReversed());
    const rejected = await world.ask(
      viewer,
      `query ($id: ID!) { import(id: $id) {
        first: rows(first: 2, verdict: NEW) { edges { node { line } } pageInfo { hasNextPage endCursor } }
        none: rows(verdict: REJECTED) { edges { node { line } } }
      } }`,
      { id },
    );
    expect(rejected.data.import).toMatchObject({
      first: {
        edges: [{ node: { line: 2 } }, { node: { line: 3 } }],
        pageInfo: { hasNextPage: true },
      },
      none: { edges: [] },
    });
  });

  it("is read and not changed by a viewer", async () => {
    const { viewer, householdId, accountId } = await household();
    const guest: Viewer = { ...viewer, households: new Map([[householdId, "VIEWER"]]) };
    expect((await holdings(guest, accountId))[0]).toBe("cash 0");
    const answer = await world.ask(
      guest,
      `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "x.csv" }) { uploadUrl } }`,
      { id: accountId },
    );
    expect(codes(answer)).toEqual(["FORBIDDEN"]);
  });
});

describe("a file of more rows than a worker can hold", () => {
  it("fails, and nothing of it stays", async () => {
    const { viewer, accountId } = await household();
    const created = await world.ask(
      viewer,
      `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "x.csv" }) { import { id account { household { id } } } uploadUrl } }`,
      { id: accountId },
    );
    const { import: item, uploadUrl } = created.data.createImport;
    const id = String(item.id);
    const line = '"x","y"\r\n';
    await world.upload(String(uploadUrl), schwabFile([]) + line.repeat(1_200));
    const job = { importId: id, householdId: String(item.account.household.id) };
    await parseImport({ ...world.services, rowsMax: 1_200 }, job);
    expect(await stateOf(viewer, id)).toMatchObject({
      status: "FAILED",
      failure: { code: "UPLOAD_TOO_LARGE" },
      rowsTotal: 0,
      rows: { edges: [] },
    });
  });
});

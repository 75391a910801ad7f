import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { MAPPINGS_MAX } from "./operations/mapImport.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA"]) world.market.list(symbol);
  world.market.list("US0000000001", { id: "instrument-ALFA", symbol: "ALFA" });
});
afterAll(() => world.close());

async function household(): Promise<{ viewer: Viewer; householdId: string; accountId: string }> {
  const householdId = newId();
  const viewer = viewerWith({ [householdId]: "OWNER" });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Depot", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  return { viewer, householdId, accountId: String(data.createAccount.id) };
}

const stateOf = async (viewer: Viewer, id: string) =>
  (
    await world.ask(
      viewer,
      `query ($id: ID!) { import(id: $id) {
        status broker failure { code } columns { name samples } mapping { name defaultCurrency header }
        rowsNew rowsDuplicate rowsRejected rowsInformational
        rows { edges { node { line verdict reason { code message } } } }
      } }`,
      { id },
    )
  ).data.import;

const map = (viewer: Viewer, importId: string, mapping: object, remember = false) =>
  world.ask(
    viewer,
    `mutation ($input: MapImportInput!) { mapImport(input: $input) { status rowsNew } }`,
    { input: { importId, mapping, remember } },
  );

const codes = (answer: { readonly errors: readonly { readonly extensions: object }[] }) =>
  answer.errors.map(({ extensions }) => ("code" in extensions ? extensions.code : null));

const confirm = (viewer: Viewer, importId: string, skipRejected = false) =>
  world.ask(
    viewer,
    `mutation ($input: ConfirmImportInput!) { confirmImport(input: $input) { status } }`,
    { input: { importId, skipRejected } },
  );

async function ledger(viewer: Viewer, accountId: string): Promise<string[]> {
  const { data } = await world.ask(
    viewer,
    `query ($id: ID!) { account(id: $id) { cash { amount }
      positions { edges { node { symbol units } } }
      transactions { edges { node { kind tradeDate amount { amount } fees { amount } } } } } }`,
    { id: accountId },
  );
  const { cash, positions, transactions } = data.account;
  return [
    `cash ${cash.amount}`,
    ...positions.edges.map(({ node }: { node: { symbol: string; units: string } }) =>
      [node.symbol, node.units].join(" "),
    ),
    ...transactions.edges.map(
      ({
        node: t,
      }: {
        node: Record<string, string> & Record<"amount" | "fees", { amount: string }>;
      }) => `${t["tradeDate"]} ${t["kind"]} ${t.amount.amount} fees ${t.fees.amount}`,
    ),
  ];
}

/** A file of our own invention: semicolons, day first, decimal commas, amounts without signs, fees apart. */
const german = [
  '"Depotauszug 2024";;;;;;',
  '"Buchungstag";"Vorgang";"ISIN";"Stück";"Kurs";"Betrag";"Gebühr"',
  '"02.01.2024";"Kauf";"US0000000001";"10";"1.000,50";"10.005,00";"9,90"',
  '"05.02.2024";"Verkauf";"US0000000001";"4";"1.100,00";"4.400,00";"9,90"',
  '"01.03.2024";"Ausschüttung";"US0000000001";"";"";"12,34";""',
  '"02.03.2024";"Überweisung ein";"";"";"";"500,00";""',
  '"03.03.2024";"Hinweis";"";"";"";"";""',
  '"04.03.2024";"Zauberei";"US0000000001";"1";"1,00";"1,00";""',
].join("\n");

const germanMapping = {
  name: "Hausbank",
  columns: {
    date: "buchungstag",
    action: "Vorgang",
    isin: "ISIN",
    units: "Stück",
    price: "Kurs",
    amount: "Betrag",
    fees: "Gebühr",
  },
  dateForm: "DAY_FIRST",
  numberStyle: "COMMA",
  saleSign: "SALES_POSITIVE",
  amountSign: "UNSIGNED",
  amountIncludesFees: false,
  defaultCurrency: "USD",
  effects: [
    { effect: "BUY", words: ["kauf"] },
    { effect: "SELL", words: ["Verkauf"] },
    { effect: "DIVIDEND", words: ["Ausschüttung", "Dividende"] },
    { effect: "DEPOSIT", words: ["Überweisung ein"] },
    { effect: "IGNORE", words: ["Hinweis"] },
  ],
};

const BOOKED = [
  // -(10005 + 9.90) + (4400 - 9.90) + 12.34 + 500
  "cash -5112.46",
  "ALFA 6",
  "2024-03-02 DEPOSIT 500 fees 0",
  "2024-03-01 DIVIDEND 12.34 fees 0",
  "2024-02-05 SELL 4390.1 fees 9.9",
  "2024-01-02 BUY -10014.9 fees 9.9",
];

describe("a file whose layout is unknown", () => {
  it("says its columns with samples, and is read as the mapping says", async () => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    const unknown = await stateOf(viewer, id);
    expect(unknown).toMatchObject({ status: "FAILED", failure: { code: "LAYOUT_UNKNOWN" } });
    expect(unknown.columns).toHaveLength(7);
    expect(unknown.columns[1]).toEqual({
      name: "Vorgang",
      samples: ["Kauf", "Verkauf", "Ausschüttung"],
    });
    expect((await map(viewer, id, germanMapping)).data.mapImport).toEqual({
      status: "PARSING",
      rowsNew: 0,
    });
    await world.runJobs();
    const read = await stateOf(viewer, id);
    expect(read).toMatchObject({
      status: "PREVIEW",
      broker: "OTHER",
      failure: null,
      mapping: { name: "Hausbank", defaultCurrency: "USD" },
      rowsNew: 4,
      rowsRejected: 1,
      rowsInformational: 3,
    });
    expect(read.rows.edges.at(-1).node).toMatchObject({
      line: 8,
      verdict: "REJECTED",
      reason: {
        code: "ROW_UNKNOWN_ACTION",
        message: '"Zauberei" has no meaning in the mapping.',
      },
    });
    expect(codes(await confirm(viewer, id, true))).toEqual([]);
    expect(await ledger(viewer, accountId)).toEqual(BOOKED);
    // booked: its file is forgotten, and it cannot be mapped again
    expect(codes(await map(viewer, id, germanMapping))).toEqual(["IMPORT_NOT_READY"]);
  });

  it("can be mapped again while it is a preview", async () => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    await map(viewer, id, { ...germanMapping, dateForm: "US" });
    await world.runJobs();
    const wrong = await stateOf(viewer, id);
    expect(wrong).toMatchObject({ status: "PREVIEW", rowsNew: 0, rowsRejected: 5 });
    expect(wrong.rows.edges[2].node.reason.code).toBe("ROW_BAD_DATE");
    await map(viewer, id, germanMapping);
    await world.runJobs();
    expect(await stateOf(viewer, id)).toMatchObject({ status: "PREVIEW", rowsNew: 4 });
  });

  it("is known the next time by its header when the mapping is remembered, in this household only", async () => {
    const { viewer, householdId, accountId } = await household();
    const first = await world.importFile(viewer, accountId, german);
    await map(viewer, first, germanMapping, true);
    await world.runJobs();
    await confirm(viewer, first, true);
    const more = `${german}\n"05.03.2024";"Dividende";"US0000000001";"";"";"1,00";""`;
    const again = await world.importFile(viewer, accountId, more);
    expect(await stateOf(viewer, again)).toMatchObject({
      status: "PREVIEW",
      mapping: { name: "Hausbank" },
      columns: null,
      rowsNew: 1,
      rowsDuplicate: 4,
    });
    const other = await household();
    const foreign = await world.importFile(other.viewer, other.accountId, german);
    expect((await stateOf(other.viewer, foreign)).status).toBe("FAILED");
    const kept = await world.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Household {
        importMappings { id mapping { name columns { date rowId } effects { effect words } } } } } }`,
      { r: [{ __typename: "Household", id: householdId }] },
    );
    const [mapping] = kept.data._entities[0].importMappings;
    expect(mapping.mapping).toMatchObject({
      name: "Hausbank",
      columns: { date: "buchungstag", rowId: null },
      effects: germanMapping.effects,
    });
    const remove = (who: Viewer) =>
      world.ask(who, `mutation ($id: ID!) { removeImportMapping(id: $id) { id } }`, {
        id: mapping.id,
      });
    expect(codes(await remove(other.viewer))).toEqual(["NOT_FOUND"]);
    expect((await remove(viewer)).data.removeImportMapping).toEqual({ id: mapping.id });
    const forgotten = await world.importFile(viewer, accountId, german);
    expect((await stateOf(viewer, forgotten)).failure).toEqual({ code: "LAYOUT_UNKNOWN" });
  });

  it("keeps one mapping for the same columns: the later one takes the place of the first", async () => {
    const { viewer, householdId, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    await map(viewer, id, germanMapping, true);
    await world.runJobs();
    await map(viewer, id, { ...germanMapping, name: "Neu" }, true);
    const kept = await world.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Household {
        importMappings { mapping { name } } } } }`,
      { r: [{ __typename: "Household", id: householdId }] },
    );
    expect(kept.data._entities[0].importMappings).toEqual([{ mapping: { name: "Neu" } }]);
  });

  it("reads signed amounts that contain the fees, a time, a currency and the broker's number", async () => {
    const { viewer, accountId } = await household();
    const file = [
      "When,What,Ticker,Qty,Px,Net,Fee,Ccy,Ref",
      "2024-01-02T10:31:05Z,buy,ALFA,10,10.00,-101.00,1.00,USD,r1",
      "2024-01-03 09:30,sell,ALFA,-4,11.00,43.00,1.00,USD,r2",
      "2024-01-03 09:30,sell,ALFA,-4,11.00,43.00,1.00,USD,r2",
      "2024-01-04,moved,,,,-20.00,,USD,r3",
      "2024-01-05,sell,ALFA,-100,11.00,1100.00,,USD,r4",
    ].join("\n");
    const id = await world.importFile(viewer, accountId, file);
    await map(viewer, id, {
      name: "Signed",
      columns: {
        date: "When",
        action: "What",
        symbol: "Ticker",
        units: "Qty",
        price: "Px",
        amount: "Net",
        fees: "Fee",
        currency: "Ccy",
        rowId: "Ref",
      },
      dateForm: "ISO",
      numberStyle: "POINT",
      saleSign: "SALES_NEGATIVE",
      effects: [
        { effect: "BUY", words: ["buy"] },
        { effect: "SELL", words: ["sell"] },
        { effect: "CASH_TRANSFER", words: ["moved"] },
      ],
    });
    await world.runJobs();
    const read = await stateOf(viewer, id);
    expect(read).toMatchObject({ rowsNew: 3, rowsDuplicate: 1, rowsRejected: 1 });
    expect(read.rows.edges.at(-1).node.reason.code).toBe("UNITS_EXCEED_POSITION");
    await confirm(viewer, id, true);
    expect(await ledger(viewer, accountId)).toEqual([
      "cash -78",
      "ALFA 6",
      "2024-01-04 WITHDRAWAL -20 fees 0",
      "2024-01-03 SELL 43 fees 1",
      "2024-01-02 BUY -101 fees 1",
    ]);
  });

  it.each([
    ["a date column that is not there", { columns: { ...germanMapping.columns, date: "Datum" } }],
    ["no date", { columns: { ...germanMapping.columns, date: "" } }],
    ["neither amount nor price", { columns: { date: "Buchungstag", action: "Vorgang" } }],
    ["no currency", { defaultCurrency: null }],
    ["a currency that is none", { defaultCurrency: "Euro" }],
    ["no words", { effects: [] }],
    ["an empty word", { effects: [{ effect: "BUY", words: [" "] }] }],
    [
      "a word twice",
      {
        effects: [
          { effect: "BUY", words: ["a"] },
          { effect: "SELL", words: ["A"] },
        ],
      },
    ],
    ["a direction that nothing says", { effects: [{ effect: "CASH_TRANSFER", words: ["a"] }] }],
    ["no name", { name: " " }],
  ])("refuses a mapping with %s, and stays as it is", async (_, wrong) => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    const answer = await map(viewer, id, { ...germanMapping, ...wrong }, true);
    expect(codes(answer)).toEqual(["MAPPING_INVALID"]);
    expect((await stateOf(viewer, id)).status).toBe("FAILED");
  });

  it("refuses to remember more mappings than a household keeps", async () => {
    const { viewer, householdId, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    await map(viewer, id, germanMapping, true);
    await world.runJobs();
    await world.services.work.within({ householdIds: [householdId] }, async (unit) => {
      const [first] = await unit.mappings.ofHouseholds([householdId]);
      for (let i = 0; first && i < MAPPINGS_MAX; i++) {
        const mapping = { ...first.mapping, header: ["Date", `Column ${i}`] };
        await unit.mappings.put({ id: newId(), householdId, mapping }, newId());
      }
      await unit.mappings.remove(first?.id ?? "");
    });
    expect(codes(await map(viewer, id, germanMapping, true))).toEqual(["BAD_INPUT"]);
    expect(codes(await map(viewer, id, germanMapping))).toEqual([]);
  });

  it("is forgotten an hour after its upload address expired", async () => {
    const { viewer, accountId } = await household();
    const id = await world.importFile(viewer, accountId, german);
    const { now } = world.clock;
    try {
      world.clock.now = new Date(now.getTime() + 76 * 60_000);
      expect(codes(await map(viewer, id, germanMapping))).toEqual(["IMPORT_NOT_READY"]);
      await world.importFile(viewer, accountId, schwabFile([]));
    } finally {
      world.clock.now = now;
    }
    // the next file of the account took its bytes away
    expect(codes(await map(viewer, id, germanMapping))).toEqual(["IMPORT_NOT_READY"]);
  });

  it("cannot be mapped when nothing in it looks like columns, or its layout is known", async () => {
    const { viewer, accountId } = await household();
    const blank = await world.importFile(viewer, accountId, "\n\n\n");
    expect(await stateOf(viewer, blank)).toMatchObject({ status: "FAILED", columns: null });
    expect(codes(await map(viewer, blank, germanMapping))).toEqual(["IMPORT_NOT_READY"]);
    const known = await world.importFile(
      viewer,
      accountId,
      schwabFile(["2024-01-02 Buy ALFA 1 @ 10.00"]),
    );
    expect(codes(await map(viewer, known, germanMapping))).toEqual(["IMPORT_NOT_READY"]);
  });
});

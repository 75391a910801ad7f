import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { query } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { parse } from "graphql";
import { PostgresUnit } from "./persistence/PostgresUnit.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let superuser: Client;
const householdId = newId();
const owner = viewerWith({ [householdId]: "OWNER" });
/** Somebody with a household of their own. */
const stranger = viewerWith({ [newId()]: "OWNER" });
/** Ids of the owner's household. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await openTestWorld();
  superuser = new Client({ connectionString: world.db.superuserUrl });
  await superuser.connect();
  world.market.list("ALFA");
  const { data } = await world.ask(
    owner,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Mine", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  const accountId = String(data.createAccount.id);
  const file = schwabFile(["2024-01-02 Buy ALFA 10 @ 10.00"]);
  const importId = await world.importFile(owner, accountId, file);
  await world.ask(owner, `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { id } }`, {
    id: importId,
  });
  await world.runJobs();
  const preview = await world.importFile(
    owner,
    accountId,
    schwabFile(["2024-01-03 Buy ALFA 1 @ 10.00"]),
  );
  const unknown = await world.importFile(owner, accountId, "Day,What,Net\n2024-01-02,in,1\n");
  await world.ask(
    owner,
    `mutation ($id: ID!) { mapImport(input: { importId: $id, remember: true, mapping: { name: "Mine",
      columns: { date: "Day", action: "What", amount: "Net" }, dateForm: ISO, numberStyle: POINT,
      saleSign: SALES_POSITIVE, defaultCurrency: "USD", effects: [{ effect: DEPOSIT, words: ["in"] }] } }) { id } }`,
    { id: unknown },
  );
  await world.ask(owner, `mutation ($id: ID!) { discardImport(importId: $id) { id } }`, {
    id: unknown,
  });
  const kept = await world.ask(
    owner,
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Household { importMappings { id } } } }`,
    { r: [{ __typename: "Household", id: householdId }] },
  );
  const found = await world.ask(
    owner,
    `query ($id: ID!) { account(id: $id) {
      transactions { edges { node { id } } }
      positions { edges { node { id lots { id } } } }
    } }`,
    { id: accountId },
  );
  const [position] = found.data.account.positions.edges;
  Object.assign(ids, {
    householdId,
    accountId,
    importId,
    preview,
    mappingId: kept.data._entities[0].importMappings[0].id,
    instrumentId: "instrument-ALFA",
    positionId: position.node.id,
    lotId: position.node.lots[0].id,
    transactionId: found.data.account.transactions.edges[0].node.id,
  });
});
afterAll(async () => {
  await superuser.end();
  await world.close();
});

/** Every root field with the owner's ids. A root field that is missing here fails the first test. */
const ROOTS: Readonly<Record<string, string>> = {
  account: `query { account(id: "accountId") { id name } }`,
  import: `query { import(id: "importId") { id } }`,
  createAccount: `mutation { createAccount(input: { householdId: "householdId", name: "x", kind: HSA }) { id } }`,
  updateAccount: `mutation { updateAccount(input: { accountId: "accountId", version: 1, name: "stolen" }) { id } }`,
  createExport: `mutation { createExport(input: { householdId: "householdId", kind: LOTS, format: CSV, from: "2024-01-01", to: "2024-12-31" }) { fileName } }`,
  createImport: `mutation { createImport(input: { accountId: "accountId", fileName: "x" }) { uploadUrl } }`,
  confirmImport: `mutation { confirmImport(input: { importId: "preview" }) { id } }`,
  undoImport: `mutation { undoImport(importId: "importId") { id } }`,
  mapImport: `mutation { mapImport(input: { importId: "preview", mapping: { name: "x", columns: { date: "a", action: "b" },
    dateForm: ISO, numberStyle: POINT, saleSign: SALES_POSITIVE, effects: [] } }) { id } }`,
  removeImportMapping: `mutation { removeImportMapping(id: "mappingId") { id } }`,
  discardImport: `mutation { discardImport(importId: "preview") { id } }`,
  addTransaction: `mutation { addTransaction(input: { accountId: "accountId", kind: DEPOSIT, tradeDate: "2024-01-02", amount: "1" }) { id } }`,
  reverseTransaction: `mutation { reverseTransaction(input: { transactionId: "transactionId" }) { id } }`,
  restoreTransaction: `mutation { restoreTransaction(input: { transactionId: "transactionId" }) { id } }`,
  correctTransaction: `mutation { correctTransaction(input: { transactionId: "transactionId", replacement: {
    accountId: "accountId", kind: DEPOSIT, tradeDate: "2024-01-02", amount: "1" } }) { id } }`,
  recomputeHoldings: `mutation { recomputeHoldings(householdId: "householdId") { lots } }`,
  identifyLots: `mutation { identifyLots(input: { transactionId: "transactionId" }) { id } }`,
  setLotMethod: `mutation { setLotMethod(input: { accountId: "accountId", method: LIFO }) { id } }`,
  importProgress: `subscription { importProgress(importId: "importId") { id } }`,
  portfolioChanged: `subscription { portfolioChanged(householdId: "householdId") { reason } }`,
};

const withIds = (document: string) =>
  Object.entries(ids).reduce(
    (text, [name, id]) => text.replaceAll(`"${name}"`, `"${id}"`),
    document,
  );

async function codeOf(viewer: Viewer, document: string): Promise<unknown> {
  if (!document.startsWith("subscription")) {
    const { data, errors } = await world.ask(viewer, withIds(document));
    const leaked = Object.values((data ?? {}) as object).some((value) => value !== null);
    return leaked ? "LEAKED" : errors[0]?.extensions["code"];
  }
  try {
    const events = await world.subscribe(viewer, withIds(document));
    await events.return?.();
    return "SUBSCRIBED";
  } catch (error) {
    return (error as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code;
  }
}

const entities = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on Account { name cash { amount } imports { id } }
  ... on Import { fileName rows { edges { node { raw } } } }
  ... on Transaction { kind }
  ... on Position { units }
  ... on Lot { units }
  ... on Portfolio { cash { amount } positions { edges { node { id } } } openPositions { id } }
  ... on Household { accounts { id } importMappings { id } }
  ... on Instrument { holdings { id } }
} }`;

async function entitiesFor(viewer: Viewer): Promise<unknown[]> {
  const representations = [
    { __typename: "Account", id: ids["accountId"] },
    { __typename: "Import", id: ids["importId"] },
    { __typename: "Transaction", id: ids["transactionId"] },
    { __typename: "Position", id: ids["positionId"] },
    { __typename: "Lot", id: ids["lotId"] },
    { __typename: "Portfolio", id: householdId },
    { __typename: "Household", id: householdId },
    { __typename: "Instrument", id: ids["instrumentId"] },
  ];
  // one by one: the list's items may not be null together with a field error
  return Promise.all(
    representations.map(async (r) => {
      const { data, errors } = await world.ask(viewer, entities, { r: [r] });
      return data?._entities?.[0] ?? errors[0]?.extensions["code"] ?? null;
    }),
  );
}

describe("another household", () => {
  it("has no root field that these tests leave out", () => {
    const roots = parse(world.sdl).definitions.flatMap((definition) =>
      definition.kind === "ObjectTypeDefinition" &&
      ["Query", "Mutation", "Subscription"].includes(definition.name.value)
        ? (definition.fields ?? []).map((field) => field.name.value)
        : [],
    );
    expect(roots.sort()).toEqual(Object.keys(ROOTS).sort());
  });

  it.each(Object.keys(ROOTS))("is not found by %s", async (root) => {
    expect(await codeOf(stranger, ROOTS[root] ?? "")).toBe("NOT_FOUND");
  });

  it.each(Object.keys(ROOTS))("is closed to an anonymous viewer in %s", async (root) => {
    const anonymous: Viewer = { ...viewerWith({}), kind: "anonymous", userId: null };
    expect(await codeOf(anonymous, ROOTS[root] ?? "")).toBe("UNAUTHENTICATED");
  });

  it.each(["nonsense", "' or true --", newId()])("answers the same for the id %j", async (id) => {
    const { errors } = await world.ask(
      stranger,
      `query ($id: ID!) { account(id: $id) { id } import(id: $id) { id } }`,
      { id },
    );
    expect(errors.map(({ extensions }) => extensions["code"])).toEqual(["NOT_FOUND", "NOT_FOUND"]);
  });

  const NOTHING = [null, null, null, null, null, null, "NOT_FOUND", { holdings: [] }];
  it("gives none of its entities to a stranger, and all to its owner", async () => {
    expect(await entitiesFor(stranger)).toEqual(NOTHING);
    const own = await entitiesFor(owner);
    expect(own.every((entity) => entity !== null && typeof entity === "object")).toBe(true);
  });

  it("gives nothing when row-level security is off: the application checks hold alone", async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'portfolios' and c.relrowsecurity and c.relkind in ('r', 'p')`,
    );
    const each = (sql: string) =>
      superuser.query(rows.map(({ name }) => `alter table portfolios.${name} ${sql}`).join("; "));
    await each("disable row level security");
    try {
      expect(await entitiesFor(stranger)).toEqual(NOTHING);
      for (const document of Object.values(ROOTS)) {
        expect(await codeOf(stranger, document)).toBe("NOT_FOUND");
      }
    } finally {
      await each("enable row level security");
    }
  });

  it("gives nothing when the application asks for everything: row-level security holds alone", async () => {
    const asEveryone = [householdId, ...stranger.households.keys()];
    const seen = await world.db.database.within(
      { householdIds: [...stranger.households.keys()] },
      async (em) => {
        const unit = new PostgresUnit(em, { enqueue: () => Promise.resolve() }, asEveryone);
        return {
          accounts: await unit.accounts.ofHouseholds(asEveryone),
          transactions: await unit.ledger.ofHousehold(householdId),
          positions: await unit.holdings.positionsOfHouseholds(asEveryone, null),
          lots: await unit.holdings.lotsOfInstruments(["instrument-ALFA"]),
          imports: [...(await unit.imports.byIds([ids["importId"] ?? ""])).values()],
          rows: await unit.imports.rows(ids["importId"] ?? "", null, { first: 10, after: null }),
          snapshots: await query(em, "select * from portfolios.snapshot"),
          chunks: await query(em, "select * from portfolios.upload_chunk"),
          reversals: await query(em, "select * from portfolios.transaction_reversal"),
          shortLots: await query(em, "select * from portfolios.short_lot"),
          elections: await query(em, "select * from portfolios.lot_method_election"),
          mappings: await unit.mappings.ofHouseholds(asEveryone),
          requests: await query(em, "select * from portfolios.ledger_request"),
        };
      },
    );
    expect(Object.values(seen).flat()).toEqual([]);
  });

  it("cannot be written into: a row with its id is refused by the policy", async () => {
    const write = world.db.database.within(
      { householdIds: [...stranger.households.keys()] },
      (em) =>
        query(
          em,
          `insert into portfolios.transaction_reversal (household_id, transaction_id, import_id) values ($1, $2, $3)`,
          [householdId, ids["transactionId"], ids["importId"]],
        ),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it("was changed by none of these", async () => {
    const { data } = await world.ask(
      owner,
      `query { account(id: "${ids["accountId"]}") { name version cash { amount } imports { status } } }`,
    );
    expect(data.account).toEqual({
      name: "Mine",
      version: 1,
      cash: { amount: "-100" },
      imports: [{ status: "DISCARDED" }, { status: "PREVIEW" }, { status: "CONFIRMED" }],
    });
  });
});

describe("the database", () => {
  it("forces row-level security on every table that carries a household", async () => {
    const { rows } = await superuser.query<{ name: string; forced: boolean }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'household_id'
       where n.nspname = 'portfolios' and c.relkind in ('r', 'p')`,
    );
    // the months of snapshots among them
    expect(rows.some(({ name }) => name.startsWith("snapshot_2024"))).toBe(true);
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    expect(rows.length).toBeGreaterThan(10);
  });

  it("has household_id in every unique key of a table that carries it", async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i
       join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'household_id'
       where n.nspname = 'portfolios' and i.indisunique and c.relname <> 'outbox'
         and not a.attnum = any (i.indkey)`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    `update portfolios.transaction set amount = 0`,
    `delete from portfolios.transaction`,
    `truncate portfolios.transaction`,
    `update portfolios.transaction_reversal set reversed_at = now()`,
    `delete from portfolios.transaction_reversal`,
    `delete from portfolios.ledger_request`,
    `delete from portfolios.lot_method_election`,
    `delete from portfolios.outbox`,
    `create table portfolios.mine (id int)`,
  ])("lets the application add to the ledger only: not %s", async (sql) => {
    const run = world.db.database.within({ householdIds: [householdId] }, (em) => query(em, sql));
    await expect(run).rejects.toThrow(/permission denied/);
  });

  it("shows the system role which households there are, and nothing else", async () => {
    expect(await world.services.work.householdIds()).toEqual([householdId]);
    const read = world.db.database.asSystem((em) =>
      query(em, "select name from portfolios.account"),
    );
    await expect(read).rejects.toThrow(/permission denied/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type HttpServer, listen } from "@wealthgraph/chassis/httpServer";
import { newId } from "@wealthgraph/chassis/id";
import { createLogger } from "@wealthgraph/chassis/logger";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { exportFiles } from "./exportFiles.js";
import type { StoredTransaction } from "./operations/ledgerPorts.js";
import { readCsv } from "./operations/readCsv.js";
import { subgraph } from "./subgraph.js";
import { openTestWorld, schwabFile, type TestWorld } from "./testWorld.js";

let world: TestWorld;
let graph: TestSubgraph;
let http: HttpServer;
const householdId = newId();
const viewer = viewerWith({ [householdId]: "OWNER" });

beforeAll(async () => {
  world = await openTestWorld();
  for (const symbol of ["ALFA", "BETA"]) world.market.list(symbol);
  const files = exportFiles(world.services, "the secret of these tests");
  graph = await openTestSubgraph(subgraph, world.services, files.instances);
  const log = createLogger("portfolios", "silent");
  http = await listen({ host: "127.0.0.1", port: 0, log, routes: [files.route] });
  const { data } = await world.ask(
    viewer,
    `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "=1+1", kind: TAXABLE }) { id } }`,
    { id: householdId },
  );
  const file = schwabFile([
    "2024-02-01 Buy ALFA 10 @ 10.00",
    "2025-01-15 Buy ALFA 10 @ 20.00",
    "2025-02-03 Sell ALFA 15 @ 30.00",
    "2025-05-01 Buy BETA 1.5 @ 50.00",
  ]);
  const id = await world.importFile(viewer, String(data.createAccount.id), file);
  await world.ask(
    viewer,
    `mutation ($id: ID!) { confirmImport(input: { importId: $id }) { status } }`,
    { id },
  );
  await world.runJobs();
});
afterAll(async () => {
  await http.close(0);
  await world.close();
});

async function create(kind: string, format: string, more: object = {}, as = viewer) {
  const { data, errors } = await graph.ask(
    as,
    `mutation ($input: CreateExportInput!) { createExport(input: $input) { downloadUrl fileName expiresAt } }`,
    { input: { householdId, kind, format, from: "2024-01-01", to: "2026-03-01", ...more } },
  );
  return { file: data?.createExport, code: errors[0]?.extensions["code"] ?? null };
}

const get = (path: string) => fetch(`http://127.0.0.1:${http.port}${path}`);

async function textOf(kind: string, format: string, more: object = {}): Promise<string> {
  const { file } = await create(kind, format, more);
  const answer = await get(file.downloadUrl);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${file.fileName}"`);
  return answer.text();
}

/** Records of one kind, by column; the apostrophe that keeps a cell from running is taken off. */
async function recordsOf(text: string, kind: string): Promise<Record<string, string>[]> {
  const records: Record<string, string>[] = [];
  let columns: readonly string[] = [];
  const pieces = (async function* () {
    yield await Promise.resolve(text);
  })();
  for await (const { cells } of readCsv(pieces)) {
    if (cells[0] === "record") columns = cells;
    else if (cells[0] === kind) {
      const named = columns.map((name, i) => [name, (cells[i] ?? "").replace(/^'/, "")]);
      records.push(Object.fromEntries(named) as Record<string, string>);
    }
  }
  return records;
}

/** A transaction out of its record: everything that the ledger keeps. */
function toTransaction(record: Record<string, string>): object {
  const text = (name: string) => (record[name] === "" ? null : record[name]);
  const decimal = (name: string) => (record[name] ? new Decimal(record[name]) : null);
  const { accountName: _, record: __, ...kept } = record;
  return {
    ...kept,
    householdId,
    line: Number(record["line"]),
    occurrence: Number(record["occurrence"]),
    entryId: text("entryId"),
    correctsId: text("correctsId"),
    restoresId: text("restoresId"),
    terms: text("terms"),
    tradeTime: text("tradeTime"),
    symbol: text("symbol"),
    instrumentId: text("instrumentId"),
    assetClass: text("assetClass"),
    units: decimal("units"),
    price: decimal("price"),
    amount: decimal("amount"),
    fees: decimal("fees"),
    fxRate: decimal("fxRate"),
  };
}

const ledger = async (): Promise<readonly StoredTransaction[]> =>
  world.services.work.within({ householdIds: [householdId] }, (unit) =>
    unit.ledger.ofHousehold(householdId),
  );

const idOf = (t: object) => ("id" in t ? String(t.id) : "");
const byId = (a: object, b: object) => (idOf(a) < idOf(b) ? -1 : 1);

describe("createExport", () => {
  it("loses nothing of a transaction as CSV: the file read back is the ledger", async () => {
    const read = (await recordsOf(await textOf("TRANSACTIONS", "CSV"), "transaction")).map(
      toTransaction,
    );
    const kept = await ledger();
    expect(kept).toHaveLength(4);
    const sorted = (list: readonly object[]) => list.map((t) => ({ ...t })).sort(byId);
    expect(sorted(read)).toEqual(sorted(kept));
  });

  it("says the same as JSON", async () => {
    const made = JSON.parse(await textOf("TRANSACTIONS", "JSON")) as Record<string, unknown>;
    const csv = await recordsOf(await textOf("TRANSACTIONS", "CSV"), "transaction");
    const transactions = made["transaction"] as Record<string, string | null>[];
    expect(made).toMatchObject({ householdId, kind: "TRANSACTIONS", from: "2024-01-01" });
    expect(transactions.map(({ id, amount }) => ({ id, amount }))).toEqual(
      csv.map(({ id, amount }) => ({ id, amount })),
    );
  });

  it("makes text inert that a spreadsheet would run", async () => {
    expect(await textOf("TRANSACTIONS", "CSV")).toContain(",'=1+1,");
    expect(await textOf("TRANSACTIONS", "JSON")).toContain('"accountName":"=1+1"');
  });

  it("keeps to the days that were asked for", async () => {
    const days = { from: "2025-01-15", to: "2025-02-03" };
    const read = await recordsOf(await textOf("TRANSACTIONS", "CSV", days), "transaction");
    expect(read.map(({ tradeDate }) => tradeDate)).toEqual(["2025-02-03", "2025-01-15"]);
  });

  it("gives lots that sum to the positions", async () => {
    const text = await textOf("EVERYTHING", "CSV");
    const positions = await recordsOf(text, "position");
    const lots = await recordsOf(text, "lot");
    expect(positions.map(({ symbol, units, cost }) => `${symbol} ${units} ${cost}`)).toEqual([
      "ALFA 5 100",
      "BETA 1.5 75",
    ]);
    for (const position of positions) {
      const own = lots.filter(({ positionId }) => positionId === position["id"]);
      const units = own.reduce((all, lot) => all.plus(lot["units"] ?? 0), new Decimal(0));
      expect(units.toString()).toBe(position["units"]);
    }
    expect(await recordsOf(text, "account")).toHaveLength(1);
  });

  it("gives a statement whose lines add up from opening to closing", async () => {
    const rows = await recordsOf(
      await textOf("STATEMENT", "CSV", { from: "2025-01-01" }),
      "statement",
    );
    const amount = (line: string) =>
      new Decimal(rows.find((r) => r["line"] === line)?.["amount"] ?? "NaN");
    const lines = ["INFLOW", "OUTFLOW", "INCOME", "REALIZED_GAIN", "UNREALIZED_AND_OTHER"];
    const added = lines.reduce((all, line) => all.plus(amount(line)), amount("OPENING_VALUE"));
    expect(added.toString()).toBe(amount("CLOSING_VALUE").toString());
    // 15 sold at 30: 10 of cost 10, 5 of cost 20
    expect(amount("REALIZED_GAIN").toString()).toBe("250");
  });

  it("says so when no day has a value", async () => {
    const days = { from: "2001-01-01", to: "2001-12-31" };
    expect(await textOf("STATEMENT", "CSV", days)).toContain("statement,NO_VALUES,,USD");
  });

  it("gives an empty file of a household without anything", async () => {
    const [other, id] = [viewerWith({}), newId()];
    const own = { ...other, households: new Map([[id, "OWNER" as const]]) };
    const { file } = await create("EVERYTHING", "JSON", { householdId: id }, own);
    const made = (await (await get(file.downloadUrl)).json()) as Record<string, unknown>;
    expect(made).toMatchObject({ account: [], transaction: [], position: [], lot: [] });
  });

  it.each<[string, object]>([
    ["NOT_FOUND", { householdId: newId() }],
    ["BAD_INPUT", { from: "2025-02-01", to: "2025-01-01" }],
  ])("answers %s", async (code, more) => {
    expect((await create("LOTS", "CSV", more)).code).toBe(code);
  });

  it("gives an address that expires, and is worth nothing when it is changed", async () => {
    const { file } = await create("LOTS", "CSV");
    expect((await get(`${file.downloadUrl}x.y`)).status).toBe(404);
    const before = world.clock.now;
    world.clock.now = new Date(before.getTime() + 16 * 60_000);
    const answer = await get(file.downloadUrl);
    world.clock.now = before;
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: "DOWNLOAD_INVALID" } }],
    });
  });
});

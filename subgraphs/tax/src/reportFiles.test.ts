import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type HttpServer, listen } from "@wealthgraph/chassis/httpServer";
import { newId } from "@wealthgraph/chassis/id";
import { createLogger } from "@wealthgraph/chassis/logger";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Failure } from "@wealthgraph/kernel/refusal";
import { disposal } from "./domain/reports/form8949.fixture.js";
import type { TaxDisposal } from "./domain/reports/taxDisposal.js";
import type { DisposalSource } from "./operations/reportPorts.js";
import { reportFiles } from "./reportFiles.js";
import { subgraph } from "./subgraph.js";
import { testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;
let http: HttpServer;
let files: ReturnType<typeof reportFiles>;
let now = new Date();
let sold: readonly TaxDisposal[] = [];
let householdId = "";
let owner: Viewer;
/** Called for each page that is read. */
let onRead: () => Promise<void>;
const waiting: object[] = [];

/** portfolios in the test's hand: pages of 100; a year without sales is one empty page. */
const source: DisposalSource = {
  count: () => Promise.resolve(sold.length),
  read: async (_, __, onPage) => {
    for (let read = 100; read < Math.max(1, sold.length) + 100; read += 100) {
      await onRead();
      await onPage(Math.min(read, sold.length));
    }
    return { disposals: sold, capitalGainDistributions: new Decimal(0) };
  },
};

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  files = reportFiles({
    database: db.database,
    jobs: { enqueue: (_em, _queue, data) => Promise.resolve(void waiting.push(data)) },
    disposals: source,
    secret: "the secret of these tests",
    clock: () => now,
  });
  graph = await openTestSubgraph(subgraph, testServices(db), files.instances);
  const log = createLogger("tax", "silent");
  http = await listen({ host: "127.0.0.1", port: 0, log, routes: files.routes });
});
afterAll(async () => {
  await http.close(0);
  await db.close();
});
beforeEach(() => {
  householdId = newId();
  owner = viewerWith({ [householdId]: "OWNER" });
  now = new Date("2026-02-01T17:00:00Z");
  waiting.length = 0;
  onRead = () => Promise.resolve();
  sold = [
    disposal("10 ALFA 2025-01-02 2025-06-02 1000 - 1500 washed 200"),
    disposal("3 BETA 2010-01-04 2025-06-02 2000 - 500"),
  ];
});

const FIELDS =
  "id year format status progressPercent bytes fileName failureCode downloadUrl createdAt";

async function create(format: string, more: object = {}, viewer = owner) {
  const { data, errors } = await graph.ask(
    viewer,
    `mutation ($input: CreateTaxReportInput!) { createTaxReport(input: $input) { ${FIELDS} } }`,
    { input: { householdId, year: 2025, format, ...more } },
  );
  return { report: data?.createTaxReport, code: errors[0]?.extensions["code"] ?? null };
}

async function read(id: string, viewer = owner) {
  const query = `query ($id: ID!) { taxReport(id: $id) { ${FIELDS} } }`;
  const { data, errors } = await graph.ask(viewer, query, { id });
  return { report: data?.taxReport, code: errors[0]?.extensions["code"] ?? null };
}

const get = (path: string) => fetch(`http://127.0.0.1:${http.port}${path}`);

async function runJobs(retryCount = 0): Promise<void> {
  for (let data = waiting.shift(); data; data = waiting.shift()) {
    const attempt = { id: "job", signal: new AbortController().signal, retryCount };
    for (const handler of files.handlers) await handler.handle(data, attempt);
  }
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => disposal(`${i + 1} ALFA 2025-01-02 2025-06-02 9 - 8`));

describe("createTaxReport", () => {
  it.each([
    ["CSV", "text/csv; charset=utf-8", "box,(a) description"],
    ["TXF", "text/plain; charset=utf-8", "V042\r\nAWealthgraph"],
    ["PDF", "application/pdf", "%PDF-1."],
  ])("makes a %s file that can be fetched at its address", async (format, type, start) => {
    const { report, code } = await create(format);
    expect(code).toBeNull();
    expect(report).toMatchObject({ year: 2025, status: "READY", progressPercent: 100 });
    const answer = await get(report.downloadUrl);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(type);
    expect(answer.headers.get("content-length")).toBe(`${report.bytes}`);
    expect(answer.headers.get("content-disposition")).toBe(
      `attachment; filename="capital-gains-2025.${format.toLowerCase()}"`,
    );
    const text = await answer.text();
    expect(text.startsWith(start)).toBe(true);
  });

  it("makes an empty report of a year without sales", async () => {
    sold = [];
    const { report } = await create("CSV");
    const text = await (await get(report.downloadUrl)).text();
    expect(text).toContain("SCHEDULE D LINE 16,,,,,,,0.00,Both together");
  });

  it("takes what the household states of its forms", async () => {
    const stated = [{ disposalId: sold[1]?.id, reporting: "REPORTED", reportedCost: "400" }];
    const { report } = await create("CSV", { report: { stated } });
    const text = await (await get(report.downloadUrl)).text();
    expect(text).toContain("D,3 BETA,01/04/2010,06/02/2025,2000.00,400.00,B,-100.00,1500.00,");
  });

  it("is a job with progress when there is much, and loses no row", async () => {
    sold = many(501);
    const { report } = await create("CSV");
    expect(report).toMatchObject({ status: "WAITING", downloadUrl: null, bytes: 0 });
    const seen: number[] = [];
    onRead = async () => void seen.push((await read(report.id)).report.progressPercent);
    await runJobs();
    expect(seen).toEqual([0, 9, 19, 29, 39, 49]);
    const ready = (await read(report.id)).report;
    expect(ready.status).toBe("READY");
    const text = await (await get(ready.downloadUrl)).text();
    expect(text.match(/^A,\d+ ALFA,/gm)).toHaveLength(501);
    expect(text.length).toBe(ready.bytes);
  });

  it("is whole when its file is longer than one piece", async () => {
    sold = many(6_000);
    const { report } = await create("CSV");
    await runJobs();
    const ready = (await read(report.id)).report;
    expect(ready.bytes).toBeGreaterThan(256 * 1_024);
    const text = await (await get(ready.downloadUrl)).text();
    expect(text.match(/^A,\d+ ALFA,/gm)).toHaveLength(6_000);
  });

  it("ends when the household cancels it, and gives no file", async () => {
    sold = many(501);
    const { report } = await create("PDF");
    onRead = async () => {
      const cancel = `mutation ($id: ID!) { cancelTaxReport(id: $id) { status } }`;
      await graph.ask(owner, cancel, { id: report.id });
    };
    await runJobs();
    expect((await read(report.id)).report).toMatchObject({
      status: "CANCELLED",
      downloadUrl: null,
    });
  });

  it("tells why it failed, when the household has to mend something", async () => {
    sold = many(501).map((d) => ({ ...d, isDigitalAsset: true }));
    const { report } = await create("TXF");
    await runJobs();
    expect((await read(report.id)).report).toMatchObject({
      status: "FAILED",
      failureCode: "REPORT_NOT_IN_TXF",
    });
  });

  it("is tried again when portfolios does not answer, and gives up at last", async () => {
    sold = many(501);
    const { report } = await create("CSV");
    const job = [...waiting];
    onRead = () => Promise.reject(new Failure("GRAPH_UNAVAILABLE"));
    await expect(runJobs()).rejects.toThrow();
    expect((await read(report.id)).report.status).toBe("BUILDING");
    waiting.push(...job);
    await expect(runJobs(3)).rejects.toThrow();
    expect((await read(report.id)).report).toMatchObject({
      status: "FAILED",
      failureCode: "UNAVAILABLE",
    });
  });

  it.each<[string, string, object]>([
    ["TAX_YEAR_UNKNOWN", "CSV", { year: 2010 }],
    ["TAX_YEAR_UNKNOWN", "CSV", { year: 2027 }],
    ["BAD_INPUT", "CSV", { report: { stated: [{ disposalId: "of-another-year" }] } }],
    ["REPORT_NOT_IN_TXF", "TXF", { report: { totalsOnScheduleD: true, stated: [] } }],
    ["NOT_FOUND", "CSV", { householdId: newId() }],
  ])("answers %s", async (code, format, more) => {
    sold = [...sold, disposal("3 GAMMA 2020-01-04 2025-06-02 2000 - 500")];
    expect((await create(format, more)).code).toBe(code);
  });

  it("is not for those who may only read", async () => {
    expect((await create("CSV", {}, viewerWith({ [householdId]: "VIEWER" }))).code).toBe(
      "FORBIDDEN",
    );
  });
});

describe("the address of a report's file", () => {
  it("expires", async () => {
    const { report } = await create("CSV");
    now = new Date(now.getTime() + 15 * 60_000);
    const answer = await get(report.downloadUrl);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      errors: [{ extensions: { code: "DOWNLOAD_INVALID" } }],
    });
    const again = (await read(report.id)).report;
    expect((await get(again.downloadUrl)).status).toBe(200);
  });

  it("is worth nothing when it is changed", async () => {
    const { report } = await create("CSV");
    expect((await get(report.downloadUrl.slice(0, -2))).status).toBe(404);
    expect((await get(report.downloadUrl.replace("tax~", "tax~A"))).status).toBe(404);
  });

  it("is of a file that is forgotten after seven days", async () => {
    const { report } = await create("CSV");
    now = new Date(now.getTime() + 8 * 24 * 60 * 60_000);
    await create("CSV");
    expect((await read(report.id)).code).toBe("NOT_FOUND");
  });

  it.each(["read", "cancel"])("is not there for another household to %s", async (what) => {
    const { report } = await create("CSV");
    const stranger = viewerWith({ [newId()]: "OWNER" });
    const cancel = `mutation ($id: ID!) { cancelTaxReport(id: $id) { status } }`;
    const code =
      what === "read"
        ? (await read(report.id, stranger)).code
        : (await graph.ask(stranger, cancel, { id: report.id })).errors[0]?.extensions["code"];
    expect(code).toBe("NOT_FOUND");
  });
});

import type { SqlEntityManager } from "@wealthgraph/chassis/database";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import type { JobHandler } from "@wealthgraph/chassis/jobs";
import { createLogger } from "@wealthgraph/chassis/logger";
import { OutboxDispatcher } from "@wealthgraph/chassis/outbox";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { BusNews } from "./adapters/BusNews.js";
import { exportFiles } from "./exportFiles.js";
import type { PortfoliosServices } from "./graphql/context.js";
import { jobHandlers } from "./jobHandlers.js";
import type { CloseColumns, InstrumentFacts, LevelColumns, Market } from "./operations/ports.js";
import { receiveUpload } from "./operations/receiveUpload.js";
import { UploadGrantSigner } from "./operations/uploadGrant.js";
import type { Enqueue } from "./persistence/PostgresUnit.js";
import { PostgresWork } from "./persistence/PostgresWork.js";
import { subgraph } from "./subgraph.js";

/** A market of a table: the symbols of a test, their closes and rates. */
export class TableMarket implements Market {
  /** Symbols that are not listed are unknown. */
  readonly listed = new Map<string, InstrumentFacts>();
  readonly closesById = new Map<string, CloseColumns>();
  /** By `base quote day`. */
  readonly ratesByDay = new Map<string, Decimal>();
  /** How many symbols each call asked for. */
  readonly calls: number[] = [];

  list(symbol: string, facts: Partial<InstrumentFacts> = {}): void {
    const id = `instrument-${symbol}`;
    this.listed.set(symbol, { id, symbol, currency: "USD", assetClass: "US_EQUITY", ...facts });
  }

  instruments(_: string, symbols: readonly string[]) {
    this.calls.push(symbols.length);
    const found = new Map<string, InstrumentFacts>();
    for (const symbol of symbols) {
      const facts = this.listed.get(symbol);
      if (facts) found.set(symbol, facts);
    }
    return Promise.resolve(found);
  }

  closes(
    _: string,
    instruments: ReadonlyMap<string, string>,
    from: CalendarDate,
    to: CalendarDate,
  ) {
    const columns = [...instruments.keys()].flatMap((id) => this.closesById.get(id) ?? []);
    return Promise.resolve(
      columns.map((column) => {
        const kept = column.dates.flatMap((day, i) => (day >= from && day <= to ? [i] : []));
        return {
          ...column,
          dates: kept.flatMap((i) => column.dates[i] ?? []),
          closes: kept.flatMap((i) => column.closes[i] ?? []),
        };
      }),
    );
  }

  totalReturns(
    _: string,
    instrumentIds: readonly string[],
    range: { readonly from: CalendarDate; readonly to: CalendarDate },
  ) {
    const found = instrumentIds.flatMap((id): [string, LevelColumns][] => {
      const column = this.closesById.get(id);
      const kept = column?.dates.flatMap((on, i) =>
        on >= range.from && on <= range.to ? [[on, Number(column.closes[i])] as const] : [],
      );
      return kept?.length
        ? [[id, { dates: kept.map(([on]) => on), levels: kept.map(([, level]) => level) }]]
        : [];
    });
    return Promise.resolve(new Map(found));
  }

  rates(
    _: string,
    { base, quote }: { readonly base: string; readonly quote: string },
    days: readonly CalendarDate[],
  ) {
    const rates = new Map<CalendarDate, Decimal>();
    for (const day of days) {
      const rate = this.ratesByDay.get(`${base} ${quote} ${day}`);
      if (rate) rates.set(day, rate);
    }
    return Promise.resolve(rates);
  }
}

/** Portfolios on a real database, with the market, the clock and the workers in the test's hand. */
export interface TestWorld extends TestSubgraph {
  readonly db: TestDatabase;
  readonly services: PortfoliosServices;
  readonly market: TableMarket;
  readonly bus: MemoryBus;
  readonly clock: { now: Date };
  /** Jobs that wait. */
  readonly jobs: readonly WaitingJob[];
  /** Does every waiting job, and those they lead to. */
  runJobs(): Promise<void>;
  /** Sends the events of committed changes, as the dispatcher does. */
  dispatch(): Promise<number>;
  /** PUTs a file to the address an import was given. */
  upload(uploadUrl: string, file: string | Uint8Array): Promise<string>;
  /** Opens an import of `file`, uploads and parses it. @returns its id */
  importFile(viewer: Viewer, accountId: string, file: string | Uint8Array): Promise<string>;
  close(): Promise<void>;
}

interface WaitingJob {
  readonly queue: string;
  readonly data: object;
}

/** Remembers jobs in place of the queue; a job whose transaction fails finds nothing to do. */
function rememberJobs(waiting: WaitingJob[]): Enqueue {
  return {
    enqueue: (_em: SqlEntityManager, queue: string, data: object) => {
      waiting.push({ queue, data });
      return Promise.resolve();
    },
  };
}

async function runJobs(waiting: WaitingJob[], handlers: readonly JobHandler[]): Promise<void> {
  for (let job = waiting.shift(); job; job = waiting.shift()) {
    const { queue, data } = job;
    const attempt = { id: "job-of-a-test", signal: new AbortController().signal, retryCount: 0 };
    await handlers.find((handler) => handler.queue === queue)?.handle(data, attempt);
  }
}

export async function openTestWorld(): Promise<TestWorld> {
  const { migrations } = subgraph;
  const db = await createTestDatabase({ schema: "portfolios", migrations });
  const waiting: WaitingJob[] = [];
  const clock = { now: new Date("2026-03-02T15:00:00Z") };
  const bus = new MemoryBus();
  const news = new BusNews(bus);
  const market = new TableMarket();
  const services: PortfoliosServices = {
    market,
    work: new PostgresWork(db.database, rememberJobs(waiting)),
    clock: () => clock.now,
    signer: new UploadGrantSigner("the secret of these tests"),
    news,
    changes: news,
  };
  const handlers = jobHandlers(services);
  const log = createLogger("portfolios", "silent");
  const { database } = db;
  const dispatcher = new OutboxDispatcher({ database, schema: "portfolios", bus, log });
  const world: TestWorld = {
    ...(await openTestSubgraph(
      subgraph,
      services,
      exportFiles(services, "the secret of these tests").instances,
    )),
    db,
    services,
    market,
    bus,
    clock,
    jobs: waiting,
    runJobs: () => runJobs(waiting, handlers),
    dispatch: () => dispatcher.dispatchOnce(),
    upload: (uploadUrl, file) =>
      receiveUpload(services, {
        token: uploadUrl.replace("/uploads/", ""),
        bytesAnnounced: null,
        body: bodyOf(typeof file === "string" ? Buffer.from(file) : file),
      }),
    importFile: (viewer, accountId, file) => importFile(world, viewer, accountId, file),
    close: async () => {
      await bus.close();
      await db.close();
    },
  };
  return world;
}

async function importFile(
  world: TestWorld,
  viewer: Viewer,
  accountId: string,
  file: string | Uint8Array,
): Promise<string> {
  const { data, errors } = await world.ask(
    viewer,
    `mutation ($id: ID!) {
      createImport(input: { accountId: $id, fileName: "history.csv" }) { import { id } uploadUrl }
    }`,
    { id: accountId },
  );
  if (errors[0]) throw Object.assign(new Error(errors[0].message), errors[0].extensions);
  await world.upload(String(data.createImport.uploadUrl), file);
  await world.runJobs();
  return String(data.createImport.import.id);
}

async function* bodyOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000);
  await Promise.resolve();
}

/**
 * A Schwab export with rows of the form `2024-03-04 Buy SCHB 8 @ 59.10` (our own figures): the
 * amount follows from units and price. Newest first, as Schwab writes it, unless `order` says so.
 */
export function schwabFile(rows: readonly string[]): string {
  const lines = rows.map((row) => {
    const [day = "", action = "", symbol = "", units = "0", , price = "0"] = row.split(" ");
    const [year, month, date] = day.split("-");
    const amount = new Decimal(units).times(price).times(action === "Buy" ? -1 : 1);
    const money = `${amount.isNegative() ? "-" : ""}$${amount.abs().toFixed(2)}`;
    return `"${month}/${date}/${year}","${action}","${symbol}","${symbol} COMMON","${units}","$${price}","","${money}"`;
  });
  const header = '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"';
  return `${[header, ...lines].join("\r\n")}\r\n`;
}

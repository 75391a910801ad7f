import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { MemoryBus } from "./bus.js";
import { query } from "./database.js";
import { newId } from "./id.js";
import { JobQueue } from "./jobs.js";
import { createLogger } from "./logger.js";
import { Migration, outboxTable, tenantTable } from "./migrations.js";
import { OutboxDispatcher, publishEvent } from "./outbox.js";
import { createTestDatabase, type TestDatabase } from "./testDatabase.js";

class CreateNotes extends Migration {
  override up(): void {
    this.addSql(`create table tax.note (
      id uuid primary key, household_id uuid not null, text text not null, amount numeric(38, 18),
      on_day date, at timestamptz not null default now(), raw bytea, facts jsonb
    )`);
    for (const sql of [...tenantTable("tax", "note"), ...outboxTable("tax")]) this.addSql(sql);
  }
}

const QUEUES = [{ name: "notes" }] as const;
const log = createLogger("test", process.env["TEST_LOG_LEVEL"] ?? "silent");
const [smiths, jones] = [newId(), newId()];
let db: TestDatabase;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: [CreateNotes], queues: QUEUES });
});
afterAll(() => db.close());
beforeEach(async () => {
  const client = new Client({ connectionString: db.superuserUrl });
  await client.connect();
  await client.query("truncate tax.note, tax.outbox");
  await client.end();
});

const write = (householdId: string, text: string, scope = [householdId]) =>
  db.database.within({ householdIds: scope }, (em) =>
    query(em, "insert into tax.note (id, household_id, text) values ($1, $2, $3)", [
      newId(),
      householdId,
      text,
    ]),
  );
const read = (scope: string[]) =>
  db.database.within({ householdIds: scope }, (em) =>
    query<{ text: string }>(em, "select text from tax.note order by text"),
  );

describe("a transaction within a household", () => {
  it("sees the rows of its households and no others", async () => {
    await write(smiths, "ours");
    await write(jones, "theirs");
    expect(await read([smiths])).toEqual([{ text: "ours" }]);
    expect(await read([smiths, jones])).toEqual([{ text: "ours" }, { text: "theirs" }]);
    expect(await read([])).toEqual([]);
  });

  it("cannot write a row for another household", async () => {
    await expect(write(jones, "smuggled", [smiths])).rejects.toThrow(/row-level security/);
  });

  it("leaves no household behind on the pooled connection", async () => {
    await write(smiths, "ours");
    for (let turn = 0; turn < 12; turn += 1)
      expect(await db.database.global((em) => query(em, "select * from tax.note"))).toEqual([]);
  });

  it("ignores a household id that is no id, so that nothing can be smuggled into the setting", async () => {
    await write(smiths, "ours");
    expect(await read([`${smiths},`, "x' or true"])).toEqual([]);
  });

  it("is rolled back as a whole when the work throws", async () => {
    const failing = db.database.within({ householdIds: [smiths] }, async (em) => {
      await query(em, "insert into tax.note (id, household_id, text) values ($1, $2, 'half')", [
        newId(),
        smiths,
      ]);
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    expect(await read([smiths])).toEqual([]);
  });

  it("reads numbers and dates as exact text, instants as Date, documents as values", async () => {
    const rows = await db.database.within({ householdIds: [smiths] }, async (em) => {
      await query(
        em,
        `insert into tax.note (id, household_id, text, amount, on_day, at, raw, facts)
         values ($1, $2, 'typed', 1.10, '2024-02-29', '2024-02-29T12:00:00Z', $3, $4)`,
        [newId(), smiths, Buffer.from([1, 2]), JSON.stringify({ a: [1] })],
      );
      return query(em, "select amount, on_day, at, raw, facts from tax.note");
    });
    expect(rows).toEqual([
      {
        amount: "1.100000000000000000",
        on_day: "2024-02-29",
        at: new Date("2024-02-29T12:00:00Z"),
        raw: Buffer.from([1, 2]),
        facts: { a: [1] },
      },
    ]);
  });
});

describe("the roles", () => {
  it("bind even the owner of the table, and let nobody but the household's own see a row", async () => {
    await write(smiths, "ours");
    const owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
    expect((await owner.query("select * from tax.note")).rows).toEqual([]);
    await owner.end();
    const system = db.database.asSystem((em) => query(em, "select * from tax.note"));
    await expect(system).rejects.toThrow(/permission denied/);
  });
});

describe("the outbox", () => {
  const event = { householdId: smiths, type: "note.written", data: { noteId: "n1" } };

  it("publishes an event once the change is committed, and not again", async () => {
    const bus = new MemoryBus();
    const heard = await bus.subscribe(["events.note.written"]);
    const dispatcher = new OutboxDispatcher({ database: db.database, schema: "tax", bus, log });
    await db.database.within({ householdIds: [smiths] }, (em) => publishEvent(em, "tax", event));
    expect(await dispatcher.dispatchOnce()).toBe(1);
    expect(await dispatcher.dispatchOnce()).toBe(0);
    expect((await heard.next()).value).toMatchObject({
      householdId: smiths,
      type: "note.written",
      data: { noteId: "n1" },
    });
  });

  it("publishes nothing for a change that was rolled back", async () => {
    const failing = db.database.within({ householdIds: [smiths] }, async (em) => {
      await publishEvent(em, "tax", event);
      throw new Error("stop");
    });
    await expect(failing).rejects.toThrow("stop");
    const dispatcher = new OutboxDispatcher({
      database: db.database,
      schema: "tax",
      bus: new MemoryBus(),
      log,
    });
    expect(await dispatcher.dispatchOnce()).toBe(0);
  });

  it("keeps the event for later when the bus does not take it", async () => {
    await db.database.within({ householdIds: [smiths] }, (em) => publishEvent(em, "tax", event));
    const deaf = Object.assign(new MemoryBus(), {
      publish: () => Promise.reject(new Error("bus is away")),
    });
    const failing = new OutboxDispatcher({ database: db.database, schema: "tax", bus: deaf, log });
    await expect(failing.dispatchOnce()).rejects.toThrow("bus is away");
    const dispatcher = new OutboxDispatcher({
      database: db.database,
      schema: "tax",
      bus: new MemoryBus(),
      log,
    });
    expect(await dispatcher.dispatchOnce()).toBe(1);
  });
});

describe("the job queue", () => {
  it("runs a job that was enqueued in a committed transaction, as the application role, and retries one that failed", async () => {
    const jobs = new JobQueue({ url: db.url, schema: "tax", log });
    const attempts: { text: string; retryCount: number }[] = [];
    let done: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (done = resolve));
    await jobs.start([
      {
        queue: "notes",
        handle: async (data, { retryCount }) => {
          attempts.push({ ...(data as { text: string }), retryCount });
          if (retryCount === 0) throw new Error("the first attempt fails");
          done();
          await Promise.resolve();
        },
      },
    ]);
    const rolledBack = db.database.within({ householdIds: [smiths] }, async (em) => {
      await jobs.enqueue(em, "notes", { text: "never" });
      throw new Error("stop");
    });
    await expect(rolledBack).rejects.toThrow("stop");
    await db.database.within({ householdIds: [smiths] }, (em) =>
      jobs.enqueue(em, "notes", { text: "once" }, { priority: "high" }),
    );
    await finished;
    expect(attempts).toEqual([
      { text: "once", retryCount: 0 },
      { text: "once", retryCount: 1 },
    ]);
    await jobs.stop();
  });
});

import type { Bus } from "./bus.js";
import { type Database, query, type SqlEntityManager } from "./database.js";
import type { Schema } from "./databaseSetup.js";
import { newId } from "./id.js";
import type { Logger } from "./logger.js";

/** Something that happened in a household, as consumers hear it on topic `events.<type>`. */
export interface DomainEvent {
  readonly id: string;
  readonly type: string;
  readonly householdId: string;
  readonly at: string;
  /** Ids and small facts; below 6,000 bytes of JSON. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes an event in the transaction of the change it tells of. */
export async function publishEvent(
  em: SqlEntityManager,
  schema: Schema,
  event: Pick<DomainEvent, "householdId" | "type" | "data">,
): Promise<void> {
  await query(
    em,
    `insert into ${schema}.outbox (id, household_id, type, data) values ($1, $2, $3, $4)`,
    [newId(), event.householdId, event.type, JSON.stringify(event.data)],
  );
}

interface OutboxRow {
  readonly id: string;
  readonly household_id: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly created_at: Date;
}

const BATCH = 200;

/** Publishes what the outbox holds, in order of writing; several copies share the work by row locks. */
export class OutboxDispatcher {
  readonly #database: Database;
  readonly #schema: Schema;
  readonly #bus: Bus;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: {
    readonly database: Database;
    readonly schema: Schema;
    readonly bus: Bus;
    readonly log: Logger;
  }) {
    this.#database = options.database;
    this.#schema = options.schema;
    this.#bus = options.bus;
    this.#log = options.log;
  }

  /** @param intervalMs rest between two looks at an empty outbox */
  start(intervalMs = 1_000): void {
    const next = (delayMs: number): void => {
      this.#timer = setTimeout(() => {
        this.#running = turn();
      }, delayMs);
    };
    const turn = async (): Promise<void> => {
      const count = await this.dispatchOnce().catch((error: unknown) => {
        this.#log.warn({ err: error }, "outbox");
        return 0;
      });
      if (!this.#stopped) next(count === BATCH ? 0 : intervalMs);
    };
    this.#running = turn();
  }

  /** @returns how many events were published; each is marked only after the bus took it (at least once) */
  dispatchOnce(): Promise<number> {
    return this.#database.asSystem(async (em) => {
      const rows = await query<OutboxRow>(
        em,
        `select id, household_id, type, data, created_at from ${this.#schema}.outbox
         where dispatched_at is null order by id limit ${BATCH} for update skip locked`,
      );
      await Promise.all(
        rows.map((row) => this.#bus.publish(`events.${row.type}`, { ...toEvent(row) })),
      );
      if (rows.length > 0) {
        await query(
          em,
          `update ${this.#schema}.outbox set dispatched_at = now() where id = any ($1::uuid[])`,
          [rows.map((row) => row.id)],
        );
      }
      return rows.length;
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }
}

function toEvent(row: OutboxRow): DomainEvent {
  return {
    id: row.id,
    type: row.type,
    householdId: row.household_id,
    at: row.created_at.toISOString(),
    data: row.data,
  };
}

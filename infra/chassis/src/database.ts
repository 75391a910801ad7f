import { MikroORM, type SqlEntityManager } from "@mikro-orm/postgresql";
import { CompiledQuery } from "kysely";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { Schema } from "./databaseSetup.js";
import { isId } from "./id.js";
import type { Viewer } from "./viewer.js";

export type { SqlEntityManager } from "@mikro-orm/postgresql";

/** Whose rows a transaction may touch. A `Viewer` is turned into one by `scopeOf`. */
export interface HouseholdScope {
  readonly householdIds: readonly string[];
  readonly userId?: string | null;
}

export function scopeOf(viewer: Viewer): HouseholdScope {
  return { householdIds: [...viewer.households.keys()], userId: viewer.userId };
}

export interface DatabaseOptions {
  /** As the subgraph's application role. */
  readonly url: string;
  /** As the subgraph's system role. */
  readonly systemUrl: string;
  /** The subgraph's schema. */
  readonly schema: Schema;
  /** Rows made with `defineEntity`. */
  readonly entities?: readonly object[];
  readonly poolMax?: number;
  /** Sees every statement; for tests that count. */
  readonly onStatement?: (sql: string) => void;
}

type Orm = Awaited<ReturnType<typeof openOrm>>;

/**
 * The one place that opens a transaction and says in it whose rows it may touch.
 *
 * Row-level security reads the two settings; they are local to the transaction, so that nothing is
 * left on the pooled connection. Without them every tenant table is empty.
 */
export class Database {
  readonly #app: Orm;
  readonly #system: Orm;

  private constructor(app: Orm, system: Orm) {
    this.#app = app;
    this.#system = system;
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const app = await openOrm(options, options.url, options.poolMax ?? 8);
    const system = await openOrm(options, options.systemUrl, 2);
    return new Database(app, system);
  }

  /** Runs `work` in one transaction that sees the rows of `scope` and no others. */
  within<T>(scope: HouseholdScope, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const em = this.#app.em.fork({ clear: true });
    em.setSessionContext({
      variables: {
        "app.household_ids": scope.householdIds.filter(isId).join(","),
        "app.user_id": scope.userId && isId(scope.userId) ? scope.userId : "",
      },
    });
    return em.transactional(work);
  }

  /** Runs `work` in one transaction without any household: global tables only. */
  global<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.within({ householdIds: [] }, work);
  }

  /** Runs `work` as the system role, which sees what its own policies allow, across households. */
  asSystem<T>(work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    return this.#system.em.fork({ clear: true }).transactional(work);
  }

  /** @throws {Failure} DATABASE_UNAVAILABLE when PostgreSQL does not answer */
  async ping(): Promise<void> {
    try {
      await this.#app.em.getConnection().execute("select 1");
    } catch (error) {
      throw new Failure("DATABASE_UNAVAILABLE", { cause: error });
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#app.close(true), this.#system.close(true)]);
  }
}

/**
 * Runs one statement with bound parameters (`$1`, `$2` …) in the transaction of `em`: plain rows, no
 * entity, for hot paths and bulk work. NUMERIC and BIGINT come as text, DATE as YYYY-MM-DD text,
 * TIMESTAMPTZ as `Date`, BYTEA as `Buffer`, JSONB as values.
 */
export async function query<Row extends object = Record<string, unknown>>(
  em: SqlEntityManager,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await em.getKysely().executeQuery(CompiledQuery.raw(sql, [...parameters]));
  // the caller names the columns it selects; the driver cannot know them
  return result.rows as Row[];
}

function openOrm(options: DatabaseOptions, url: string, poolMax: number) {
  const { onStatement } = options;
  return MikroORM.init({
    clientUrl: url,
    schema: options.schema,
    entities: [...(options.entities ?? [])] as never[],
    discovery: { warnWhenNoEntities: false },
    debug: false,
    pool: { min: 0, max: poolMax },
    driverOptions: {
      onPoolCreated: (pool: DriverPool) => {
        pool.options.types.setTypeParser(TIMESTAMPTZ, (text) => new Date(text));
        if (onStatement) observe(pool, onStatement);
      },
    },
  });
}

/** Type number of TIMESTAMPTZ, which the ORM's driver leaves as text. */
const TIMESTAMPTZ = 1184;

interface DriverPool {
  readonly options: {
    readonly types: { setTypeParser(type: number, parse: (text: string) => unknown): void };
  };
  on(event: "connect", listener: (client: { query: (...args: never[]) => unknown }) => void): void;
}

function observe(pool: DriverPool, onStatement: (sql: string) => void): void {
  pool.on("connect", (client) => {
    const original = client.query.bind(client) as (...args: unknown[]) => unknown;
    client.query = (...args: unknown[]) => {
      const first = args[0];
      onStatement(typeof first === "string" ? first : String((first as { text?: string }).text));
      return original(...args);
    };
  });
}

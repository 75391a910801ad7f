import { PgBoss, type Job } from "pg-boss";
import { CompiledQuery } from "kysely";
import { jobsSchema, type Schema } from "./databaseSetup.js";
import type { SqlEntityManager } from "./database.js";
import type { Logger } from "./logger.js";

/** A queue with its way of failing. Made by the owner role at migration. */
export interface QueueDefinition {
  readonly name: string;
  /** Attempts after the first. */
  readonly retryLimit?: number;
  /** A running job says this often that it lives; one that is silent is tried again soon. For long jobs. */
  readonly heartbeatSeconds?: number;
  /** A job that runs longer is taken for dead and tried again. */
  readonly expireInSeconds?: number;
}

export interface JobAttempt {
  readonly id: string;
  /** Aborted when the process shuts down or the job expires. */
  readonly signal: AbortSignal;
  /** 0 for the first attempt. */
  readonly retryCount: number;
}

/** Handles the jobs of one queue. Must be idempotent: delivery is at least once. */
export interface JobHandler<Data extends object = object> {
  readonly queue: string;
  /** Jobs at once in this process; 1 unless told. */
  readonly concurrency?: number;
  /** Cron schedule that enqueues an empty job, with its time zone. */
  readonly schedule?: { readonly cron: string; readonly timeZone: string };
  handle(data: Data, attempt: JobAttempt): Promise<void>;
}

export const JOB_PRIORITY = { high: 10, default: 0, low: -10 } as const;

export interface EnqueueOptions {
  readonly priority?: keyof typeof JOB_PRIORITY;
  /** At most one waiting job with this key. */
  readonly singletonKey?: string;
  readonly startAfterSeconds?: number;
}

const deadLetterOf = (queue: string) => `${queue}.dead`;

/** Jobs in the subgraph's own database, so that work is enqueued in the transaction that needs it. */
export class JobQueue {
  readonly #boss: PgBoss;
  readonly #log: Logger;

  constructor(options: { readonly url: string; readonly schema: Schema; readonly log: Logger }) {
    this.#log = options.log;
    this.#boss = new PgBoss({
      connectionString: options.url,
      schema: jobsSchema(options.schema),
      application_name: jobsSchema(options.schema),
      max: 3,
      migrate: false,
      createSchema: false,
      reindex: false,
      monitorVacuum: false,
      monitorIntervalSeconds: 10,
      superviseIntervalSeconds: 10,
      useListenNotify: true,
    });
    this.#boss.on("error", (error) => this.#log.warn({ err: error }, "job queue"));
  }

  /** @param handlers none for a process that only enqueues */
  async start(handlers: readonly JobHandler[]): Promise<void> {
    await this.#boss.start();
    for (const handler of handlers) await this.#work(handler);
  }

  /** Enqueues in the transaction of `em`: the job exists if and only if the transaction commits. */
  async enqueue(
    em: SqlEntityManager,
    queue: string,
    data: object,
    options: EnqueueOptions = {},
  ): Promise<void> {
    const { priority = "default", singletonKey, startAfterSeconds } = options;
    await this.#boss.send(queue, data, {
      priority: JOB_PRIORITY[priority],
      ...(singletonKey === undefined ? {} : { singletonKey }),
      ...(startAfterSeconds === undefined ? {} : { startAfter: startAfterSeconds }),
      db: {
        executeSql: async (text, values) => {
          const result = await em.getKysely().executeQuery(CompiledQuery.raw(text, values ?? []));
          return { rows: result.rows };
        },
      },
    });
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 5_000 });
  }

  async #work(handler: JobHandler): Promise<void> {
    const options = {
      batchSize: 1,
      localConcurrency: handler.concurrency ?? 1,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 2,
      includeMetadata: true,
    } as const;
    await this.#boss.work<object>(handler.queue, options, async (jobs) => {
      for (const job of jobs) await this.#attempt(handler, job);
    });
    if (handler.schedule) {
      await this.#boss.schedule(
        handler.queue,
        handler.schedule.cron,
        {},
        { tz: handler.schedule.timeZone },
      );
    }
  }

  async #attempt(
    handler: JobHandler,
    job: Job<object> & { readonly retryCount?: number },
  ): Promise<void> {
    const startedAt = performance.now();
    try {
      await handler.handle(job.data, {
        id: job.id,
        signal: job.signal,
        retryCount: job.retryCount ?? 0,
      });
    } catch (error) {
      this.#log.warn({ err: error, queue: handler.queue, jobId: job.id }, "job attempt failed");
      throw error;
    }
    this.#log.debug(
      { queue: handler.queue, jobId: job.id, ms: Math.round(performance.now() - startedAt) },
      "job done",
    );
  }
}

/** Creates the queue tables and queues as the owner; the schema's default privileges let the subgraph's roles use them. */
export async function installQueues(
  ownerUrl: string,
  schema: Schema,
  queues: readonly QueueDefinition[],
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema(schema),
    createSchema: false,
    supervise: false,
    schedule: false,
    max: 2,
  });
  await boss.start();
  try {
    for (const queue of queues) {
      await boss.createQueue(deadLetterOf(queue.name));
      await boss.createQueue(queue.name, {
        notify: true,
        retryLimit: queue.retryLimit ?? 3,
        retryDelay: 2,
        retryBackoff: true,
        expireInSeconds: queue.expireInSeconds ?? 900,
        ...(queue.heartbeatSeconds ? { heartbeatSeconds: queue.heartbeatSeconds } : {}),
        deadLetter: deadLetterOf(queue.name),
      });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

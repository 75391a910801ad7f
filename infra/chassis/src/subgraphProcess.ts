import type { z } from "zod";
import { AccessTokenVerifier } from "./accessToken.js";
import type { Bus } from "./bus.js";
import { type Cache, MemoryCache, RedisCache } from "./cache.js";
import { Database } from "./database.js";
import type { Schema } from "./databaseSetup.js";
import { GraphClient } from "./graphClient.js";
import type { Route } from "./httpServer.js";
import { type JobHandler, JobQueue, type QueueDefinition } from "./jobs.js";
import { createLogger, type Logger } from "./logger.js";
import { Metrics } from "./metrics.js";
import { migrate, type MigrationClass } from "./migrations.js";
import { OutboxDispatcher } from "./outbox.js";
import { PostgresBus } from "./postgresBus.js";
import { RedisBus } from "./redisBus.js";
import {
  printSettings,
  readSettings,
  SettingsError,
  type SettingsShape,
  subgraphSettings,
} from "./settings.js";
import { closeOnSignal } from "./shutdown.js";
import { type BaseContext, serveSubgraph } from "./subgraph.js";
import { buildFederatedSchema, type ResolverClass, type SchemaParts } from "./subgraphSchema.js";

/** What a subgraph is, without the world it runs in. */
export interface SubgraphDefinition<
  Context extends BaseContext,
  Services,
> extends SchemaParts<Context> {
  /** As in the supergraph, for example market-data. */
  readonly name: string;
  /** Its schema in the database. */
  readonly schema: Schema;
  readonly migrations: readonly MigrationClass[];
  readonly queues?: readonly QueueDefinition[];
  /** True when a migration makes the outbox (`outboxTable`); its events are then dispatched. */
  readonly publishesEvents?: boolean;
  /** Rows made with `defineEntity`. */
  readonly entities?: readonly object[];
  /** Made for every operation, and for every event of a subscription. */
  createContext(base: BaseContext, services: Services): Context;
}

export type SubgraphSettings<Extra extends SettingsShape> = z.infer<
  z.ZodObject<typeof subgraphSettings>
> &
  z.infer<z.ZodObject<Extra>>;

/** The world, as the composition root of a subgraph gets it. */
export interface World<Extra extends SettingsShape = SettingsShape> {
  readonly settings: SubgraphSettings<Extra>;
  readonly log: Logger;
  readonly database: Database;
  readonly bus: Bus;
  readonly cache: Cache;
  readonly jobs: JobQueue;
  readonly graph: GraphClient;
}

/** What the composition root makes of the world. */
export interface Composition<Services> {
  readonly services: Services;
  /** Resolver classes that need something as long as the process lives. */
  readonly instances?: ReadonlyMap<ResolverClass, object>;
  readonly routes?: readonly Route[];
  readonly handlers?: readonly JobHandler[];
  /** users knows its own keys; everyone else fetches them. */
  readonly verifier?: AccessTokenVerifier;
  /** Background work that starts when the process serves. */
  start?(): Promise<void>;
  close?(): Promise<void>;
}

export interface StartOptions<Context extends BaseContext, Services, Extra extends SettingsShape> {
  readonly definition: SubgraphDefinition<Context, Services>;
  /** Settings beside those every subgraph has. */
  readonly settings: Extra;
  compose(world: World<Extra>): Promise<Composition<Services>>;
}

/**
 * The whole life of a subgraph's process. With `--print-sdl` it prints its part of the contract and
 * ends, without settings and without a database; with `--print-settings` what it reads.
 */
export async function startSubgraph<
  Context extends BaseContext,
  Services,
  Extra extends SettingsShape,
>(options: StartOptions<Context, Services, Extra>): Promise<void> {
  const { definition } = options;
  if (process.argv.includes("--print-sdl")) {
    const { sdl } = await buildFederatedSchema(definition);
    process.stdout.write(sdl);
    return;
  }
  if (printSettings({ ...subgraphSettings, ...options.settings })) return;
  const log = createLogger(definition.name, process.env["LOG_LEVEL"] ?? "info");
  try {
    await run(options, log);
  } catch (error) {
    if (error instanceof SettingsError) log.fatal(error.message);
    else log.fatal({ err: error }, "start failed");
    process.exit(1);
  }
}

async function run<Context extends BaseContext, Services, Extra extends SettingsShape>(
  options: StartOptions<Context, Services, Extra>,
  log: Logger,
): Promise<void> {
  const { definition } = options;
  const settings = readSettings({
    ...subgraphSettings,
    ...options.settings,
  }) as SubgraphSettings<Extra>;
  if (settings.MIGRATION_DATABASE_URL) {
    await migrate({ ...definition, ownerUrl: settings.MIGRATION_DATABASE_URL });
    delete process.env["MIGRATION_DATABASE_URL"];
  }
  const world = await openWorld(definition, settings, log);
  const composition = await options.compose(world as World<Extra>);
  const close = await serve(definition, world, composition, settings);
  await composition.start?.();
  closeOnSignal(log, close);
}

/** @returns closes what was opened, last first */
async function serve<Context extends BaseContext, Services>(
  definition: SubgraphDefinition<Context, Services>,
  world: World,
  composition: Composition<Services>,
  settings: z.infer<z.ZodObject<typeof subgraphSettings>>,
): Promise<() => Promise<void>> {
  const { log } = world;
  const { schema } = await buildFederatedSchema(definition, composition.instances);
  const dispatcher = new OutboxDispatcher({
    database: world.database,
    schema: definition.schema,
    bus: world.bus,
    log,
  });
  const isWorker = settings.ROLE !== "api";
  if (definition.queues?.length)
    await world.jobs.start(isWorker ? (composition.handlers ?? []) : []);
  if (isWorker && definition.publishesEvents) dispatcher.start();
  const metrics = new Metrics(definition.name);
  const http = await serveSubgraph({
    schema,
    host: settings.HOST,
    port: settings.PORT,
    log,
    verifier: composition.verifier ?? AccessTokenVerifier.remote(settings.JWKS_URL),
    createContext: (base) => definition.createContext(base, composition.services),
    routes: composition.routes ?? [],
    ready: async () => {
      await world.database.ping();
      await world.bus.ping();
    },
    metrics: () => metrics.read(),
  });
  log.info({ port: http.port }, "ready");
  return async () => {
    await http.close();
    await composition.close?.();
    await dispatcher.stop();
    if (definition.queues?.length) await world.jobs.stop();
    await Promise.all([world.bus.close(), world.cache.close(), world.database.close()]);
  };
}

async function openWorld<Context extends BaseContext, Services>(
  definition: SubgraphDefinition<Context, Services>,
  settings: z.infer<z.ZodObject<typeof subgraphSettings>>,
  log: Logger,
): Promise<World> {
  const { schema, entities = [], name } = definition;
  const { REDIS_URL: redisUrl, BUS_URL: busUrl, DATABASE_URL: url } = settings;
  return {
    // the extra settings stand in the same object; the caller knows their shape
    settings: settings as SubgraphSettings<SettingsShape>,
    log,
    database: await Database.open({
      url,
      systemUrl: settings.SYSTEM_DATABASE_URL,
      schema,
      entities,
    }),
    bus: redisUrl ? await RedisBus.open(redisUrl, log) : await PostgresBus.open(busUrl, log),
    cache: redisUrl ? await RedisCache.open(redisUrl, log) : new MemoryCache(),
    jobs: new JobQueue({ url, schema, log }),
    graph: new GraphClient({
      routerUrl: settings.ROUTER_URL,
      usersUrl: settings.USERS_URL,
      serviceSecret: settings.SERVICE_SECRET,
      service: name,
    }),
  };
}

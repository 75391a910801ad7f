import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embeddedPostgres.js";
import { type DatabaseUrls, prepareDatabase, urlsOf } from "./roles.js";
import type { Secrets } from "./secrets.js";

/** The database server of a running product. */
export interface DatabaseServer {
  /** Addresses to use now. */
  urls(): DatabaseUrls;
  /** Its process, when it is ours. */
  pid(): number | null;
  stop(): Promise<void>;
}

export interface EmbeddedServerOptions {
  readonly dataDirectory: string;
  readonly secrets: Secrets;
  /** Port to take when it is free. */
  readonly port: number;
  /** The server died and runs again; `isMoved` when it had to take another port. */
  onRestart(isMoved: boolean): void;
  /** It died and does not start: it is tried again after 5 s. */
  onTrouble(error: unknown): void;
}

const DATABASE = "wealthgraph";
const RETRY_MS = 5_000;

/** An existing server: we prepare it once and never stop it. */
export async function useDatabaseServer(url: string, secrets: Secrets): Promise<DatabaseServer> {
  const urls = await prepareDatabase(url, secrets.roles);
  return { urls: () => urls, pid: () => null, stop: () => Promise.resolve() };
}

/** The embedded server, started, prepared, and started again whenever it dies. */
export async function keepEmbeddedServer(options: EmbeddedServerOptions): Promise<DatabaseServer> {
  const { secrets } = options;
  const stopping = new AbortController();
  const start = (port: number): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({
      directory: join(options.dataDirectory, "postgres"),
      password: secrets.postgres,
      port,
    });
  const addressOf = (running: EmbeddedPostgres): string =>
    Object.assign(new URL(running.url), { pathname: `/${DATABASE}` }).href;
  let server = await start(options.port);
  let urls = await prepareDatabase(addressOf(server), secrets.roles).catch(
    async (error: unknown) => {
      await server.stop();
      throw error;
    },
  );
  const again = async (): Promise<void> => {
    try {
      const { port } = server;
      server = await start(port);
      urls = urlsOf(addressOf(server), secrets.roles);
      options.onRestart(server.port !== port);
    } catch (error) {
      options.onTrouble(error);
      await sleep(RETRY_MS, null, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const keeping = (async () => {
    for (;;) {
      await server.exited;
      if (stopping.signal.aborted) return;
      await again();
      if (stopping.signal.aborted) return server.stop(); // stopped while it started again
    }
  })();
  return {
    urls: () => urls,
    pid: () => server.pid,
    stop: async () => {
      stopping.abort();
      await server.stop();
      await keeping;
    },
  };
}

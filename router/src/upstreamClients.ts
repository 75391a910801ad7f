import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";

export interface UpstreamClient {
  readonly client: Client;
  /** True once the subgraph has acknowledged the connection, or an earlier one. */
  hasConnected(): boolean;
  /** The last to release closes the connection. */
  release(): void;
}

interface Entry {
  readonly client: Client;
  users: number;
  hasConnected: boolean;
}

const PING_MS = 10_000;
const PONG_MS = 5_000;

/** One WebSocket to a subgraph for all subscriptions with the same rights, however many run on it. */
export class UpstreamClients {
  readonly #clients = new Map<string, Entry>();

  /**
   * @param url GraphQL address of the subgraph, http: or https:
   * @param scope whoever has the same scope may share the connection
   * @param connectionParams read again at every connection, because tokens are renewed
   */
  acquire(
    url: string,
    scope: string,
    connectionParams: () => Record<string, unknown>,
  ): UpstreamClient {
    const key = `${scope}\n${url}`;
    const entry = this.#clients.get(key) ?? open(url, connectionParams);
    this.#clients.set(key, entry);
    entry.users += 1;
    let isReleased = false;
    return {
      client: entry.client,
      hasConnected: () => entry.hasConnected,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        entry.users -= 1;
        if (entry.users > 0) return;
        if (this.#clients.get(key) === entry) this.#clients.delete(key);
        void entry.client.dispose();
      },
    };
  }
}

/** It never retries by itself: each subscription knows how long it may wait. */
function open(url: string, connectionParams: () => Record<string, unknown>): Entry {
  let pongTimer: NodeJS.Timeout | undefined;
  const client: Client = createClient({
    url: url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams,
    retryAttempts: 0,
    keepAlive: PING_MS,
    connectionAckWaitTimeout: PONG_MS,
    on: {
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      connected: () => {
        entry.hasConnected = true;
      },
      closed: () => clearTimeout(pongTimer),
    },
  });
  const entry: Entry = { client, users: 0, hasConnected: false };
  return entry;
}

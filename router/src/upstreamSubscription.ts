import { type Client, type ExecutionResult, type SubscribePayload, createClient } from "graphql-ws";
import type { GraphQLFormattedError } from "graphql";
import { WebSocket } from "ws";
import type { Logger } from "@wealthgraph/chassis/logger";

export interface UpstreamHandlers {
  onEvent(event: ExecutionResult): void;
  /** The subgraph ended it, or refused it; nothing follows. */
  onEnd(errors: readonly GraphQLFormattedError[]): void;
  /** It cannot be reached at all; nothing follows. */
  onUnreachable(): void;
}

export interface UpstreamOptions {
  /** GraphQL address of the subgraph, http: or https:. */
  readonly url: string;
  readonly payload: SubscribePayload;
  /** Read again at every connection, because tokens are renewed. */
  readonly connectionParams: () => Readonly<Record<string, unknown>>;
  readonly log: Logger;
  /** First pause before connecting again; it doubles up to `BACKOFF_MS_MAX`. */
  readonly backoffMs?: number;
}

const BACKOFF_MS = 100;
const BACKOFF_MS_MAX = 10_000;
const ATTEMPTS_BEFORE_FIRST_CONNECTION = 3;
const PING_MS = 10_000;
const PONG_MS = 5_000;

/**
 * One subscription at a subgraph that survives the subgraph: when the connection breaks it is made
 * again, with growing pauses, until `close`. Events of the gap are not repeated; subgraphs whose
 * subscribers need them start a subscription with the current state.
 */
export class UpstreamSubscription {
  readonly #options: UpstreamOptions;
  readonly #handlers: UpstreamHandlers;
  readonly #client: Client;
  #unsubscribe: () => void = () => undefined;
  #pause: NodeJS.Timeout | undefined;
  #failures = 0;
  #hasConnected = false;
  #isClosed = false;

  constructor(options: UpstreamOptions, handlers: UpstreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#client = createUpstreamClient(options, () => {
      this.#hasConnected = true;
    });
    this.#subscribe();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#pause);
    this.#unsubscribe();
    void this.#client.dispose();
  }

  #subscribe(): void {
    this.#unsubscribe = this.#client.subscribe<Record<string, unknown>, unknown>(
      this.#options.payload,
      {
        next: (event) => {
          this.#failures = 0;
          if (!this.#isClosed) this.#handlers.onEvent(event as ExecutionResult);
        },
        error: (error) => this.#fail(error),
        complete: () => this.#end([]),
      },
    );
  }

  #fail(error: unknown): void {
    if (this.#isClosed) return;
    if (Array.isArray(error)) {
      this.#end(error as readonly GraphQLFormattedError[]);
      return;
    }
    this.#failures += 1;
    const { code, reason } = error as { code?: unknown; reason?: unknown };
    this.#options.log.warn({ code, reason, failures: this.#failures }, "upstream lost");
    const isRefused = code === 4403;
    if ((isRefused || !this.#hasConnected) && this.#failures >= ATTEMPTS_BEFORE_FIRST_CONNECTION) {
      this.close();
      this.#handlers.onUnreachable();
      return;
    }
    const backoffMs = this.#options.backoffMs ?? BACKOFF_MS;
    const growing = Math.min(BACKOFF_MS_MAX, backoffMs * 2 ** (this.#failures - 1));
    this.#pause = setTimeout(() => this.#subscribe(), growing * (0.5 + Math.random() / 2));
  }

  #end(errors: readonly GraphQLFormattedError[]): void {
    if (this.#isClosed) return;
    this.close();
    this.#handlers.onEnd(errors);
  }
}

function createUpstreamClient(options: UpstreamOptions, onConnected: () => void): Client {
  let pongTimer: NodeJS.Timeout | undefined;
  const client = createClient({
    url: options.url.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: () => ({ ...options.connectionParams() }),
    retryAttempts: 0,
    keepAlive: PING_MS,
    connectionAckWaitTimeout: PONG_MS,
    on: {
      connected: onConnected,
      ping: (isReceived) => {
        if (!isReceived) pongTimer = setTimeout(() => client.terminate(), PONG_MS);
      },
      pong: (isReceived) => {
        if (isReceived) clearTimeout(pongTimer);
      },
      closed: () => clearTimeout(pongTimer),
    },
  });
  return client;
}

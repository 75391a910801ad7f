import type { ExecutionResult, SubscribePayload } from "graphql-ws";
import type { GraphQLFormattedError } from "graphql";
import type { Logger } from "@wealthgraph/chassis/logger";
import type { UpstreamClient } from "./upstreamClients.js";

export interface UpstreamHandlers {
  onEvent(event: ExecutionResult): void;
  /** The subgraph ended it, or refused it; nothing follows. */
  onEnd(errors: readonly GraphQLFormattedError[]): void;
  /** It cannot be reached at all; nothing follows. */
  onUnreachable(): void;
}

export interface UpstreamOptions {
  readonly upstream: UpstreamClient;
  readonly payload: SubscribePayload;
  readonly log: Logger;
  /** First pause before connecting again; it doubles up to `BACKOFF_MS_MAX`. */
  readonly backoffMs?: number;
}

const BACKOFF_MS = 100;
const BACKOFF_MS_MAX = 10_000;
const ATTEMPTS_BEFORE_FIRST_CONNECTION = 3;

/**
 * One subscription at a subgraph that survives the subgraph: when the connection breaks it is made
 * again, with growing pauses, until `close`. Events of the gap are not repeated; subgraphs whose
 * subscribers need them start a subscription with the current state.
 */
export class UpstreamSubscription {
  readonly #options: UpstreamOptions;
  readonly #handlers: UpstreamHandlers;
  #unsubscribe: () => void = () => undefined;
  #pause: NodeJS.Timeout | undefined;
  #failures = 0;
  #isClosed = false;

  constructor(options: UpstreamOptions, handlers: UpstreamHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#subscribe();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#pause);
    this.#unsubscribe();
    this.#options.upstream.release();
  }

  #subscribe(): void {
    this.#unsubscribe = this.#options.upstream.client.subscribe<Record<string, unknown>, unknown>(
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
    if (
      (isRefused || !this.#options.upstream.hasConnected()) &&
      this.#failures >= ATTEMPTS_BEFORE_FIRST_CONNECTION
    ) {
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

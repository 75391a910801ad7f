import type { GraphQLDataSource, ServiceMap } from "@apollo/gateway";
import type { QueryPlan, SubscriptionNode } from "@apollo/query-planner";
import type { ExecutionResult, GraphQLFormattedError } from "graphql";
import { GraphQLError } from "graphql";
import { Failure, invariant } from "@wealthgraph/kernel/refusal";
import type { Logger } from "@wealthgraph/chassis/logger";
import { SubscriberQueue } from "@wealthgraph/chassis/subscriberQueue";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { conflationKeyOf } from "./conflation.js";
import type { ErrorMask } from "./errorMask.js";
import type { Graph, PreparedOperation, Variables } from "./graph.js";
import type { RouterMetrics } from "./metrics.js";
import type { ReadEpoch } from "./readEpoch.js";
import { createRequestContext } from "./requestContext.js";
import type { UpstreamClients } from "./upstreamClients.js";
import { UpstreamSubscription } from "./upstreamSubscription.js";

/** One answer, serialised once for all its readers. */
export interface Delivery {
  readonly text: string;
  /** Deliveries with the same key replace each other while they wait; null: each is delivered. */
  readonly key: string | null;
}

/** What one subscriber reads. It throws `SubscriptionFailed` when the subscription ends in errors. */
export type Feed = SubscriberQueue<Delivery>;

/** The errors that end a subscription, as the client sees them. */
export class SubscriptionFailed extends Error {
  override readonly name = "SubscriptionFailed";

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super("the subscription failed");
  }
}

export interface SubscriptionParts {
  readonly graph: Graph;
  readonly mask: ErrorMask;
  readonly metrics: RouterMetrics;
  readonly epoch: ReadEpoch;
  readonly log: Logger;
  readonly clients: UpstreamClients;
  /** Address of each subgraph by name. */
  readonly urls: ReadonlyMap<string, string>;
  readonly queueMax: number;
  readonly backoffMs?: number;
}

export interface SharedSubscriptionOptions {
  readonly parts: SubscriptionParts;
  readonly prepared: PreparedOperation;
  readonly variables: Variables;
  /** What all its subscribers are allowed, as a key. */
  readonly scope: string;
  /** The viewer of whoever subscribed last: all have equal rights, this one's token lives longest. */
  readonly viewer: () => Viewer;
  /** Called when nobody is left or the subgraph ended it; maybe twice. */
  readonly onEnd: () => void;
}

interface Incoming {
  readonly event: ExecutionResult;
  readonly key: string | null;
}

const INCOMING_MAX = 10_000;

/**
 * A subscription at one subgraph, shared by every equal one of clients. Each event runs once
 * through the rest of the plan, in a fresh context and never sharing a read that began before it,
 * is serialised once, and goes into the bounded queue of every subscriber.
 */
export class SharedSubscription {
  readonly #options: SharedSubscriptionOptions;
  readonly #primary: SubscriptionNode["primary"];
  readonly #plan: QueryPlan;
  readonly #incoming: SubscriberQueue<Incoming>;
  readonly #upstream: UpstreamSubscription;
  readonly #feeds = new Set<Feed>();
  readonly #failures = new WeakMap<Feed, SubscriptionFailed>();
  #sequence = 0;
  #isEnded = false;

  constructor(options: SharedSubscriptionOptions) {
    this.#options = options;
    const { node } = options.prepared.plan();
    invariant(node?.kind === "Subscription", "a subscription has a subscription plan");
    this.#primary = node.primary;
    const nodes = node.rest ? [node.primary, node.rest] : [node.primary];
    this.#plan = { kind: "QueryPlan", node: { kind: "Sequence", nodes } };
    this.#incoming = new SubscriberQueue({
      limit: INCOMING_MAX,
      conflateBy: ({ key }) => key ?? this.#uniqueKey(),
    });
    this.#upstream = this.#connect();
    options.parts.metrics.upstreams.inc();
    void this.#deliverAll();
  }

  get subscribers(): number {
    return this.#feeds.size;
  }

  /** @returns a feed; its `return` leaves, and the last to leave closes the subscription at the subgraph */
  join(): Feed {
    const feed: Feed = new SubscriberQueue<Delivery>({
      limit: this.#options.parts.queueMax,
      conflateBy: ({ key }) => key ?? this.#uniqueKey(),
      onEnd: () => this.#leave(feed),
    });
    this.#feeds.add(feed);
    return feed;
  }

  close(): void {
    this.#finish([]);
  }

  /** @returns why the feed ended, when the subgraph ended it with errors */
  failureOf(feed: Feed): SubscriptionFailed | undefined {
    return this.#failures.get(feed);
  }

  #uniqueKey(): string {
    this.#sequence += 1;
    return `#${this.#sequence}`;
  }

  #leave(feed: Feed): void {
    if (this.#feeds.delete(feed) && this.#feeds.size === 0) this.#end();
  }

  #connect(): UpstreamSubscription {
    const { parts, variables, viewer, scope } = this.#options;
    const { serviceName, operation, operationName, variableUsages = [] } = this.#primary;
    const url = parts.urls.get(serviceName);
    invariant(url, "every subgraph of a plan has an address");
    const used = variableUsages.filter((name) => Object.hasOwn(variables, name));
    return new UpstreamSubscription(
      {
        upstream: parts.clients.acquire(url, scope, () => {
          const { token } = viewer();
          return token === null ? {} : { authorization: `Bearer ${token}` };
        }),
        payload: {
          query: operation,
          variables: Object.fromEntries(used.map((name) => [name, variables[name]])),
          ...(operationName ? { operationName } : {}),
        },
        log: parts.log.child({ subgraph: serviceName }),
        ...(parts.backoffMs === undefined ? {} : { backoffMs: parts.backoffMs }),
      },
      {
        onEvent: (event) => this.#receive(event as ExecutionResult),
        onEnd: (errors) => this.#finish(errors),
        onUnreachable: () => this.#finish(parts.mask.ofThrown(new Failure("UPSTREAM"), parts.log)),
      },
    );
  }

  #receive(event: ExecutionResult): void {
    const { parts, prepared } = this.#options;
    parts.epoch.advance();
    const [field] = prepared.parts.operation.selectionSet.selections;
    const name = field?.kind === "Field" ? field.name.value : "fragment";
    parts.metrics.events.inc({ field: name });
    if (event.data === undefined && event.errors) {
      this.#finish(event.errors as readonly GraphQLFormattedError[]);
      return;
    }
    this.#incoming.push({ event, key: conflationKeyOf(event.data) });
  }

  async #deliverAll(): Promise<void> {
    const { parts } = this.#options;
    try {
      for await (const { event, key } of this.#incoming) {
        const text = await this.#answer(event);
        for (const feed of this.#feeds) feed.push({ text, key });
      }
    } catch (error) {
      this.#finish(parts.mask.ofThrown(error, parts.log));
    }
    for (const feed of this.#feeds) feed.end();
    this.#end();
  }

  async #answer(event: ExecutionResult): Promise<string> {
    const { parts, prepared, variables, viewer } = this.#options;
    const context = createRequestContext(viewer(), {}, parts.log);
    const { data, errors } = await parts.graph
      .runPlan(prepared, variables, parts.graph.running(context, true, false), {
        plan: this.#plan,
        sources: this.#sourcesWith(event),
      })
      .catch((error: unknown) => ({
        data: null,
        errors: [new GraphQLError(String(error), { originalError: asError(error) })],
      }));
    const masked = errors?.map((error) => parts.mask.ofGraphQL(error, context.log));
    return JSON.stringify({ ...(masked?.length ? { errors: masked } : {}), data: data ?? null });
  }

  /** The subgraph of the event answers the first step with it, and all other steps as ever. */
  #sourcesWith(event: ExecutionResult): ServiceMap {
    const { sources } = this.#options.parts.graph;
    const { serviceName, operation } = this.#primary;
    const subgraph = sources[serviceName];
    const source: GraphQLDataSource = {
      process: (options) => {
        if (options.request.query !== operation && subgraph) return subgraph.process(options);
        // An event has the form of an answer; the gateway's type has more, which it does not read.
        return Promise.resolve(event as never);
      },
    };
    return { ...sources, [serviceName]: source };
  }

  #finish(errors: readonly GraphQLFormattedError[]): void {
    const { parts } = this.#options;
    if (errors.length > 0) {
      const { serviceName } = this.#primary;
      const masked = errors.map((e) =>
        parts.mask.ofGraphQL(fromSubgraph(e, serviceName), parts.log),
      );
      for (const feed of this.#feeds) this.#failures.set(feed, new SubscriptionFailed(masked));
    }
    this.#options.onEnd(); // whoever comes now starts anew
    this.#incoming.end(); // what was heard before is still delivered
  }

  #end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#options.parts.metrics.upstreams.dec();
    this.#upstream.close();
    void this.#incoming.return();
    this.#options.onEnd();
  }
}

function fromSubgraph(error: GraphQLFormattedError, serviceName: string): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.path ? { path: error.path } : {}),
    extensions: { ...error.extensions, serviceName },
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

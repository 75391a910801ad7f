import type { GraphQLDataSource } from "@apollo/gateway";
import { Kind, type SelectionNode, parse } from "graphql";
import { Failure } from "@wealthgraph/kernel/refusal";
import type { CircuitBreaker } from "./circuitBreaker.js";
import { LeastRecentlyUsed } from "./leastRecentlyUsed.js";
import type { RouterMetrics } from "./metrics.js";
import type { ReadEpoch } from "./readEpoch.js";
import { type RunningContext, traceparentOf } from "./requestContext.js";
import type { SubgraphTransport, TransportResponse } from "./subgraphTransport.js";

type ProcessOptions = Parameters<GraphQLDataSource["process"]>[0];
type SubgraphResponse = Awaited<ReturnType<GraphQLDataSource["process"]>>;
type SubgraphError = NonNullable<SubgraphResponse["errors"]>[number];

export interface SubgraphSourceOptions {
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly breaker: CircuitBreaker;
  readonly epoch: ReadEpoch;
  readonly metrics: RouterMetrics;
}

/** A timeout counts against the subgraph only when it had at least this part of the whole budget. */
const FAIR_SHARE = 0.5;
const ERRORS_MAX = 100;

/**
 * One subgraph, as the gateway's executor asks it.
 *
 * Equal reads that are under way at the same time (same operation, variables and Authorization, in
 * the same read epoch) are one request; each asker parses the text for itself, because the gateway
 * writes into what it is given. Mutations, and reads that follow a mutation or an event, are never
 * shared.
 */
export class SubgraphSource implements GraphQLDataSource {
  readonly #options: SubgraphSourceOptions;
  readonly #inFlight = new Map<string, Promise<TransportResponse>>();
  readonly #encoded = new LeastRecentlyUsed<string, string>(300);

  constructor(options: SubgraphSourceOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get breaker(): CircuitBreaker {
    return this.#options.breaker;
  }

  /** Never throws: a subgraph that does not answer becomes errors at the places it leaves null. */
  async process({ request, context }: ProcessOptions): Promise<SubgraphResponse> {
    // The gateway hands on the context its executor was given.
    const running = context as unknown as RunningContext;
    const query = request.query ?? "";
    const body = `{"query":${this.#encode(query)},"variables":${JSON.stringify(request.variables ?? {})}}`;
    const isMutation = query.startsWith("mutation");
    const stop = this.#options.metrics.subgraphSeconds.startTimer({ subgraph: this.name });
    try {
      const response = await this.#ask(body, running, !isMutation);
      stop({ outcome: "answered" });
      return readAnswer(response);
    } catch (error) {
      const failure = error instanceof Failure ? error : new Failure("SUBGRAPH", { cause: error });
      stop({ outcome: failure.code });
      running.log.warn({ subgraph: this.name, code: failure.code, err: failure.cause }, "failure");
      return { data: null, errors: errorsAt(query, request.variables) };
    } finally {
      if (isMutation) this.#options.epoch.advance();
    }
  }

  #ask(body: string, context: RunningContext, isRead: boolean): Promise<TransportResponse> {
    if (!isRead || !context.sharesReads) return this.#send(body, context, isRead);
    const key = `${this.#options.epoch.current}\n${context.authorization ?? ""}\n${body}`;
    const running = this.#inFlight.get(key);
    if (running) {
      this.#options.metrics.sharedReads.inc({ subgraph: this.name });
      return running;
    }
    const sent = this.#send(body, context, true).finally(() => this.#inFlight.delete(key));
    this.#inFlight.set(key, sent);
    return sent;
  }

  async #send(body: string, context: RunningContext, isRead: boolean): Promise<TransportResponse> {
    const { breaker, transport } = this.#options;
    const timeoutMs = context.deadlineMs - performance.now();
    if (timeoutMs <= 0) throw new Failure("NO_TIME_LEFT");
    if (!breaker.tryEnter()) throw new Failure("CIRCUIT_OPEN");
    const headers = headersOf(context);
    try {
      const response = await transport.post({ body, headers, timeoutMs });
      if (response.status >= 500) throw new Failure(`SUBGRAPH_STATUS_${response.status}`);
      breaker.succeed();
      return response;
    } catch (error) {
      if (isRead && isStaleConnection(error)) {
        breaker.abandon();
        return this.#resend(body, context);
      }
      const isOutOfTime = error instanceof Failure && error.code === "SUBGRAPH_TIMEOUT";
      if (isOutOfTime && timeoutMs < context.budgetMs * FAIR_SHARE) breaker.abandon();
      else breaker.fail();
      throw error;
    }
  }

  /** A kept-alive connection may be closed by the other side just as it is used: a read asks once more. */
  async #resend(body: string, context: RunningContext): Promise<TransportResponse> {
    const { breaker, transport } = this.#options;
    const timeoutMs = Math.max(1, context.deadlineMs - performance.now());
    try {
      const response = await transport.post({ body, headers: headersOf(context), timeoutMs });
      if (response.status >= 500) throw new Failure(`SUBGRAPH_STATUS_${response.status}`);
      breaker.succeed();
      return response;
    } catch (error) {
      breaker.fail();
      throw error;
    }
  }

  #encode(query: string): string {
    const known = this.#encoded.get(query);
    if (known) return known;
    const encoded = JSON.stringify(query);
    this.#encoded.set(query, encoded);
    return encoded;
  }
}

function headersOf(context: RunningContext): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: "application/json",
    "x-request-id": context.requestId,
    traceparent: traceparentOf(context),
    ...(context.clientAddress === null ? {} : { "x-client-address": context.clientAddress }),
    ...(context.authorization === null ? {} : { authorization: context.authorization }),
  };
}

function isStaleConnection(error: unknown): boolean {
  if (!(error instanceof Failure) || error.code !== "SUBGRAPH_UNREACHABLE") return false;
  const { code } = error.cause as { code?: string };
  return code === "UND_ERR_SOCKET" || code === "ECONNRESET" || code === "EPIPE";
}

function readAnswer({ status, text }: TransportResponse): SubgraphResponse {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch (error) {
    throw new Failure(`SUBGRAPH_NOT_JSON_${status}`, { cause: error });
  }
  if (typeof answer !== "object" || answer === null) throw new Failure("SUBGRAPH_NOT_AN_ANSWER");
  const { data, errors } = answer as SubgraphResponse;
  if (data === undefined && !Array.isArray(errors)) {
    throw new Failure(`SUBGRAPH_NOT_AN_ANSWER_${status}`);
  }
  return { data: data ?? null, ...(Array.isArray(errors) ? { errors } : {}) };
}

/** UNAVAILABLE at every root field of the request, or at every field of every entity that was asked for. */
function errorsAt(query: string, variables: Record<string, unknown> = {}): SubgraphError[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (d) => d.kind === Kind.OPERATION_DEFINITION,
  );
  const roots = operation?.selectionSet.selections ?? [];
  const { representations } = variables;
  const paths = Array.isArray(representations)
    ? representations.flatMap((representation: { __typename?: unknown }, index) =>
        entityKeys(roots, representation.__typename).map((key) => ["_entities", index, key]),
      )
    : keysOf(roots).map((key) => [key]);
  return paths.slice(0, ERRORS_MAX).map((path) => ({
    message: "a part behind the endpoint did not answer; try again",
    path,
    extensions: { code: "UNAVAILABLE" },
  })) as unknown as SubgraphError[];
}

function entityKeys(roots: readonly SelectionNode[], type: unknown): readonly string[] {
  const fragments = roots.flatMap((root) =>
    root.kind === Kind.FIELD ? (root.selectionSet?.selections ?? []) : [],
  );
  return fragments.flatMap((fragment) =>
    fragment.kind === Kind.INLINE_FRAGMENT && fragment.typeCondition?.name.value === type
      ? keysOf(fragment.selectionSet.selections)
      : [],
  );
}

function keysOf(selections: readonly SelectionNode[]): readonly string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return [];
    const key = (selection.alias ?? selection.name).value;
    return key === "__typename" ? [] : [key];
  });
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, type HTTPGraphQLRequest, HeaderMap } from "@apollo/server";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { AccessTokenVerifier } from "./accessToken.js";
import { toGraphQLError } from "./errors.js";
import { type HttpServer, listen, readBody, type Route, sendJson } from "./httpServer.js";
import { newId } from "./id.js";
import type { Logger } from "./logger.js";
import { type ContextFactory, serveSockets } from "./subscriptions.js";
import type { Viewer } from "./viewer.js";

/** What every operation, and every event of a subscription, gets; a subgraph adds its stores and loaders. */
export interface BaseContext {
  readonly viewer: Viewer;
  readonly requestId: string;
  /** Address of the client as the router saw it (`x-client-address`), else of the socket: for throttling. */
  readonly clientAddress: string;
  readonly log: Logger;
}

export interface SubgraphServerOptions {
  readonly schema: GraphQLSchema;
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly verifier: AccessTokenVerifier;
  readonly createContext: (base: BaseContext) => object;
  /** Addresses beside /graphql and the health checks. */
  readonly routes?: readonly Route[];
  /** Throws when a part this process needs does not answer. */
  readonly ready: () => Promise<void>;
  /** Text for /metrics. */
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

/** The router sends representations of hundreds of entities at once. */
const BODY_BYTES_MAX = 8_000_000;
const REQUEST_ID = /^[\w.:-]{1,64}$/;

/** Serves one subgraph: GraphQL over HTTP and WebSocket on /graphql, health, metrics, its own routes. */
export async function serveSubgraph(options: SubgraphServerOptions): Promise<HttpServer> {
  const { log } = options;
  const apollo = new ApolloServer<object>({
    schema: options.schema,
    introspection: true,
    csrfPrevention: false,
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    logger: quiet(log),
    formatError: (formatted, error) =>
      toGraphQLError(
        error instanceof GraphQLError
          ? error
          : new GraphQLError(formatted.message, { originalError: error as Error }),
        log,
      ),
  });
  await apollo.start();
  const contextOf = contextFactory(options);
  const http = await listen({
    host: options.host,
    port: options.port,
    log,
    routes: [
      {
        method: "POST",
        path: "/graphql",
        handle: (request, response) => answer(apollo, contextOf, request, response),
      },
      ...healthRoutes(options),
      ...(options.routes ?? []),
    ],
  });
  const closeSockets = serveSockets({
    server: http.server,
    schema: options.schema,
    contextOf,
    log,
  });
  return {
    ...http,
    close: async (graceMs) => {
      await closeSockets();
      await http.close(graceMs);
      await apollo.stop();
    },
  };
}

function healthRoutes(options: SubgraphServerOptions): Route[] {
  const live = { status: "live" };
  return [
    {
      method: "GET",
      path: "/health/live",
      handle: (_request, response) => Promise.resolve(sendJson(response, 200, live)),
    },
    {
      method: "GET",
      path: "/health/ready",
      handle: (_request, response) => answerReady(options, response),
    },
    {
      method: "GET",
      path: "/metrics",
      handle: (_request, response) => answerMetrics(options, response),
    },
  ];
}

/** Verifies once, then makes as many contexts as there are operations or events. */
function contextFactory(options: SubgraphServerOptions): ContextFactory {
  const text = (value: unknown): string | undefined =>
    typeof value === "string" ? value : undefined;
  return async (headers, socketAddress) => {
    const viewer = await options.verifier.viewerOf(text(headers["authorization"]));
    const given = text(headers["x-request-id"]);
    const requestId = given && REQUEST_ID.test(given) ? given : newId();
    const clientAddress = text(headers["x-client-address"]) ?? socketAddress ?? "unknown";
    const log = options.log.child({ requestId });
    return () => options.createContext({ viewer, requestId, clientAddress, log });
  };
}

async function answer(
  apollo: ApolloServer<object>,
  contextOf: ContextFactory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const fresh = await contextOf(request.headers, request.socket.remoteAddress);
  const httpGraphQLRequest: HTTPGraphQLRequest = {
    method: "POST",
    headers: headerMap(request),
    search: "",
    body: parseJson(await readBody(request, BODY_BYTES_MAX)),
  };
  const result = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: () => Promise.resolve(fresh()),
  });
  response.statusCode = result.status ?? 200;
  for (const [name, value] of result.headers) response.setHeader(name, value);
  if (result.body.kind === "complete") {
    response.end(result.body.string);
    return;
  }
  for await (const chunk of result.body.asyncIterator) response.write(chunk);
  response.end();
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal("BAD_REQUEST", "the body is not JSON");
  }
}

async function answerReady(
  options: SubgraphServerOptions,
  response: ServerResponse,
): Promise<void> {
  try {
    await options.ready();
    sendJson(response, 200, { status: "ready" });
  } catch (error) {
    options.log.warn({ err: error }, "not ready");
    sendJson(response, 503, { status: "not ready" });
  }
}

async function answerMetrics(
  options: SubgraphServerOptions,
  response: ServerResponse,
): Promise<void> {
  const { contentType, text } = await options.metrics();
  response.writeHead(200, { "content-type": contentType });
  response.end(text);
}

/** Apollo Server's own remarks are debug lines of ours. */
function quiet(log: Logger) {
  const debug = (message?: unknown): void => log.debug(String(message));
  return {
    debug,
    info: debug,
    warn: debug,
    error: (message?: unknown): void => log.warn(String(message)),
  };
}

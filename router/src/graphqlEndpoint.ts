import type { IncomingMessage, ServerResponse } from "node:http";
import { ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import { GraphQLError } from "graphql";
import type { DocumentNode } from "graphql";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { sendJson } from "@wealthgraph/chassis/httpServer";
import type { Logger } from "@wealthgraph/chassis/logger";
import { ANONYMOUS } from "@wealthgraph/chassis/viewer";
import type { Admission } from "./admission.js";
import { selectOperation } from "./admission.js";
import { clientAddress } from "./clientAddress.js";
import { type ErrorMask, statusOfRefusal } from "./errorMask.js";
import type { Graph, Variables } from "./graph.js";
import { type GraphqlRequest, checkPreflight, readGraphqlRequest } from "./graphqlRequest.js";
import { dropRest } from "@wealthgraph/chassis/linger";
import type { RouterMetrics } from "./metrics.js";
import { type RateLimit, RateRefusal, budgetHeaders, bulkPoints } from "./rateLimit.js";
import { type RequestContext, createRequestContext } from "./requestContext.js";
import type { ViewerReader } from "./viewerReader.js";

export interface EndpointOptions {
  readonly graph: Graph;
  readonly admission: Admission;
  readonly mask: ErrorMask;
  readonly viewers: ViewerReader;
  readonly rateLimit: RateLimit | null;
  readonly metrics: RouterMetrics;
  readonly log: Logger;
  readonly bodyBytesMax: number;
  readonly trustedProxies: number;
  /** Plain GET and POST from anywhere: for conformance suites. */
  readonly isAudit: boolean;
}

/** A body that trickles in longer than this is cut. */
const BODY_MS_MAX = 30_000;

type ApolloOptions = ConstructorParameters<typeof ApolloServer<RequestContext>>[0];
type GatewayOption = NonNullable<ApolloOptions["gateway"]>;

/** `/graphql` over HTTP: refuses what must not run, and lets Apollo Server run the rest. */
export class GraphqlEndpoint {
  readonly #options: EndpointOptions;
  readonly #server: ApolloServer<RequestContext>;

  private constructor(options: EndpointOptions) {
    this.#options = options;
    this.#server = createServer(options);
  }

  static async start(options: EndpointOptions): Promise<GraphqlEndpoint> {
    const endpoint = new GraphqlEndpoint(options);
    await endpoint.#server.start();
    return endpoint;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const stop = this.#options.metrics.requestSeconds.startTimer({ transport: "http" });
    try {
      await this.#answer(request, response, url);
    } catch (error) {
      if (error instanceof RateRefusal) setHeaders(response, budgetHeaders(error.budget));
      dropRest(request);
      const errors = this.#options.mask.ofThrown(error, this.#options.log);
      const status = statusOfRefusal(errors[0]);
      if (status === 401) response.setHeader("www-authenticate", "Bearer");
      sendJson(response, status, { errors });
    } finally {
      stop({ status: response.statusCode });
    }
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  async #answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { isAudit, viewers, rateLimit, bodyBytesMax, trustedProxies, log } = this.#options;
    if (request.method === "GET" || request.method === "POST") {
      if (!isAudit) checkPreflight(request);
    }
    const address = clientAddress(request, trustedProxies);
    const viewer = await viewers
      .viewerOf(request.headers.authorization)
      .catch(async (error: unknown) => {
        await rateLimit?.take(ANONYMOUS, address); // bad tokens cost the address its budget
        throw error;
      });
    const budget = await rateLimit?.take(viewer, address);
    if (budget) setHeaders(response, budgetHeaders(budget));
    const tooLate = setTimeout(() => request.destroy(), BODY_MS_MAX);
    const asked = await readGraphqlRequest(request, url, bodyBytesMax).finally(() =>
      clearTimeout(tooLate),
    );
    const more = await rateLimit?.take(viewer, address, bulkPoints(this.#admit(request, asked)));
    if (more) setHeaders(response, budgetHeaders(more));
    const head = {
      traceparent: header(request, "traceparent"),
      requestId: header(request, "x-request-id"),
      clientAddress: address,
    };
    const context = createRequestContext(viewer, head, log);
    const answer = await this.#server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? "POST",
        headers: headerMap(request),
        search: url.search,
        body: asked.body,
      },
      context: () => Promise.resolve(context),
    });
    response.setHeader("x-request-id", context.requestId);
    send(response, answer);
  }

  /** Everything that can refuse a document happens here, before Apollo Server sees the request. */
  #admit(request: IncomingMessage, asked: GraphqlRequest): DocumentNode {
    const { document } = this.#options.admission.admit(asked.query);
    const { operation } = selectOperation(document, asked.operationName).operation;
    if (operation === "subscription") {
      throw new Refusal("BAD_REQUEST", "subscriptions run over WebSocket (graphql-transport-ws)");
    }
    if (request.method === "GET" && operation !== "query") {
      throw new Refusal("METHOD_NOT_ALLOWED", "mutations need POST");
    }
    return document;
  }
}

function createServer(options: EndpointOptions): ApolloServer<RequestContext> {
  const { graph, admission, mask, log } = options;
  return new ApolloServer<RequestContext>({
    gateway: gatewayOver(graph),
    // Documents are parsed and validated once, by `Admission`; here they are only looked up.
    documentStore: {
      get: (key) => Promise.resolve(admission.byHash(key.slice(-64))),
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    },
    dangerouslyDisableValidation: true,
    csrfPrevention: false, // checked before, with our own code
    persistedQueries: false,
    introspection: true, // decided by `Admission`
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    stringifyResult: (result) => JSON.stringify(result),
    logger: { debug: noLog, info: noLog, warn: (m) => log.warn(m), error: (m) => log.error(m) },
    formatError: (formatted, error) =>
      mask.ofGraphQL(unwrapped(error) ?? new GraphQLError(formatted.message), log),
    nodeEnv: "production",
  });
}

function noLog(): void {}

function unwrapped(error: unknown): GraphQLError | null {
  return error instanceof GraphQLError ? error : null;
}

/** Our graph in the place of the gateway: plans and runs with the gateway's own parts. */
function gatewayOver(graph: Graph): GatewayOption {
  const { schema } = graph.supergraph;
  return {
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        schema,
        executor: async ({ request, document, context }) => {
          // Apollo Server hands on the context that `executeHTTPGraphQLRequest` was given.
          const asker = context as unknown as RequestContext;
          const prepared = graph.prepare(document, request.operationName, asker.viewer);
          const { data, errors } = await graph.run(prepared, request.variables ?? {}, asker);
          return {
            ...(data === undefined ? {} : { data: data as Variables }),
            ...(errors?.length ? { errors } : {}),
          };
        },
      }),
    stop: () => Promise.resolve(),
  } as GatewayOption;
}

function send(response: ServerResponse, answer: HTTPGraphQLResponse): void {
  const text = answer.body.kind === "complete" ? answer.body.string : "";
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("cache-control", "no-store");
  response.setHeader("content-length", Buffer.byteLength(text));
  response.statusCode = statusOf(answer.status, text);
  response.end(text);
}

/** The status of the registry for an answer without data; Apollo's for the rest. */
function statusOf(status: number | undefined, text: string): number {
  if (!text.startsWith('{"errors"')) return status ?? 200;
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors: GraphQLFormattedError[] };
  return data === undefined ? statusOfRefusal(errors[0]) : 200;
}

function headerMap(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function setHeaders(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
}

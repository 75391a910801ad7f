import { type Route, listen, sendJson } from "@wealthgraph/chassis/httpServer";
import type { Logger } from "@wealthgraph/chassis/logger";
import { Admission } from "./admission.js";
import { CircuitBreaker } from "./circuitBreaker.js";
import { ErrorMask } from "./errorMask.js";
import { Graph } from "./graph.js";
import { GraphqlEndpoint } from "./graphqlEndpoint.js";
import type { OperationLimits } from "./limits.js";
import { RouterMetrics } from "./metrics.js";
import { pageRoutes } from "./pages.js";
import type { RateLimit } from "./rateLimit.js";
import { ReadEpoch } from "./readEpoch.js";
import { answersReady, readReadiness } from "./readiness.js";
import type { RouterSettings } from "./settings.js";
import { SocketEndpoint } from "./socketEndpoint.js";
import { SubgraphSource } from "./subgraphSource.js";
import { SubgraphTransport } from "./subgraphTransport.js";
import { SubscriptionHub } from "./subscriptionHub.js";
import type { SubgraphAddress, Supergraph } from "./supergraph.js";
import { downloadOwner, passThrough } from "./transfer.js";
import type { ViewerReader } from "./viewerReader.js";

export interface RouterOptions {
  readonly settings: RouterSettings;
  readonly supergraph: Supergraph;
  readonly viewers: ViewerReader;
  readonly rateLimit: RateLimit | null;
  readonly log: Logger;
  readonly withProcessMetrics?: boolean;
}

export interface Router {
  readonly port: number;
  readonly hub: SubscriptionHub;
  readonly metrics: RouterMetrics;
  close(): Promise<void>;
}

const SHUTDOWN_GRACE_MS = 5_000;

interface Subgraph extends SubgraphAddress {
  readonly source: SubgraphSource;
  readonly transport: SubgraphTransport;
}

/** Starts the one endpoint: GraphQL over HTTP and WebSocket, transfers, health, metrics, pages. */
export async function startRouter(options: RouterOptions): Promise<Router> {
  const { settings, log } = options;
  const isAudit = settings.FEDERATION_AUDIT;
  const core = createCore(options);
  const { subgraphs, urls, metrics, epoch, hub, gate } = core;
  const endpoint = await GraphqlEndpoint.start({
    ...gate,
    bodyBytesMax: isAudit ? Number.MAX_SAFE_INTEGER : settings.BODY_BYTES_MAX,
    isAudit,
  });
  const sockets = new SocketEndpoint({
    ...gate,
    hub,
    messageBytesMax: settings.BODY_BYTES_MAX,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    socketsPerUser: isAudit ? Number.MAX_SAFE_INTEGER : settings.SOCKETS_PER_USER,
    operationsPerSocket: settings.OPERATIONS_PER_SOCKET,
  });
  const http = await listen({
    host: settings.HOST,
    port: settings.PORT,
    log,
    routes: [
      ...graphqlRoutes(endpoint),
      ...transferRoutes(urls, settings, epoch, log),
      ...healthRoutes(subgraphs, metrics),
      ...pageRoutes({ hasGraphiql: isSchemaShown(settings) }),
    ],
  });
  sockets.attach(http.server);
  http.server.requestTimeout = settings.TRANSFER_MS_MAX;
  const close = async (): Promise<void> => {
    hub.close();
    await sockets.close();
    await http.close(SHUTDOWN_GRACE_MS);
    await endpoint.stop();
    await Promise.all(subgraphs.map(({ transport }) => transport.close()));
  };
  log.info({ port: http.port, subgraphs: Object.fromEntries(urls) }, "router ready");
  return { port: http.port, hub, metrics, close };
}

/** Everything behind the two endpoints. */
function createCore(options: RouterOptions) {
  const { settings, supergraph, viewers, rateLimit, log } = options;
  const isAudit = settings.FEDERATION_AUDIT;
  const metrics = new RouterMetrics({ withProcess: options.withProcessMetrics ?? false });
  const epoch = new ReadEpoch();
  const mask = new ErrorMask({ metrics, isTransparent: isAudit });
  const subgraphs = openSubgraphs(options, metrics, epoch);
  const graph = new Graph({
    supergraph,
    sources: Object.fromEntries(subgraphs.map(({ name, source }) => [name, source])),
    budgets: {
      queryMs: settings.SUBGRAPH_TIMEOUT_MS,
      mutationMs: settings.MUTATION_TIMEOUT_MS,
      serviceMs: settings.SERVICE_TIMEOUT_MS,
    },
    metrics,
  });
  const admission = new Admission({
    schema: supergraph.schema,
    limits: isAudit ? null : limitsOf(settings),
    showsSchema: isSchemaShown(settings),
  });
  const urls = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const queueMax = settings.SUBSCRIPTION_QUEUE_MAX;
  const hub = new SubscriptionHub({ graph, mask, metrics, epoch, log, urls, queueMax });
  const trustedProxies = settings.TRUSTED_PROXIES;
  const gate = { graph, admission, mask, viewers, rateLimit, metrics, log, trustedProxies };
  return { subgraphs, urls, metrics, epoch, hub, gate };
}

function isSchemaShown({ FEDERATION_AUDIT, NODE_ENV }: RouterSettings): boolean {
  return FEDERATION_AUDIT || NODE_ENV !== "production";
}

function openSubgraphs(
  { settings, supergraph }: RouterOptions,
  metrics: RouterMetrics,
  epoch: ReadEpoch,
): readonly Subgraph[] {
  return supergraph.subgraphs.map(({ name, url: composed }) => {
    const url = addressOf(name, settings) ?? composed;
    const transport = new SubgraphTransport(url, settings.SUBGRAPH_CONNECTIONS_MAX);
    const breaker = new CircuitBreaker({
      failuresMax: settings.BREAKER_FAILURES,
      openMs: settings.BREAKER_OPEN_MS,
      probe: () => answersReady(url),
    });
    const source = new SubgraphSource({ name, transport, breaker, epoch, metrics });
    return { name, url, transport, source };
  });
}

/** @returns the address the settings give the subgraph: market-data is MARKET_DATA_URL */
function addressOf(name: string, settings: RouterSettings): string | undefined {
  const setting = `${name.toUpperCase().replaceAll("-", "_")}_URL`;
  const urls: Readonly<Record<string, string | undefined>> = {
    USERS_URL: settings.USERS_URL,
    PORTFOLIOS_URL: settings.PORTFOLIOS_URL,
    MARKET_DATA_URL: settings.MARKET_DATA_URL,
    TAX_URL: settings.TAX_URL,
    PLANNING_URL: settings.PLANNING_URL,
  };
  return urls[setting];
}

function limitsOf(settings: RouterSettings): OperationLimits {
  return {
    depth: settings.DEPTH_MAX,
    aliases: settings.ALIASES_MAX,
    directives: settings.DIRECTIVES_MAX,
    selections: settings.SELECTIONS_MAX,
    tokens: settings.TOKENS_MAX,
  };
}

/** Every method arrives at the endpoint, so that each refusal has its own code. */
function graphqlRoutes(endpoint: GraphqlEndpoint): Route[] {
  return ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"].map((method) => ({
    method,
    path: "/graphql",
    handle: (request, response, url) => endpoint.handle(request, response, url),
  }));
}

/** Uploads are portfolios'; a download's path names whose it is before the first `~`. */
function transferRoutes(
  urls: ReadonlyMap<string, string>,
  settings: RouterSettings,
  epoch: ReadEpoch,
  log: Logger,
): Route[] {
  const url = urls.get("portfolios");
  if (url === undefined) return [];
  const options = { url, idleMs: settings.TRANSFER_TIMEOUT_MS, log };
  return [
    {
      method: "PUT",
      path: "/uploads/*",
      handle: async (request, response) => {
        await passThrough(request, response, options);
        epoch.advance();
      },
    },
    {
      method: "GET",
      path: "/downloads/*",
      handle: (request, response) => {
        const owner = downloadOwner(request.url ?? "");
        return passThrough(request, response, { ...options, url: urls.get(owner) ?? url });
      },
    },
  ];
}

function healthRoutes(subgraphs: readonly Subgraph[], metrics: RouterMetrics): Route[] {
  const targets = subgraphs.map(({ name, url, source }) => ({
    name,
    url,
    circuit: () => source.breaker.state,
  }));
  return [
    {
      method: "GET",
      path: "/health/live",
      handle: (_request, response) => {
        sendJson(response, 200, { status: "live" });
        return Promise.resolve();
      },
    },
    {
      method: "GET",
      path: "/health/ready",
      handle: async (_request, response) => {
        const states = await readReadiness(targets);
        const isReady = states.every((state) => state.isReady);
        const status = isReady ? "ready" : "not ready";
        sendJson(response, isReady ? 200 : 503, { status, subgraphs: states });
      },
    },
    {
      method: "GET",
      path: "/metrics",
      handle: async (_request, response) => {
        response.setHeader("content-type", metrics.registry.contentType);
        response.end(await metrics.registry.metrics());
      },
    },
  ];
}

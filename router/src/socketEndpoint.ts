import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type ExecutionArgs, type ExecutionResult, GraphQLError } from "graphql";
import { type Context, type SubscribePayload, handleProtocols, makeServer } from "graphql-ws";
import type { GraphQLFormattedError } from "graphql";
import { type WebSocket, WebSocketServer } from "ws";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Logger } from "@wealthgraph/chassis/logger";
import { ANONYMOUS, type Viewer } from "@wealthgraph/chassis/viewer";
import type { Admission } from "./admission.js";
import { clientAddress } from "./clientAddress.js";
import { deliverFeed } from "./deliverFeed.js";
import type { ErrorMask } from "./errorMask.js";
import type { Graph, PreparedOperation, Variables } from "./graph.js";
import type { RouterMetrics } from "./metrics.js";
import { type RateLimit, bulkPoints, callerKey } from "./rateLimit.js";
import { createRequestContext } from "./requestContext.js";
import { SubscriptionFailed } from "./sharedSubscription.js";
import type { SubscriptionHub } from "./subscriptionHub.js";
import { type ViewerReader, expiresAtMs } from "./viewerReader.js";

export interface SocketOptions {
  readonly graph: Graph;
  readonly admission: Admission;
  readonly hub: SubscriptionHub;
  readonly mask: ErrorMask;
  readonly viewers: ViewerReader;
  readonly rateLimit: RateLimit | null;
  readonly metrics: RouterMetrics;
  readonly log: Logger;
  readonly messageBytesMax: number;
  readonly trustedProxies: number;
  readonly allowedOrigins: readonly string[];
  readonly socketsPerUser: number;
  readonly operationsPerSocket: number;
  /** Between two pings; a socket that does not answer one is cut. */
  readonly pingMs?: number;
}

interface Connection {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  readonly address: string;
  viewer: Viewer;
  /** The user's place among its sockets, taken once the socket is acknowledged. */
  place: string | null;
  expiry: NodeJS.Timeout | undefined;
}

type SocketContext = Context<Record<string, unknown>, Connection>;

/** What an admitted operation carries from `onSubscribe` to the library's `execute` or `subscribe`. */
interface AdmittedOperation {
  readonly id: string;
  readonly connection: Connection;
  readonly prepared: PreparedOperation;
  readonly variables: Variables;
}

const FORBIDDEN = 4403;
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
const INTERNAL = 1011;
const PING_MS = 12_000;
const GOODBYE_MS = 1_000;
const TIMER_MS_MAX = 2 ** 31 - 1;

/**
 * `/graphql` over WebSocket (graphql-transport-ws): queries, mutations and subscriptions, behind
 * the same gate as HTTP. The library speaks the protocol; events go past it, straight to the
 * socket, because it would serialise each one again for every subscriber.
 */
export class SocketEndpoint {
  readonly #options: SocketOptions;
  readonly #sockets: WebSocketServer;
  readonly #protocol: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>;
  readonly #places = new Map<string, number>();

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: options.messageBytesMax,
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#protocol = makeServer<Record<string, unknown>, Connection>({
      schema: options.graph.supergraph.schema,
      onConnect: (context) => this.#connect(context),
      onSubscribe: (context, id, payload) => this.#admit(context, id, payload),
      execute: (args) => this.#execute(args.contextValue as AdmittedOperation),
      subscribe: (args) => this.#subscribe(args.contextValue as AdmittedOperation),
      onError: (_context, _id, _payload, errors) => this.#masked(errors),
    });
  }

  /** Takes upgrades of the server at /graphql; every other upgrade is refused. */
  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Says goodbye to every client and cuts those that do not answer in time. */
  async close(): Promise<void> {
    const { clients } = this.#sockets;
    for (const socket of clients) socket.close(GOING_AWAY, "going away");
    this.#sockets.close();
    const endMs = performance.now() + GOODBYE_MS;
    while (clients.size > 0 && performance.now() < endMs) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    for (const socket of clients) socket.terminate();
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on("error", () => stream.destroy());
    const path = (request.url ?? "").split("?")[0];
    if (path !== "/graphql") return refuseUpgrade(stream, "404 Not Found");
    if (!this.#isOriginAllowed(request)) return refuseUpgrade(stream, "403 Forbidden");
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#open(socket, request));
  }

  /** A browser names the page it acts for; other programs send no Origin and carry no cookies. */
  #isOriginAllowed({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers;
    if (origin === undefined || this.#options.allowedOrigins.includes(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }

  #open(socket: WebSocket, request: IncomingMessage): void {
    const { metrics, trustedProxies, log, pingMs = PING_MS } = this.#options;
    const address = clientAddress(request, trustedProxies);
    const connection: Connection = {
      socket,
      request,
      address,
      viewer: ANONYMOUS,
      place: null,
      expiry: undefined,
    };
    metrics.sockets.inc();
    const stopPinging = keepAlive(socket, pingMs);
    socket.on("error", (error) => log.info({ err: error }, "socket"));
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => new Promise((resolve) => socket.send(text, () => resolve())),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on("message", (data: Buffer) => {
            handle(data.toString("utf8")).catch((error: unknown) => {
              log.error({ err: error }, "bug");
              socket.close(INTERNAL, "INTERNAL");
            });
          });
        },
      },
      connection,
    );
    socket.once("close", (code, reason) => {
      metrics.sockets.dec();
      stopPinging();
      clearTimeout(connection.expiry);
      if (connection.place) this.#leavePlace(connection.place);
      void closed(code, reason.toString());
    });
  }

  async #connect(context: SocketContext): Promise<boolean> {
    const { extra: connection, connectionParams } = context;
    const given = connectionParams?.["authorization"] ?? connectionParams?.["Authorization"];
    const authorization =
      typeof given === "string" ? given : connection.request.headers.authorization;
    try {
      connection.viewer = await this.#options.viewers.viewerOf(authorization);
    } catch (error) {
      const [refusal] = this.#options.mask.ofThrown(error, this.#options.log);
      const code = String(refusal?.extensions?.["code"]);
      connection.socket.close(code === "UNAVAILABLE" ? TRY_AGAIN_LATER : FORBIDDEN, code);
      return false;
    }
    if (!this.#takePlace(connection)) {
      connection.socket.close(FORBIDDEN, "RATE_LIMITED");
      return false;
    }
    const leftMs = expiresAtMs(connection.viewer) - Date.now();
    if (leftMs < TIMER_MS_MAX) {
      connection.expiry = setTimeout(
        () => connection.socket.close(FORBIDDEN, "UNAUTHENTICATED"),
        leftMs,
      );
    }
    return true;
  }

  #takePlace(connection: Connection): boolean {
    if (connection.viewer.kind === "service") return true;
    if (connection.socket.readyState !== connection.socket.OPEN) return false;
    const key = callerKey(connection.viewer, connection.address);
    const taken = this.#places.get(key) ?? 0;
    if (taken >= this.#options.socketsPerUser) return false;
    this.#places.set(key, taken + 1);
    connection.place = key;
    return true;
  }

  #leavePlace(key: string): void {
    const taken = (this.#places.get(key) ?? 1) - 1;
    if (taken > 0) this.#places.set(key, taken);
    else this.#places.delete(key);
  }

  /** Never throws: an error of one operation must not close the socket. */
  async #admit(
    context: SocketContext,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    const { graph, admission, rateLimit, operationsPerSocket, mask, log } = this.#options;
    const connection = context.extra;
    try {
      if (Object.keys(context.subscriptions).length > operationsPerSocket) {
        throw new Refusal("RATE_LIMITED", `allowed ${operationsPerSocket} operations a socket`, {
          operationsPerSocket,
        });
      }
      await rateLimit?.take(connection.viewer, connection.address);
      const { document } = admission.admit(payload.query);
      await rateLimit?.take(connection.viewer, connection.address, bulkPoints(document));
      const prepared = graph.prepare(document, payload.operationName, connection.viewer);
      const variables = payload.variables ?? {};
      const wrong = this.#whatIsWrong(prepared, variables);
      if (wrong.length > 0) return wrong.map((e) => asGraphQLError(mask.ofGraphQL(e, log)));
      const { schema } = graph.supergraph;
      const admitted: AdmittedOperation = { id, connection, prepared, variables };
      return {
        schema,
        document: prepared.planned,
        operationName: prepared.parts.operation.name?.value,
        contextValue: admitted,
        rootValue: null,
      };
    } catch (error) {
      return mask.ofThrown(error, log).map(asGraphQLError);
    }
  }

  #whatIsWrong(prepared: PreparedOperation, variables: Variables): readonly GraphQLError[] {
    const { graph } = this.#options;
    const wrong = graph.checkVariables(prepared, variables);
    if (wrong.length > 0 || prepared.parts.operation.operation !== "subscription") return wrong;
    return graph.deniedRoot(prepared, variables) ?? [];
  }

  async #execute(admitted: AdmittedOperation): Promise<ExecutionResult> {
    const { graph, mask, metrics, log } = this.#options;
    const { prepared, variables, connection } = admitted;
    const stop = metrics.requestSeconds.startTimer({ transport: "websocket" });
    const head = { clientAddress: connection.address };
    const context = createRequestContext(connection.viewer, head, log);
    try {
      const { data = null, errors = [] } = await graph.run(prepared, variables, context);
      const masked = errors.map((error) => asGraphQLError(mask.ofGraphQL(error, context.log)));
      return { ...(masked.length > 0 ? { errors: masked } : {}), data };
    } catch (error) {
      return { errors: mask.ofThrown(error, context.log).map(asGraphQLError), data: null };
    } finally {
      stop({ status: 200 });
    }
  }

  #subscribe(admitted: AdmittedOperation): AsyncGenerator<ExecutionResult> | ExecutionResult {
    const { hub, metrics, mask, log } = this.#options;
    const { prepared, variables, connection, id } = admitted;
    try {
      const subscription = hub.subscribe(prepared, variables, connection.viewer);
      metrics.subscriptions.inc();
      return deliverFeed(subscription, connection.socket, id, () => metrics.subscriptions.dec());
    } catch (error) {
      return { errors: mask.ofThrown(error, log).map(asGraphQLError) };
    }
  }

  #masked(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[] {
    const [first] = errors;
    if (first?.originalError instanceof SubscriptionFailed) return first.originalError.errors;
    if (first?.originalError)
      return this.#options.mask.ofThrown(first.originalError, this.#options.log);
    return errors.map((error) => error.toJSON());
  }
}

function asGraphQLError(error: GraphQLFormattedError): GraphQLError {
  const { message, path, extensions } = error;
  return new GraphQLError(message, {
    ...(path ? { path } : {}),
    ...(extensions ? { extensions } : {}),
  });
}

function refuseUpgrade(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

/** @returns stops it */
function keepAlive(socket: WebSocket, pingMs: number): () => void {
  let isAlive = true;
  socket.on("pong", () => {
    isAlive = true;
  });
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}

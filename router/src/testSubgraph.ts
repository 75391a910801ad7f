import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  createServer,
} from "node:http";
import type { AddressInfo } from "node:net";
import { buildTestSchema } from "./testSchema.js";
import { type GraphQLSchema, execute, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";

export const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@shareable", "@inaccessible", "@authenticated", "@requiresScopes", "@interfaceObject", "@override"])`;

export interface HeardRequest {
  readonly headers: IncomingHttpHeaders;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface TestSubgraphOptions {
  readonly name: string;
  readonly typeDefs: string; // without the @link
  // oxlint-disable-next-line typescript/no-explicit-any -- resolvers of a test take what the test gives
  readonly resolvers: Record<string, any>;
  readonly port?: number;
}

/** A real subgraph over HTTP and WebSocket, which remembers what it was asked. */
export interface TestSubgraph {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  readonly typeDefs: string;
  readonly heard: HeardRequest[];
  /** Subscriptions that were started, those that run, and the connections they run on. */
  readonly subscriptions: {
    started: number;
    running: number;
    connections: number;
    authorizations: unknown[];
  };
  /** Every answer waits this long; Infinity never comes. */
  delayMs: number;
  /** Every answer has this status, with a body that is not GraphQL, when it is not 200. */
  status: number;
  /** Cuts every WebSocket, as a crash does. */
  cutSockets(): void;
  close(): Promise<void>;
}

export async function startTestSubgraph(options: TestSubgraphOptions): Promise<TestSubgraph> {
  const typeDefs = `${LINK}\n${options.typeDefs}`;
  const schema = buildTestSchema(options.typeDefs, options.resolvers);
  const heard: HeardRequest[] = [];
  const state = { delayMs: 0, status: 200 };
  const http = createServer((request, response) => {
    void readText(request).then((text) => {
      if (!request.url?.startsWith("/graphql")) return response.end("{}");
      const body = JSON.parse(text) as HeardRequest;
      heard.push({ ...body, headers: request.headers });
      const send = async (): Promise<void> => {
        const answer = await answerTo(schema, body, request.headers);
        response.writeHead(state.status, { "content-type": "application/json" });
        response.end(state.status === 200 ? answer : "<html>broken</html>");
      };
      if (state.delayMs === 0) void send();
      else if (Number.isFinite(state.delayMs)) setTimeout(() => void send(), state.delayMs);
      return undefined;
    });
  });
  const { sockets, subscriptions } = serveSockets(http, schema);
  await new Promise<void>((resolve) => {
    http.listen(options.port ?? 0, "127.0.0.1", () => resolve());
  });
  const { port } = http.address() as AddressInfo;
  const cutSockets = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  const close = async (): Promise<void> => {
    cutSockets();
    http.closeAllConnections();
    await new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
  };
  const url = `http://127.0.0.1:${port}/graphql`;
  const { name } = options;
  return Object.assign(state, {
    name,
    url,
    port,
    typeDefs,
    heard,
    subscriptions,
    cutSockets,
    close,
  });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

function serveSockets(
  server: Server,
  schema: GraphQLSchema,
): { sockets: WebSocketServer; subscriptions: TestSubgraph["subscriptions"] } {
  const subscriptions: TestSubgraph["subscriptions"] = {
    started: 0,
    running: 0,
    connections: 0,
    authorizations: [],
  };
  const sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer(
    {
      schema,
      context: ({ connectionParams }) => ({ authorization: connectionParams?.["authorization"] }),
      onConnect: () => {
        subscriptions.connections += 1;
      },
      onClose: () => {
        subscriptions.connections -= 1;
      },
      onSubscribe: ({ connectionParams }) => {
        subscriptions.started += 1;
        subscriptions.authorizations.push(connectionParams?.["authorization"]);
      },
      onOperation: () => {
        subscriptions.running += 1; // from now on it hears events
      },
      onComplete: () => {
        subscriptions.running -= 1;
      },
    },
    sockets,
  );
  return { sockets, subscriptions };
}

async function answerTo(
  schema: GraphQLSchema,
  body: HeardRequest,
  headers: IncomingHttpHeaders,
): Promise<string> {
  const result = await execute({
    schema,
    document: parse(body.query),
    variableValues: body.variables,
    contextValue: { authorization: headers.authorization, headers },
  });
  return JSON.stringify(result);
}

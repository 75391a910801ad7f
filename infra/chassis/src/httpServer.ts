import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { REFUSALS } from "@wealthgraph/kernel/refusalCodes";
import { toGraphQLError } from "./errors.js";
import { dropRest } from "./linger.js";
import type { Logger } from "./logger.js";

/** One address of a process. `path` is exact, or ends in `/*` for everything below it. */
export interface Route {
  readonly method: string;
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(text);
}

/**
 * Reads a whole body.
 *
 * @throws {Refusal} PAYLOAD_TOO_LARGE as soon as `bytesMax` is passed
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const tooLarge = () =>
    new Refusal("PAYLOAD_TOO_LARGE", `the body is larger than ${bytesMax} bytes`, { bytesMax });
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Answers with an error as JSON in the GraphQL error form, at the status of its code. What is left of
 * the request's body is dropped, so that the caller gets to read the answer.
 */
export function sendError(response: ServerResponse, error: unknown, log: Logger): void {
  const formatted = toGraphQLError(error, log);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = statusOf(formatted.extensions?.["code"] as keyof typeof REFUSALS);
  sendJson(
    response,
    status,
    { errors: [formatted] },
    status === 413 ? { connection: "close" } : {},
  );
  dropRest(response.req);
}

function statusOf(code: keyof typeof REFUSALS): number {
  const { httpStatus } = REFUSALS[code];
  if (httpStatus !== 200) return httpStatus;
  return code === "INTERNAL" ? 500 : 400;
}

export interface HttpServer {
  readonly server: Server;
  /** The port it listens on. */
  readonly port: number;
  /** Takes no new connection, lets running requests end (up to `graceMs`), then closes. */
  close(graceMs?: number): Promise<void>;
}

/** Starts a server over routes. An unknown address is 404, an error is answered and logged, the process stays. */
export async function listen(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: readonly Route[];
  readonly log: Logger;
}): Promise<HttpServer> {
  const { routes, log } = options;
  const server = createServer((request, response) => {
    void dispatch(routes, request, response).catch((error: unknown) =>
      sendError(response, error, log),
    );
  });
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return { server, port, close: (graceMs = 5_000) => closeServer(server, graceMs) };
}

async function dispatch(
  routes: readonly Route[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const here = routes.filter((route) => matches(route.path, url.pathname));
  const route = here.find(
    (r) => r.method === request.method || (request.method === "HEAD" && r.method === "GET"),
  );
  if (route) return route.handle(request, response, url);
  if (here.length > 0) {
    const allow = [...new Set(here.map((r) => r.method))].join(", ");
    sendJson(
      response,
      405,
      {
        errors: [
          { message: `this address takes ${allow}`, extensions: { code: "METHOD_NOT_ALLOWED" } },
        ],
      },
      { allow },
    );
    return;
  }
  throw new Refusal("NOT_FOUND", "there is nothing at this address");
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith("/*") ? path.startsWith(pattern.slice(0, -1)) : pattern === path;
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}

import type { ClientRequest, IncomingMessage, ServerResponse } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { sendError } from "@wealthgraph/chassis/httpServer";
import type { Logger } from "@wealthgraph/chassis/logger";
import { dropRest } from "@wealthgraph/chassis/linger";

export interface TransferOptions {
  /** Any address of the subgraph that keeps the files; only its origin is used. */
  readonly url: string;
  /** Without a byte for this long, either way, the transfer ends. */
  readonly idleMs: number;
  readonly log: Logger;
}

const LARGE_BYTES = 1_000_000;
const REFUSAL_MS = 50;
const PATH = /^\/(?:uploads|downloads)\/[\w~.=-]{1,2048}$/;
const PASSED_ON = [
  "authorization",
  "accept",
  "content-type",
  "content-length",
  "content-encoding",
  "content-disposition",
  "if-none-match",
  "range",
  "traceparent",
  "x-request-id",
];
const PASSED_BACK = [
  "content-type",
  "content-length",
  "content-disposition",
  "content-range",
  "accept-ranges",
  "etag",
  "last-modified",
  "cache-control",
  "retry-after",
];

/** The subgraph that keeps a file, as its path names it before the first `~`; portfolios when it does not. */
export function downloadOwner(path: string): string {
  return /^\/downloads\/([a-z-]{1,32})~/.exec(path)?.[1] ?? "portfolios";
}

/**
 * Streams one upload or download through, byte by byte: nothing is kept, the slower side sets the
 * pace, and limits and refusals are the subgraph's own. A subgraph that refuses before the body is
 * read answers at once; the rest of the body is not taken.
 */
export async function passThrough(
  request: IncomingMessage,
  response: ServerResponse,
  options: TransferOptions,
): Promise<void> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (!PATH.test(path) || path.endsWith("/..") || path.endsWith("/.")) {
    throw new Refusal("NOT_FOUND", "there is nothing at this address");
  }
  await new Promise<void>((resolve) => {
    const { protocol, hostname, port } = new URL(options.url);
    const send = protocol === "https:" ? httpsRequest : httpRequest;
    const upstream = send({
      protocol,
      hostname,
      port,
      method: request.method,
      path,
      headers: picked(request.headers, PASSED_ON),
      timeout: options.idleMs,
    });
    upstream.on("response", (answer) => {
      request.unpipe(upstream);
      passBack(answer, request, response);
      answer.on("close", resolve);
    });
    upstream.on("timeout", () => upstream.destroy(new Error("no byte moved in time")));
    upstream.on("error", (error) => {
      if (!response.headersSent && !response.destroyed) {
        sendError(response, new Failure("TRANSFER", { cause: error }), options.log);
        dropRest(request);
      } else if (!response.writableEnded) response.destroy();
      resolve();
    });
    response.on("close", () => {
      if (!response.writableFinished) upstream.destroy();
      resolve();
    });
    sendBody(request, upstream);
  });
}

/**
 * A large body waits a moment for a refusal of its announced size: a subgraph that refuses and
 * closes while bytes still come resets the connection, and its answer would be lost.
 */
function sendBody(request: IncomingMessage, upstream: ClientRequest): void {
  if (Number(request.headers["content-length"] ?? 0) < LARGE_BYTES) {
    request.pipe(upstream);
    return;
  }
  upstream.flushHeaders();
  const timer = setTimeout(() => request.pipe(upstream), REFUSAL_MS);
  upstream.once("response", () => clearTimeout(timer));
  upstream.once("close", () => clearTimeout(timer));
}

function passBack(
  answer: IncomingMessage,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const headers = picked(answer.headers, PASSED_BACK);
  dropRest(request);
  response.writeHead(answer.statusCode ?? 502, {
    ...headers,
    "x-content-type-options": "nosniff",
  });
  answer.pipe(response);
  answer.on("error", () => response.destroy());
}

function picked(
  headers: IncomingMessage["headers"],
  names: readonly string[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

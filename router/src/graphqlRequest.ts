import type { IncomingMessage } from "node:http";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { readBody } from "@wealthgraph/chassis/httpServer";

/** The parts of a GraphQL request that decide whether it may run. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName: string | null;
  readonly body: Readonly<Record<string, unknown>> | null; // null for GET
}

const UTF8: ReadonlySet<string> = new Set(["utf-8", "utf8", "us-ascii"]);
const SIMPLE_TYPES: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);
const PREFLIGHT_HEADERS = ["apollo-require-preflight", "x-apollo-operation-name"];

/**
 * A browser sends some requests to a foreign address without asking first; those are refused.
 *
 * @throws {Refusal} CSRF_PREVENTED
 */
export function checkPreflight(request: IncomingMessage): void {
  const { type } = contentType(request);
  if (type !== "" && !SIMPLE_TYPES.has(type)) return;
  if (PREFLIGHT_HEADERS.some((name) => request.headers[name])) return;
  throw new Refusal(
    "CSRF_PREVENTED",
    "send Content-Type: application/json, or the header apollo-require-preflight",
  );
}

/**
 * Reads POST with a JSON body, or GET with search parameters.
 *
 * @param bytesMax of the body
 * @throws {Refusal} METHOD_NOT_ALLOWED, BAD_REQUEST, BATCHING_NOT_ALLOWED, PAYLOAD_TOO_LARGE
 */
export async function readGraphqlRequest(
  request: IncomingMessage,
  url: URL,
  bytesMax: number,
): Promise<GraphqlRequest> {
  if (request.method === "GET") {
    const { searchParams } = url;
    return {
      ...textOf(searchParams.get("query")),
      operationName: searchParams.get("operationName"),
      body: null,
    };
  }
  if (request.method !== "POST") {
    throw new Refusal("METHOD_NOT_ALLOWED", "this address takes GET and POST");
  }
  checkContentType(request);
  const body = parseJson(await readBody(request, bytesMax));
  const name = body["operationName"];
  return { ...textOf(body["query"]), operationName: typeof name === "string" ? name : null, body };
}

function textOf(query: unknown): { readonly query: string } {
  if (typeof query === "string" && query.trim() !== "") return { query };
  throw new Refusal("BAD_REQUEST", "the request has no `query`, or it is not a text");
}

function contentType(request: IncomingMessage): { type: string; charset: string } {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").split(";");
  const charset = parameters
    .map((parameter) => parameter.trim().toLowerCase())
    .find((parameter) => parameter.startsWith("charset="));
  return {
    type: type.trim().toLowerCase(),
    charset: (charset?.slice("charset=".length) ?? "utf-8").replaceAll('"', ""),
  };
}

function checkContentType(request: IncomingMessage): void {
  const { type, charset } = contentType(request);
  if (type !== "application/json") {
    throw new Refusal("BAD_REQUEST", "the content type must be application/json");
  }
  if (!UTF8.has(charset)) throw new Refusal("BAD_REQUEST", "the charset must be utf-8");
  const encoding = request.headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") {
    throw new Refusal("BAD_REQUEST", "a compressed body is not accepted");
  }
}

function parseJson(body: Buffer): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new Refusal("BAD_REQUEST", "the body is not JSON in UTF-8");
  }
  if (Array.isArray(parsed)) {
    throw new Refusal("BATCHING_NOT_ALLOWED", "send one operation a request, not an array");
  }
  if (typeof parsed !== "object" || parsed === null) {
    throw new Refusal("BAD_REQUEST", "the body is not a JSON object");
  }
  return parsed as Record<string, unknown>;
}

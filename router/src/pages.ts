import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Route } from "@wealthgraph/chassis/httpServer";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  map: "application/json; charset=utf-8",
  woff2: "font/woff2",
  svg: "image/svg+xml",
};

/** Where `npm run build` puts the web client. */
const WEB_CLIENT = new URL("../../clients/web/dist/", import.meta.url);

/**
 * No script or connection but our own. Styles may stand in the page: GraphiQL's editor and the web
 * client's components (Mantine) write style elements while they run, and a nonce would make the one
 * static page different for every request.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The web client, GraphiQL where it is allowed, and a page on `/` that says what this is where no client was built. */
export function pageRoutes(options: { readonly hasGraphiql: boolean }): Route[] {
  const client = clientRoutes(options.hasGraphiql);
  if (!options.hasGraphiql) return client;
  return [
    {
      method: "GET",
      path: "/graphiql",
      handle: (_request, response) => sendFile(response, "index.html"),
    },
    {
      method: "GET",
      path: "/graphiql/*",
      handle: (_request, response, url) =>
        sendFile(response, url.pathname.slice("/graphiql/".length)),
    },
    ...client,
  ];
}

/**
 * The web client: files whose names carry their hash are kept for good, the page is asked for again.
 * Its views have addresses of their own, so a browser gets the page at any address that is nothing else.
 */
function clientRoutes(hasGraphiql: boolean): Route[] {
  const assets = new Map<string, Promise<Packed>>();
  return [
    {
      method: "GET",
      path: "/assets/*",
      handle: async (request, response, { pathname }) => {
        const name = pathname.slice("/assets/".length);
        if (!FILE_NAME.test(name)) throw nothingHere();
        const reading = assets.get(name) ?? pack(new URL(`assets/${name}`, WEB_CLIENT));
        assets.set(name, reading);
        const packed = await reading.catch(() => {
          assets.delete(name);
          throw nothingHere();
        });
        sendPacked(request, response, { name, packed });
      },
    },
    plainFile("icon.svg"),
    plainFile("sw.js"),
    {
      method: "GET",
      path: "/*",
      handle: async (request, response, { pathname }) => {
        if (pathname !== "/" && !request.headers.accept?.includes("text/html")) throw nothingHere();
        const page = await readFile(new URL("index.html", WEB_CLIENT)).catch(() => null);
        if (!page && pathname !== "/") throw nothingHere();
        send(response, "html", page ?? homePage(hasGraphiql), { "cache-control": "no-cache" });
      },
    },
  ];
}

/** A file whose name stays while its content changes: a browser asks for it again. */
function plainFile(name: string): Route {
  return {
    method: "GET",
    path: `/${name}`,
    handle: async (_request, response) => {
      const file = await readFile(new URL(name, WEB_CLIENT)).catch(() => null);
      if (!file) throw nothingHere();
      const extension = name.slice(name.lastIndexOf(".") + 1);
      send(response, extension, file, { "cache-control": "no-cache" });
    },
  };
}

const FILE_NAME = /^[\w.-]+$/;
const compress = promisify(gzip);

interface Packed {
  readonly plain: Buffer;
  readonly gzipped: Buffer;
}

async function pack(file: URL): Promise<Packed> {
  const plain = await readFile(file);
  return { plain, gzipped: await compress(plain, { level: 9 }) };
}

function sendPacked(
  request: IncomingMessage,
  response: ServerResponse,
  { name, packed }: { readonly name: string; readonly packed: Packed },
): void {
  const isGzipTaken = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  send(
    response,
    name.slice(name.lastIndexOf(".") + 1),
    isGzipTaken ? packed.gzipped : packed.plain,
    {
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
      ...(isGzipTaken ? { "content-encoding": "gzip" } : {}),
    },
  );
}

function nothingHere(): Refusal {
  return new Refusal("NOT_FOUND", "there is nothing at this address");
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  if (!FILE_NAME.test(name)) throw nothingHere();
  let content: Buffer;
  try {
    content = await readFile(new URL(`./graphiql/${name}`, import.meta.url));
  } catch {
    throw new Refusal("NOT_FOUND", "GraphiQL has no such file; it is bundled by `npm run build`");
  }
  send(response, name.slice(name.lastIndexOf(".") + 1), content);
}

function send(
  response: ServerResponse,
  extension: string,
  content: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(200, {
    "content-type": TYPES[extension] ?? "application/octet-stream",
    "content-length": Buffer.byteLength(content),
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(content);
}

function homePage(hasGraphiql: boolean): string {
  const graphiql = hasGraphiql
    ? '<p><a href="/graphiql">GraphiQL</a> writes and runs queries in the browser.</p>'
    : "";
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Wealthgraph</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:40em;margin:4em auto;padding:0 1em}</style>
<h1>Wealthgraph</h1>
<p>This is the GraphQL endpoint of a household's money. Programs ask <code>POST /graphql</code>;
live data comes over WebSocket (<code>graphql-transport-ws</code>) at the same address.</p>
${graphiql}
<p><a href="/health/ready">State of the parts behind it.</a></p>
<p>Informational only, not investment, tax or legal advice.</p>
</html>
`;
}

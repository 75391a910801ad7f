import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { Route } from "@wealthgraph/chassis/httpServer";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  map: "application/json; charset=utf-8",
  woff2: "font/woff2",
};

/** No script, style or connection but our own; GraphiQL's editor sets style attributes. */
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

/** The page on `/`, and GraphiQL where it is allowed. */
export function pageRoutes(options: { readonly hasGraphiql: boolean }): Route[] {
  const home: Route = {
    method: "GET",
    path: "/",
    handle: (_request, response) => {
      send(response, "html", homePage(options.hasGraphiql));
      return Promise.resolve();
    },
  };
  if (!options.hasGraphiql) return [home];
  return [
    home,
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
  ];
}

async function sendFile(response: ServerResponse, name: string): Promise<void> {
  if (!/^[\w.-]+$/.test(name)) throw new Refusal("NOT_FOUND", "there is nothing at this address");
  let content: Buffer;
  try {
    content = await readFile(new URL(`./graphiql/${name}`, import.meta.url));
  } catch {
    throw new Refusal("NOT_FOUND", "GraphiQL has no such file; it is bundled by `npm run build`");
  }
  send(response, name.slice(name.lastIndexOf(".") + 1), content);
}

function send(response: ServerResponse, extension: string, content: string | Buffer): void {
  response.writeHead(200, {
    "content-type": TYPES[extension] ?? "application/octet-stream",
    "content-length": Buffer.byteLength(content),
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
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

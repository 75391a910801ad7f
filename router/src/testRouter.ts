import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { type Client, createClient } from "graphql-ws";
import { type KeyObject, generateKeyPairSync, randomUUID } from "node:crypto";
import { SignJWT, createLocalJWKSet, exportJWK } from "jose";
import { WebSocket } from "ws";
import { AccessTokenVerifier } from "@wealthgraph/chassis/accessToken";
import { createLogger } from "@wealthgraph/chassis/logger";
import { readSettings } from "@wealthgraph/chassis/settings";
import { RateLimit } from "./rateLimit.js";
import { type Router, startRouter } from "./router.js";
import { routerSettings } from "./settings.js";
import { buildSupergraph } from "./supergraph.js";
import { type TestSubgraph } from "./testSubgraph.js";
import { NobodyReader } from "./viewerReader.js";

export interface TokenClaims {
  readonly userId?: string;
  readonly scope?: string;
  readonly expiresInSeconds?: number;
  readonly issuer?: string;
  readonly audience?: string;
  readonly type?: string;
  readonly households?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asked for
  readonly body: any;
}

export interface TestRouter {
  readonly router: Router;
  readonly url: string;
  ask(query: string, options?: AskOptions): Promise<Answer>;
  send(init: RequestInit & { readonly path?: string }): Promise<Answer>;
  token(claims?: TokenClaims): Promise<string>;
  client(token?: string): Client;
  close(): Promise<void>;
}

export interface AskOptions {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function compose(subgraphs: readonly TestSubgraph[]): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, url, typeDefs }) => ({ name, url, typeDefs: parse(typeDefs) })),
  );
  if (!supergraphSdl) throw new TypeError((errors ?? []).map((e) => e.message).join("; "));
  return supergraphSdl;
}

/** A router in this process over real subgraphs, and clients that know only HTTP and WebSocket. */
export async function startTestRouter(
  subgraphs: readonly TestSubgraph[],
  environment: Readonly<Record<string, string>> = {},
): Promise<TestRouter> {
  const keys = await createKeys();
  const settings = readSettings(routerSettings, {
    PORT: "0",
    NODE_ENV: "test",
    RATE_PER_MINUTE: "100000",
    LOG_LEVEL: process.env["TEST_LOG_LEVEL"] ?? "silent",
    ...environment,
  });
  const isAudit = settings.FEDERATION_AUDIT;
  const router = await startRouter({
    settings,
    supergraph: buildSupergraph(compose(subgraphs), { isAudit }),
    viewers: isAudit ? new NobodyReader() : keys.verifier,
    rateLimit: isAudit ? null : new RateLimit(settings.RATE_PER_MINUTE),
    log: createLogger("router", settings.LOG_LEVEL),
  });
  const origin = `http://127.0.0.1:${router.port}`;
  const clients: Client[] = [];
  const send = sender(origin);
  return {
    router,
    url: origin,
    token: keys.sign,
    send,
    ask: (query, { variables, operationName, token, headers } = {}) =>
      send({
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
        body: JSON.stringify({ query, variables, operationName }),
      }),
    client: (token) => {
      const client = createClient({
        url: `ws://127.0.0.1:${router.port}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        ...(token ? { connectionParams: { authorization: `Bearer ${token}` } } : {}),
      });
      clients.push(client);
      return client;
    },
    close: async () => {
      for (const client of clients) await client.dispose();
      await router.close();
    },
  };
}

function sender(origin: string): TestRouter["send"] {
  return async ({ path = "/graphql", ...init }) => {
    const response = await fetch(origin + path, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

async function createKeys(): Promise<{
  readonly verifier: AccessTokenVerifier;
  readonly sign: (claims?: TokenClaims) => Promise<string>;
}> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", alg: "RS256" };
  return {
    verifier: new AccessTokenVerifier(createLocalJWKSet({ keys: [jwk] })),
    sign: (claims = {}) => signToken(privateKey, claims),
  };
}

export function signToken(privateKey: KeyObject, claims: TokenClaims): Promise<string> {
  const { userId = randomUUID(), scope = "read write", expiresInSeconds = 900 } = claims;
  const nowSeconds = Math.floor(Date.now() / 1_000);
  return new SignJWT({ scope, households: { ...claims.households } })
    .setProtectedHeader({ alg: "RS256", typ: claims.type ?? "at+jwt", kid: "test" })
    .setIssuer(claims.issuer ?? "wealthgraph")
    .setAudience(claims.audience ?? "wealthgraph")
    .setSubject(userId)
    .setIssuedAt(nowSeconds)
    .setJti(randomUUID())
    .setExpirationTime(nowSeconds + expiresInSeconds)
    .sign(privateKey);
}

/** Everything one subscription says, until it ends. */
export interface Listening {
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it asked for
  readonly events: any[];
  readonly ended: Promise<unknown>; // undefined when it completed, else the error
  stop(): void;
}

export function listenTo(
  client: Client,
  query: string,
  variables: Record<string, unknown> = {},
): Listening {
  const events: unknown[] = [];
  let stop: () => void = () => undefined;
  const ended = new Promise<unknown>((resolve) => {
    stop = client.subscribe(
      { query, variables },
      {
        next: (event) => {
          events.push(event);
        },
        error: resolve,
        complete: () => resolve(undefined),
      },
    );
  });
  return { events, ended, stop: () => stop() };
}

/** Waits until the claim holds. */
export async function until(claim: () => boolean, withinMs = 5_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!claim()) {
    if (performance.now() > endMs)
      throw new TypeError(`not within ${withinMs} ms: ${String(claim)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

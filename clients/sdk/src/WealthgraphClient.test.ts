import { createServer, type IncomingMessage, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { WebSocketServer } from "ws";
import { QuoteUpdatedDocument, ViewerDocument } from "./generated/operations.js";
import type { Session } from "./SessionKeeper.js";
import { WealthgraphClient } from "./WealthgraphClient.js";

/** A server that behaves as the endpoint may: expired tokens, used refresh tokens, closed sockets, no JSON. */
interface Asked {
  readonly operation: string;
  readonly authorization: string | undefined;
}

let server: Server;
let sockets: WebSocketServer;
let endpoint: string;
let asked: Asked[];
let socketTokens: unknown[];
let answer: (asked: Asked) => { status?: number; body: unknown };
let onSocket: (connection: number) => "4403" | "cut" | "unavailable" | "event";

const inMinutes = (minutes: number): string =>
  new Date(Date.now() + minutes * 60_000).toISOString();
const session = (name: string, minutes = 15): Session => ({
  accessToken: `access-${name}`,
  accessTokenExpiresAt: inMinutes(minutes),
  refreshToken: `refresh-${name}`,
  refreshTokenExpiresAt: inMinutes(60_000),
});
const refused = (code: string) => ({
  status: code === "UNAUTHENTICATED" ? 401 : 200,
  body: { errors: [{ message: code, extensions: { code, retryable: false } }] },
});
const viewer = {
  body: { data: { viewer: { id: "u1", email: "a@b.c", displayName: "A", households: [] } } },
};

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

beforeEach(async () => {
  asked = [];
  socketTokens = [];
  answer = () => viewer;
  onSocket = () => "event";
  server = createServer((request, response) => {
    void read(request).then((text) => {
      const operation = /(?:query|mutation) (\w+)/.exec(text)?.[1] ?? "";
      const now = { operation, authorization: request.headers.authorization };
      asked.push(now);
      const { status = 200, body } = answer(now);
      response.writeHead(status, { "content-type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  sockets = new WebSocketServer({ server, handleProtocols: () => "graphql-transport-ws" });
  let connections = 0;
  sockets.on("connection", (socket) => {
    const fate = onSocket((connections += 1));
    socket.on("message", (raw: Buffer) => {
      const message = JSON.parse(raw.toString()) as {
        type: string;
        id?: string;
        payload?: { authorization?: string };
      };
      if (message.type === "connection_init") {
        socketTokens.push(message.payload?.authorization);
        if (fate === "4403") return socket.close(4403, "expired");
        socket.send(JSON.stringify({ type: "connection_ack" }));
      }
      if (message.type !== "subscribe") return;
      if (fate === "cut") return socket.terminate();
      const error = [{ message: "away", extensions: { code: "UNAVAILABLE", retryable: true } }];
      if (fate === "unavailable")
        return socket.send(JSON.stringify({ id: message.id, type: "error", payload: error }));
      socket.send(
        JSON.stringify({
          id: message.id,
          type: "next",
          payload: { data: { quoteUpdated: { asOf: "now" } } },
        }),
      );
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  server.closeAllConnections();
  server.close();
  await once(server, "close");
});

const refreshing = (next: Session) => (now: Asked) => {
  if (now.operation === "RefreshSession") return { body: { data: { refreshSession: next } } };
  return now.authorization === `Bearer ${next.accessToken}` ? viewer : refused("UNAUTHENTICATED");
};

describe("the session", () => {
  it("is renewed once, however many requests find it about to end, and told to its keeper", async () => {
    const kept: (Session | null)[] = [];
    answer = refreshing(session("new"));
    const client = new WealthgraphClient({
      endpoint,
      session: session("old", 0.1),
      onSession: (s) => kept.push(s),
    });
    await Promise.all(Array.from({ length: 8 }, () => client.request(ViewerDocument, {})));
    expect(asked.filter(({ operation }) => operation === "RefreshSession")).toEqual([
      { operation: "RefreshSession", authorization: undefined },
    ]);
    expect(kept.map((s) => s?.refreshToken)).toEqual(["refresh-new"]);
  });

  it("is renewed when the endpoint refuses a token that looked good, and the request is repeated once", async () => {
    answer = refreshing(session("new"));
    const client = new WealthgraphClient({ endpoint, session: session("old") });
    expect((await client.request(ViewerDocument, {})).viewer.id).toBe("u1");
    expect(asked.map(({ operation }) => operation)).toEqual(["Viewer", "RefreshSession", "Viewer"]);
  });

  it("ends when the refresh token is refused", async () => {
    answer = ({ operation }) =>
      refused(operation === "RefreshSession" ? "REFRESH_TOKEN_REUSED" : "UNAUTHENTICATED");
    const kept: (Session | null)[] = [];
    const client = new WealthgraphClient({
      endpoint,
      session: session("old"),
      onSession: (s) => kept.push(s),
    });
    await expect(client.request(ViewerDocument, {})).rejects.toMatchObject({
      code: "REFRESH_TOKEN_REUSED",
    });
    expect(kept).toEqual([null]);
  });

  it("stays when the endpoint could not be reached for the renewal", async () => {
    answer = ({ operation }) =>
      operation === "RefreshSession" ? { status: 502, body: "<html>" } : viewer;
    const client = new WealthgraphClient({ endpoint, session: session("old", 0.1) });
    await expect(client.request(ViewerDocument, {})).rejects.toMatchObject({
      code: "UNAVAILABLE",
      retryable: true,
    });
    expect(client.session?.refreshToken).toBe("refresh-old");
  });
});

describe("an answer", () => {
  it.each([
    {
      name: "an error",
      body: { errors: [{ message: "no", extensions: { code: "NOT_FOUND", facts: { id: "x" } } }] },
      code: "NOT_FOUND",
    },
    {
      name: "data beside an error",
      body: {
        data: { viewer: null },
        errors: [{ message: "no", extensions: { code: "FORBIDDEN" } }],
      },
      code: "FORBIDDEN",
    },
    { name: "no JSON", body: "<html>Bad Gateway</html>", code: "UNAVAILABLE" },
    { name: "nothing", body: {}, code: "UNAVAILABLE" },
  ])("with $name throws its code", async ({ body, code }) => {
    answer = () => ({ body });
    await expect(
      new WealthgraphClient({ endpoint }).request(ViewerDocument, {}),
    ).rejects.toMatchObject({ code });
  });

  it("of a server that is not there is UNAVAILABLE", async () => {
    const client = new WealthgraphClient({ endpoint: "http://127.0.0.1:1" });
    await expect(client.request(ViewerDocument, {})).rejects.toMatchObject({
      code: "UNAVAILABLE",
      retryable: true,
    });
  });
});

describe("a subscription", () => {
  const first = async (client: WealthgraphClient): Promise<unknown> => {
    const events = client.subscribe(QuoteUpdatedDocument, { instrumentIds: ["i1"] });
    const { value } = await events.next();
    await events.return();
    await client.close();
    return value;
  };

  it.each(["cut", "unavailable"] as const)("goes on after the socket was %s", async (fate) => {
    onSocket = (connection) => (connection === 1 && fate === "cut" ? "cut" : "event");
    let isAway = fate === "unavailable";
    if (isAway) onSocket = () => (isAway ? ((isAway = false), "unavailable") : "event");
    const client = new WealthgraphClient({ endpoint, session: session("a") });
    if (fate === "unavailable")
      setTimeout(() => sockets.clients.forEach((socket) => socket.terminate()), 50);
    expect(await first(client)).toEqual({ quoteUpdated: { asOf: "now" } });
  });

  it("opens the next socket with a fresh token after 4403", async () => {
    answer = refreshing(session("new"));
    onSocket = (connection) => (connection === 1 ? "4403" : "event");
    await first(new WealthgraphClient({ endpoint, session: session("old") }));
    expect(socketTokens).toEqual(["Bearer access-old", "Bearer access-new"]);
  });
});

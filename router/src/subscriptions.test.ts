import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { GraphQLError } from "graphql";
import { WebSocket } from "ws";
import { SubscriberQueue } from "@wealthgraph/chassis/subscriberQueue";
import { type TestRouter, listenTo, startTestRouter, until } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

/** Sends what a test pushes to everyone who listens. */
class Channel<Event> {
  readonly #listeners = new Set<SubscriberQueue<Event>>();

  push(event: Event): void {
    for (const listener of this.#listeners) listener.push(event);
  }

  end(): void {
    for (const listener of this.#listeners) listener.end();
  }

  listen(): AsyncIterator<Event> {
    const listener: SubscriberQueue<Event> = new SubscriberQueue({
      limit: 100_000,
      onEnd: () => this.#listeners.delete(listener),
    });
    this.#listeners.add(listener);
    return listener;
  }
}

interface Quote {
  readonly price: number;
  readonly instrument: { readonly id: string };
}

const quote = (price: number, id = "i1"): { quoteUpdated: Quote } => ({
  quoteUpdated: { price, instrument: { id } },
});

describe("federated subscriptions", () => {
  let market: TestSubgraph;
  let portfolios: TestSubgraph;
  let router: TestRouter;
  let quotes: Channel<{ quoteUpdated: Quote }>;
  let steps: Channel<{ progress: { id: string; step: number; text?: string } }>;
  let units = 1;
  let slowUnitsMs = 0;

  const marketOptions = {
    name: "market",
    typeDefs: `
      type Query { hello: String  instrument: Instrument }
      type Subscription {
        quoteUpdated(ids: [ID!]!): Quote!
        progress(id: ID): Progress!
        privateTicks: Int! @authenticated
        refused: Int!
      }
      type Quote { price: Int! instrument: Instrument!  secret: String @authenticated }
      type Instrument @key(fields: "id") { id: ID! }
      type Progress { id: ID! step: Int! text: String }
    `,
    resolvers: {
      Query: { hello: () => "hello", instrument: () => ({ id: "i1" }) },
      Subscription: {
        quoteUpdated: { subscribe: () => quotes.listen() },
        progress: { subscribe: () => steps.listen() },
        privateTicks: { subscribe: () => steps.listen(), resolve: () => 1 },
        refused: {
          subscribe: () => {
            throw new GraphQLError("no such simulation", { extensions: { code: "NOT_FOUND" } });
          },
        },
      },
      Quote: { secret: () => "s" },
    },
  };

  beforeAll(async () => {
    market = await startTestSubgraph(marketOptions);
    portfolios = await startTestSubgraph({
      name: "portfolios",
      typeDefs:
        'type Query { units: Int } type Instrument @key(fields: "id") { id: ID! units: Int! }',
      resolvers: {
        Query: { units: () => units },
        Instrument: {
          __resolveReference: (reference: unknown) => reference,
          units: async () => {
            const seen = units;
            await new Promise((resolve) => setTimeout(resolve, slowUnitsMs));
            return seen;
          },
        },
      },
    });
  });
  afterAll(() => Promise.all([market.close(), portfolios.close()]));
  beforeEach(async () => {
    quotes = new Channel();
    steps = new Channel();
    units = 1;
    slowUnitsMs = 0;
    market.heard.length = 0;
    portfolios.heard.length = 0;
    market.subscriptions.started = 0;
    market.subscriptions.authorizations.length = 0;
    router = await startTestRouter([market, portfolios]);
  });
  afterEach(async () => {
    await router.close();
    await until(() => market.subscriptions.running === 0);
  });

  const raw = (
    headers: Record<string, string> = {},
    protocol = "graphql-transport-ws",
  ): WebSocket =>
    new WebSocket(`ws://127.0.0.1:${router.router.port}/graphql`, protocol, { headers });
  const closeOf = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => {
      socket.once("close", resolve);
      socket.once("error", () => undefined);
    });
  const opened = (socket: WebSocket): Promise<unknown> =>
    new Promise((resolve) => socket.once("open", resolve));
  const say = (socket: WebSocket, message: unknown): void =>
    socket.send(typeof message === "string" ? message : JSON.stringify(message));
  const QUOTES =
    'subscription Q($ids: [ID!]! = ["i1"]) { quoteUpdated(ids: $ids) { price instrument { id units } } }';

  it("opens one upstream for 100 equal clients, asks once and answers each", async () => {
    const token = await router.token();
    const clients = Array.from({ length: 5 }, () => router.client(token));
    const all = Array.from({ length: 100 }, (_, i) => listenTo(clients[i % 5]!, QUOTES));
    await until(() => market.subscriptions.running === 1 && router.router.hub.upstreams === 1);
    await until(() => all.length === 100);
    const running = async () => (await router.router.metrics.subscriptions.get()).values[0]?.value;
    while ((await running()) !== 100) await new Promise((resolve) => setTimeout(resolve, 5));
    quotes.push(quote(7));
    await until(() => all.every((one) => one.events.length === 1));
    for (const { events } of all) {
      expect(events[0]).toEqual({
        data: { quoteUpdated: { price: 7, instrument: { id: "i1", units: 1 } } },
      });
    }
    expect(market.subscriptions.started).toBe(1);
    expect(portfolios.heard).toHaveLength(1);
    for (const one of all) one.stop();
    await until(() => market.subscriptions.running === 0 && router.router.hub.upstreams === 0);
  });

  it("does not share between users, variables or operations", async () => {
    const [a, b] = [await router.token(), await router.token()];
    const first = router.client(a);
    listenTo(first, QUOTES);
    listenTo(first, QUOTES, { ids: ["i2"] });
    listenTo(first, QUOTES.replace(" price", ""));
    listenTo(router.client(b), QUOTES);
    await until(() => router.router.hub.upstreams === 4 && market.subscriptions.running === 4);
    expect(market.subscriptions.connections).toBe(2); // one for each user
    expect(new Set(market.subscriptions.authorizations)).toEqual(
      new Set([`Bearer ${a}`, `Bearer ${b}`]),
    );
  });

  it("shares between two tokens of one user with the same rights", async () => {
    const userId = "0190d6c7-0000-7000-8000-000000000001";
    for (const expiresInSeconds of [300, 900]) {
      const token = await router.token({ userId, expiresInSeconds });
      listenTo(router.client(token), QUOTES);
    }
    const weaker = await router.token({ userId, scope: "read" });
    listenTo(router.client(weaker), QUOTES);
    await until(() => router.router.hub.upstreams === 2);
    await until(() => market.subscriptions.running === 2);
  });

  it("resolves joined fields after the event, never from a read that began before it", async () => {
    const token = await router.token();
    const one = listenTo(router.client(token), QUOTES);
    await until(() => market.subscriptions.running === 1);
    slowUnitsMs = 200;
    units = 1;
    const early = router.ask("query Q { instrument { units } }", { token });
    await until(() => portfolios.heard.length === 1);
    units = 2; // what the event is about
    quotes.push(quote(7));
    const late = until(() => portfolios.heard.length === 2).then(() =>
      router.ask("query Q { instrument { units } }", { token }),
    );
    await until(() => one.events.length === 1);
    const [before, after] = portfolios.heard;
    expect([after?.query, after?.variables]).toEqual([before?.query, before?.variables]);
    expect((await early).body.data.instrument.units).toBe(1);
    expect(one.events[0].data.quoteUpdated).toEqual({
      price: 7,
      instrument: { id: "i1", units: 2 },
    });
    expect((await late).body.data.instrument.units).toBe(2);
  });

  it("gives each event a fresh context: its own request id and trace", async () => {
    const one = listenTo(router.client(), QUOTES);
    await until(() => market.subscriptions.running === 1);
    for (let i = 1; i <= 3; i += 1) {
      quotes.push(quote(i));
      await until(() => one.events.length === i);
    }
    const ids = portfolios.heard.map(
      (r) =>
        `${String(r.headers["x-request-id"])} ${String(r.headers["traceparent"])?.slice(3, 35)}`,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it("delivers every step of progress in order, also when they come faster than they are joined", async () => {
    const one = listenTo(router.client(), "subscription { progress { id step } }");
    await until(() => market.subscriptions.running === 1);
    for (let step = 0; step < 500; step += 1) steps.push({ progress: { id: "s1", step } });
    await until(() => one.events.length === 500);
    expect(one.events.map((e) => e.data.progress.step)).toEqual(
      Array.from({ length: 500 }, (_, i) => i),
    );
  });

  it("conflates waiting quotes by instrument: the latest of each wins, seen or not asked for", async () => {
    slowUnitsMs = 200;
    const one = listenTo(
      router.client(),
      'subscription { quoteUpdated(ids: ["i1", "i2"]) { price instrument { units } } }',
    );
    await until(() => market.subscriptions.running === 1);
    quotes.push(quote(0));
    await until(() => portfolios.heard.length === 1);
    for (let price = 1; price <= 50; price += 1) {
      quotes.push(quote(price, "i1"));
      quotes.push(quote(1_000 + price, "i2"));
    }
    await until(() => one.events.length === 3);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(one.events.map((e) => e.data.quoteUpdated)).toEqual(
      [0, 50, 1_050].map((price) => ({ price, instrument: { units: 1 } })),
    );
  });

  it("lets a slow consumer wait alone, in bounded memory", async () => {
    const bounded = await startTestRouter([market, portfolios], { SUBSCRIPTION_QUEUE_MAX: "100" });
    const token = await bounded.token();
    const query = "subscription { progress { step text } }";
    const slow = new WebSocket(
      `ws://127.0.0.1:${bounded.router.port}/graphql`,
      "graphql-transport-ws",
    );
    await opened(slow);
    say(slow, { type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    await new Promise((resolve) => slow.once("message", resolve));
    say(slow, { id: "1", type: "subscribe", payload: { query } });
    await until(() => market.subscriptions.running === 1);
    const fast = listenTo(bounded.client(token), query);
    const subscriptions = async () =>
      (await bounded.router.metrics.subscriptions.get()).values[0]?.value;
    while ((await subscriptions()) !== 2) await new Promise((resolve) => setTimeout(resolve, 5));
    const types: string[] = [];
    const errors: { extensions: { code: string } }[] = [];
    slow.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString("utf8")) as { type: string; payload: typeof errors };
      types.push(message.type);
      if (message.type === "error") errors.push(...message.payload);
    });
    slow.pause(); // reads nothing any more
    const text = "x".repeat(100_000);
    const tookMs: number[] = [];
    for (let step = 0; step < 600; step += 1) {
      const startMs = performance.now();
      steps.push({ progress: { id: "s", step, text } });
      await until(() => fast.events.length > step);
      tookMs.push(performance.now() - startMs);
    }
    // 60 MB were sent: the queue of 100 is long full, and what waits for the slow one is given up
    expect(tookMs.toSorted((a, b) => a - b)[300]).toBeLessThan(50);
    slow.resume();
    await until(() => errors.length === 1, 20_000);
    expect(errors[0]?.extensions.code).toBe("UNAVAILABLE");
    expect(types.length).toBeLessThan(400);
    slow.terminate();
    await bounded.close();
  }, 60_000);

  it("connects again with growing pauses when the subgraph is gone, and goes on", async () => {
    const one = listenTo(router.client(), QUOTES);
    await until(() => market.subscriptions.running === 1);
    quotes.push(quote(1));
    await until(() => one.events.length === 1);
    const { port } = market;
    await market.close();
    await new Promise((resolve) => setTimeout(resolve, 400));
    market = await startTestSubgraph({ ...marketOptions, port });
    await until(() => market.subscriptions.running === 1);
    quotes.push(quote(2));
    await until(() => one.events.length === 2);
    expect(one.events[1].data.quoteUpdated.price).toBe(2);
  });

  it("says UNAVAILABLE when the subgraph cannot be reached at all", async () => {
    const { port } = market;
    await market.close();
    const ended = (await listenTo(router.client(), QUOTES).ended) as { extensions: object }[];
    market = await startTestSubgraph({ ...marketOptions, port });
    expect(ended[0]?.extensions).toMatchObject({ code: "UNAVAILABLE", retryable: true });
  });

  it("completes when the subgraph completes", async () => {
    const one = listenTo(router.client(), QUOTES);
    await until(() => market.subscriptions.running === 1);
    quotes.push(quote(5));
    quotes.end();
    expect(await one.ended).toBeUndefined();
    expect(one.events).toHaveLength(1);
    await until(() => router.router.hub.upstreams === 0);
  });

  it("passes a subgraph's refusal on, and the socket goes on", async () => {
    const client = router.client();
    const ended = (await listenTo(client, "subscription { refused }").ended) as {
      message: string;
      extensions: object;
    }[];
    expect(ended[0]).toMatchObject({
      message: "no such simulation",
      extensions: { code: "NOT_FOUND" },
    });
    const query = listenTo(client, "{ hello }");
    await query.ended;
    expect(query.events).toEqual([{ data: { hello: "hello" } }]);
  });

  it("gives partial data when a subgraph of the rest does not answer", async () => {
    const one = listenTo(
      router.client(),
      "subscription { quoteUpdated(ids: []) { price instrument { id } } }",
    );
    const other = listenTo(router.client(), QUOTES);
    await until(() => market.subscriptions.running === 2);
    portfolios.status = 500;
    quotes.push(quote(3));
    await until(() => one.events.length === 1 && other.events.length === 1);
    portfolios.status = 200;
    expect(one.events[0].data.quoteUpdated.price).toBe(3);
    expect(other.events[0].errors[0].extensions.code).toBe("UNAVAILABLE");
  });

  it("enforces access: a root field is refused, a nested one is null in every event", async () => {
    const client = router.client();
    const ended = (await listenTo(client, "subscription { privateTicks }").ended) as {
      extensions: object;
    }[];
    expect(ended[0]?.extensions).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(market.subscriptions.started).toBe(0);
    const one = listenTo(client, "subscription { quoteUpdated(ids: []) { price secret } }");
    await until(() => market.subscriptions.running === 1);
    quotes.push(quote(4));
    await until(() => one.events.length === 1);
    expect(one.events[0]).toEqual({
      data: { quoteUpdated: { price: 4, secret: null } },
      errors: [
        {
          message: "Quote.secret: sign in first",
          path: ["quoteUpdated", "secret"],
          extensions: { code: "UNAUTHENTICATED", retryable: false },
        },
      ],
    });
  });

  it("runs queries over the socket too, with errors as over HTTP", async () => {
    const query = listenTo(router.client(), "query Q($a: Int!) { hello }", {});
    expect(await query.ended).toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
    const wrong = listenTo(router.client(), QUOTES, { ids: 7, x: 1 });
    wrong.stop();
    const bad = await listenTo(
      router.client(),
      "subscription Q($ids: [ID!]!) { quoteUpdated(ids: $ids) { price } }",
      { ids: [{}] },
    ).ended;
    expect(bad).toMatchObject([{ extensions: { code: "BAD_INPUT" } }]);
  });

  const INIT = { type: "connection_init" };
  const SUBSCRIBE = {
    id: "1",
    type: "subscribe",
    payload: { query: "subscription { progress { step } }" },
  };

  it.each([
    ["a message that is not one", 4400, [INIT, "rubbish"]],
    ["subscribe before the acknowledgement", 4401, [SUBSCRIBE]],
    [
      "a forged token",
      4403,
      [{ type: "connection_init", payload: { authorization: "Bearer a.b.c" } }],
    ],
    ["a second operation with one id", 4409, [INIT, SUBSCRIBE, SUBSCRIBE]],
    ["a second initialisation", 4429, [INIT, INIT]],
    ["a message of 200 kB", 1009, [INIT, " ".repeat(200_001)]],
  ])("closes for %s with %i", async (_, code, messages) => {
    const socket = raw();
    const closed = closeOf(socket);
    await opened(socket);
    const acknowledged = new Promise((resolve) => socket.once("message", resolve));
    for (const [index, message] of messages.entries()) {
      say(socket, message);
      if (index === 0 && code !== 4401 && code !== 4403) await acknowledged;
    }
    expect(await closed).toBe(code);
  });

  it("closes with 4406 a socket without the subprotocol, and does not agree on another", async () => {
    const bare = new WebSocket(`ws://127.0.0.1:${router.router.port}/graphql`);
    expect(await closeOf(bare)).toBe(4406);
    expect(await closeOf(raw({}, "graphql-ws"))).toBe(1006); // the client gives up the handshake
  });

  it("ignores variables nobody declared: they do not split a shared subscription", async () => {
    const client = router.client();
    const one = listenTo(client, "subscription { progress { step } }");
    const other = listenTo(client, "subscription { progress { step } }", { undeclared: 1 });
    await until(() => market.subscriptions.running === 1);
    while ((await router.router.metrics.subscriptions.get()).values[0]?.value !== 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    steps.push({ progress: { id: "s", step: 1 } });
    await until(() => one.events.length === 1 && other.events.length === 1);
    expect(router.router.hub.upstreams).toBe(1);
  });

  it("survives variables nested 40,000 deep", async () => {
    const deep = "[".repeat(40_000) + "]".repeat(40_000);
    const socket = raw();
    await opened(socket);
    const said: string[] = [];
    socket.on("message", (data: Buffer) => said.push(data.toString("utf8")));
    say(socket, INIT);
    await until(() => said.length === 1);
    const query = JSON.stringify(
      "subscription Q($ids: [ID!]!) { quoteUpdated(ids: $ids) { price } }",
    );
    const payload = `{"query":${query},"variables":{"ids":${deep},"other":${deep}}}`;
    say(socket, `{"id":"1","type":"subscribe","payload":${payload}}`);
    await until(() => said.length === 2);
    expect(said[1]).toContain('"code":"BAD_INPUT"');
    const { status } = await router.send({
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"query":"{ hello }","variables":{"other":${deep}}}`,
    });
    expect(status).toBe(200);
    socket.terminate();
  });

  it("closes with 4408 when nothing introduces itself", async () => {
    expect(await closeOf(raw())).toBe(4408);
  });

  it("closes with 4403 when the token expires", async () => {
    const token = await router.token({ expiresInSeconds: 2 });
    const socket = raw();
    await opened(socket);
    say(socket, { type: "connection_init", payload: { authorization: `Bearer ${token}` } });
    expect(await closeOf(socket)).toBe(4403);
  });

  it("refuses a sixth socket of one user with 4403, and takes another after one closed", async () => {
    const token = await router.token();
    const init = { type: "connection_init", payload: { authorization: `Bearer ${token}` } };
    const open = async (): Promise<{ socket: WebSocket; outcome: Promise<unknown> }> => {
      const socket = raw();
      await opened(socket);
      const outcome = Promise.race([
        new Promise((resolve) => socket.once("message", () => resolve("acknowledged"))),
        closeOf(socket),
      ]);
      say(socket, init);
      return { socket, outcome };
    };
    const sockets: WebSocket[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { socket, outcome } = await open();
      expect(await outcome).toBe("acknowledged");
      sockets.push(socket);
    }
    expect(await (await open()).outcome).toBe(4403);
    const gone = closeOf(sockets[0]!);
    sockets[0]!.close();
    await gone;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await (await open()).outcome).toBe("acknowledged");
    for (const socket of sockets) socket.terminate();
  });

  it("checks the Origin of a browser: its own host or a listed one", async () => {
    const { port } = router.router;
    const own = raw({ origin: `http://127.0.0.1:${port}` });
    await opened(own);
    own.terminate();
    expect(await closeOf(raw({ origin: "https://evil.example" }))).toBe(1006);
    const listed = await startTestRouter([market, portfolios], {
      ALLOWED_ORIGINS: "https://app.example",
    });
    const socket = new WebSocket(
      `ws://127.0.0.1:${listed.router.port}/graphql`,
      "graphql-transport-ws",
      {
        headers: { origin: "https://app.example" },
      },
    );
    await opened(socket);
    socket.terminate();
    await listed.close();
  });

  it("counts operations on the socket against the same budget, without closing it", async () => {
    const limited = await startTestRouter([market, portfolios], { RATE_PER_MINUTE: "2" });
    const client = limited.client(await limited.token());
    for (let i = 0; i < 2; i += 1)
      expect(await listenTo(client, "{ hello }").ended).toBeUndefined();
    expect(await listenTo(client, "{ hello }").ended).toMatchObject([
      { extensions: { code: "RATE_LIMITED" } },
    ]);
    expect((await limited.router.metrics.sockets.get()).values[0]?.value).toBe(1);
    await limited.close();
  });

  it("stops in time though a client does not answer the goodbye", async () => {
    const stopping = await startTestRouter([market, portfolios]);
    const socket = new WebSocket(
      `ws://127.0.0.1:${stopping.router.port}/graphql`,
      "graphql-transport-ws",
    );
    await opened(socket);
    say(socket, INIT);
    await new Promise((resolve) => socket.once("message", resolve));
    socket.pause();
    const startMs = performance.now();
    await stopping.close();
    expect(performance.now() - startMs).toBeLessThan(3_000);
    socket.terminate();
  });

  it("leaves nothing behind when clients vanish", async () => {
    const client = router.client();
    listenTo(client, QUOTES);
    listenTo(client, "subscription { progress { step } }");
    await until(() => market.subscriptions.running === 2);
    client.terminate();
    await client.dispose();
    await until(() => market.subscriptions.running === 0 && router.router.hub.upstreams === 0);
    const { sockets, subscriptions, upstreams } = router.router.metrics;
    const values = await Promise.all([sockets.get(), subscriptions.get(), upstreams.get()]);
    expect(values.map((v) => v.values[0]?.value)).toEqual([0, 0, 0]);
  });
});

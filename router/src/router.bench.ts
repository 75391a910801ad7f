/**
 * Budget: twice the requests per CPU second of the stock gateway, on a one-subgraph and on a two-hop
 * query; p50 of event to client at most 10 ms with 100 equal subscribers.
 *
 * Subgraphs, router and load run in three processes; CPU is the router process's own. Every request
 * has other variables, so that no read is shared; the last lines show what sharing adds.
 */
import { type ChildProcess, fork } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { type Client, createClient } from "graphql-ws";
import { Pool } from "undici";
import { WebSocket } from "ws";
import { listen, readBody } from "@wealthgraph/chassis/httpServer";
import { createLogger } from "@wealthgraph/chassis/logger";
import { SubscriberQueue } from "@wealthgraph/chassis/subscriberQueue";
import { ANONYMOUS } from "@wealthgraph/chassis/viewer";
import { CircuitBreaker } from "./circuitBreaker.js";
import { RouterMetrics } from "./metrics.js";
import { ReadEpoch } from "./readEpoch.js";
import { createRequestContext } from "./requestContext.js";
import { SubgraphSource } from "./subgraphSource.js";
import { SubgraphTransport } from "./subgraphTransport.js";
import { compose, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const ROUNDS = 3;
const WARM_UP_MS = 2_000;
const ROUND_MS = 3_000;
const CONCURRENCY = 16;
const SUBSCRIBERS = 100;
const EVENTS = 60;

const QUERIES = {
  "one subgraph": "query Q($n: Int!) { instrument(n: $n) { id symbol name currency } }",
  "two hops": "query Q($n: Int!) { instrument(n: $n) { id symbol units cost } }",
} as const;

const VARIANTS = ["stock gateway", "gateway, our source", "this router"] as const;
type Variant = (typeof VARIANTS)[number];

const log = createLogger("bench", "silent");
const nowMs = (): number => performance.timeOrigin + performance.now();

async function main(): Promise<void> {
  const role = process.argv[2];
  if (role === "subgraphs") return runSubgraphs();
  if (role === "router") return runRouter(process.argv[3] as Variant, process.argv[4] ?? "");
  return measureAll();
}

// --- the processes --------------------------------------------------------------------------

async function runSubgraphs(): Promise<void> {
  const market = await startTestSubgraph({
    name: "market-data",
    typeDefs: `
      type Query { instrument(n: Int!): Instrument }
      type Subscription { tick: Tick! }
      type Tick { at: Float! instrument: Instrument! }
      type Instrument @key(fields: "id") { id: ID! symbol: String! name: String! currency: String! }
    `,
    resolvers: {
      Query: { instrument: (_: unknown, { n }: { n: number }) => instrument(n) },
      Subscription: { tick: { subscribe: () => ticks() } },
    },
  });
  const portfolios = await startTestSubgraph({
    name: "portfolios",
    typeDefs: 'type Instrument @key(fields: "id") { id: ID! units: Int! cost: Int! }',
    resolvers: {
      Instrument: {
        __resolveReference: (reference: unknown) => reference,
        units: () => 3,
        cost: () => 100,
      },
    },
  });
  for (const subgraph of [market, portfolios]) subgraph.heard.push = () => 0; // remembers nothing
  const path = join(tmpdir(), `wealthgraph-bench-${process.pid}.json`);
  await writeFile(path, JSON.stringify([market, portfolios]));
  process.send?.({ path });
}

function instrument(n: number): object {
  return { id: `i${n}`, symbol: `S${n}`, name: `Instrument ${n}`, currency: "USD" };
}

function ticks(): AsyncIterator<object> {
  const queue = new SubscriberQueue<object>({ onEnd: () => clearInterval(timer) });
  const timer = setInterval(() => {
    queue.push({ tick: { at: nowMs(), instrument: instrument(1) } });
  }, 50);
  return queue;
}

async function runRouter(variant: Variant, path: string): Promise<void> {
  const subgraphs = JSON.parse(await readFile(path, "utf8")) as TestSubgraph[];
  const port =
    variant === "this router"
      ? (
          await startTestRouter(subgraphs, {
            SOCKETS_PER_USER: "1000",
            RATE_PER_MINUTE: "100000000",
          })
        ).router.port
      : await startGateway(compose(subgraphs), variant === "stock gateway");
  process.on("message", () => process.send?.({ cpu: process.cpuUsage() }));
  process.send?.({ port });
}

async function startGateway(supergraphSdl: string, isStock: boolean): Promise<number> {
  const metrics = new RouterMetrics({ withProcess: false });
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = "" }) =>
      isStock
        ? new RemoteGraphQLDataSource({ url })
        : new SubgraphSource({
            name,
            transport: new SubgraphTransport(url, 64),
            breaker: new CircuitBreaker({ failuresMax: 3, openMs: 60_000 }),
            epoch: new ReadEpoch(),
            metrics,
          }),
  });
  const server = new ApolloServer({
    gateway,
    nodeEnv: "production",
    logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  });
  await server.start();
  const context = {
    ...createRequestContext(ANONYMOUS, {}, log),
    budgetMs: 30_000,
    sharesReads: false,
  };
  const http = await listen({
    host: "127.0.0.1",
    port: 0,
    log,
    routes: [
      {
        method: "POST",
        path: "/graphql",
        handle: async (request, response) => {
          const body: unknown = JSON.parse((await readBody(request, 200_000)).toString("utf8"));
          const headers = new HeaderMap([["content-type", "application/json"]]);
          const answer = await server.executeHTTPGraphQLRequest({
            httpGraphQLRequest: { method: "POST", headers, search: "", body },
            context: () => Promise.resolve({ ...context, deadlineMs: performance.now() + 30_000 }),
          });
          for (const [name, value] of answer.headers) response.setHeader(name, value);
          response.end(answer.body.kind === "complete" ? answer.body.string : "");
        },
      },
    ],
  });
  return http.port;
}

// --- the load -------------------------------------------------------------------------------

interface Measured {
  readonly perCpuSecond: number;
  readonly perSecond: number;
}

async function measureAll(): Promise<void> {
  const subgraphs = await start<{ path: string }>(["subgraphs"]);
  const { path } = subgraphs.hello;
  try {
    await compareRequests(path);
    await measureSubscribers(path);
  } finally {
    subgraphs.child.kill();
    await rm(path, { force: true });
  }
}

async function compareRequests(path: string): Promise<void> {
  const routers = new Map<Variant, Started<{ port: number }>>();
  for (const variant of VARIANTS) routers.set(variant, await start(["router", variant, path]));
  try {
    for (const [name, query] of Object.entries(QUERIES)) {
      const medians = await measureInTurns(routers, query, (request) => request);
      report(`${name}, every request different`, medians);
    }
    const query = QUERIES["two hops"];
    report("two hops, equal requests", await measureInTurns(routers, query, () => 1));
  } finally {
    for (const { child } of routers.values()) child.kill();
  }
}

/** One round of each variant after another, so that a busy moment of the machine hits all alike. */
async function measureInTurns(
  routers: ReadonlyMap<Variant, Started<{ port: number }>>,
  query: string,
  variableOf: (request: number) => number,
): Promise<ReadonlyMap<Variant, Measured>> {
  const rounds = new Map<Variant, Measured[]>(VARIANTS.map((variant) => [variant, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [variant, router] of routers) {
      if (round === 0) await load(router, query, variableOf, WARM_UP_MS);
      rounds.get(variant)?.push(await load(router, query, variableOf, ROUND_MS));
    }
  }
  return new Map(
    [...rounds].map(([variant, measured]) => [
      variant,
      {
        perCpuSecond: median(measured.map((m) => m.perCpuSecond)),
        perSecond: median(measured.map((m) => m.perSecond)),
      },
    ]),
  );
}

async function load(
  router: Started<{ port: number }>,
  query: string,
  variableOf: (request: number) => number,
  forMs: number,
): Promise<Measured> {
  const pool = new Pool(`http://127.0.0.1:${router.hello.port}`, { connections: CONCURRENCY });
  const before = await cpuMsOf(router.child);
  const startMs = performance.now();
  let requests = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() - startMs < forMs) {
      requests += 1;
      const { statusCode, body } = await pool.request({
        method: "POST",
        path: "/graphql",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables: { n: variableOf(requests) } }),
      });
      const text = await body.text();
      if (statusCode !== 200 || text.includes('"errors"')) throw new TypeError(text);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const seconds = (performance.now() - startMs) / 1_000;
  const cpuSeconds = ((await cpuMsOf(router.child)) - before) / 1_000;
  await pool.close();
  return { perCpuSecond: requests / cpuSeconds, perSecond: requests / seconds };
}

function report(name: string, medians: ReadonlyMap<Variant, Measured>): void {
  const stock = medians.get("stock gateway")?.perCpuSecond ?? Number.NaN;
  console.log(`\n${name}`);
  for (const [variant, { perCpuSecond, perSecond }] of medians) {
    const ratio = (perCpuSecond / stock).toFixed(2);
    console.log(
      `  ${variant.padEnd(20)} ${perCpuSecond.toFixed(0).padStart(6)} a CPU second, ${perSecond.toFixed(0).padStart(6)} a second, ratio ${ratio}`,
    );
  }
}

async function measureSubscribers(path: string): Promise<void> {
  const router = await start<{ port: number }>(["router", "this router", path]);
  console.log(`\n${SUBSCRIBERS} equal subscribers on as many sockets, event to client`);
  for (const [name, query] of [
    ["event alone", "subscription { tick { at } }"],
    ["with a joined field", "subscription { tick { at instrument { id units } } }"],
  ] as const) {
    const latencies = await latenciesOf(router.hello.port, query);
    const at = (part: number): string =>
      (latencies[Math.floor(latencies.length * part)] ?? 0).toFixed(2);
    console.log(
      `  ${name.padEnd(20)} p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${latencies.length} deliveries`,
    );
  }
  router.child.kill();
}

async function latenciesOf(port: number, query: string): Promise<number[]> {
  const clients: Client[] = Array.from({ length: SUBSCRIBERS }, () =>
    createClient({
      url: `ws://127.0.0.1:${port}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    }),
  );
  const latencies: number[] = [];
  let isWarm = false;
  await new Promise<void>((resolve) => {
    for (const client of clients) {
      client.subscribe<{ tick: { at: number } }>(
        { query },
        {
          next: ({ data }) => {
            if (isWarm && data) latencies.push(nowMs() - data.tick.at);
            if (latencies.length >= EVENTS * SUBSCRIBERS) resolve();
          },
          error: (error) => {
            throw error instanceof Error ? error : new TypeError(JSON.stringify(error));
          },
          complete: () => {},
        },
      );
    }
    setTimeout(() => {
      isWarm = true;
    }, 1_500);
  });
  for (const client of clients) await client.dispose();
  return latencies.sort((a, b) => a - b);
}

// --- small parts ----------------------------------------------------------------------------

interface Started<Hello> {
  readonly child: ChildProcess;
  readonly hello: Hello;
}

async function start<Hello>(args: readonly string[]): Promise<Started<Hello>> {
  const child = fork(fileURLToPath(import.meta.url), [...args], {
    env: { ...process.env, NODE_ENV: "production", APOLLO_TELEMETRY_DISABLED: "1" },
  });
  return { child, hello: await nextMessage<Hello>(child) };
}

function nextMessage<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void =>
      reject(new TypeError(`a process of the benchmark ended: ${code}`));
    child.once("exit", onExit);
    child.once("message", (message) => {
      child.off("exit", onExit);
      resolve(message as Message);
    });
  });
}

async function cpuMsOf(child: ChildProcess): Promise<number> {
  const answer = nextMessage<{ cpu: NodeJS.CpuUsage }>(child);
  child.send("cpu");
  const { cpu } = await answer;
  return (cpu.user + cpu.system) / 1_000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await main();

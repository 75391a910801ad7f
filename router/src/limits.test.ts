import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type OperationDefinitionNode, parse } from "graphql";
import { measureOperation } from "./limits.js";
import { type TestRouter, listenTo, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

function sizeOf(text: string) {
  const document = parse(text);
  return measureOperation(document, document.definitions[0] as OperationDefinitionNode);
}

/** The machine may be busy: the best of five is what the code takes. */
async function bestMsOf(work: () => Promise<unknown>): Promise<number> {
  const tookMs: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const startMs = performance.now();
    await work();
    tookMs.push(performance.now() - startMs);
  }
  return Math.min(...tookMs);
}

const nested = (depth: number): string => (depth === 0 ? "x" : `me { ${nested(depth - 1)} }`);

/** Each fragment spreads the next one twice: 2 to the power of `levels` selections. */
function fragmentBomb(levels: number): string {
  const fragments = Array.from(
    { length: levels },
    (_, i) => `fragment F${i} on Node { ...F${i + 1} ...F${i + 1} }`,
  );
  return `{ me { ...F0 } } ${fragments.join(" ")} fragment F${levels} on Node { x }`;
}

describe("the size of an operation", () => {
  it("counts a walk through all five subgraphs within the default depth of 10", () => {
    const walk =
      "{ viewer { households { accounts { positions { edges { node { lots { harvest { gain { amount } } instrument { quote { price { amount } } } } } } } } } } }";
    expect(sizeOf(walk).depth).toBe(9);
  });

  it("counts edges and node as no level, and introspection neither", () => {
    expect(sizeOf("{ a { edges { node { b } } } }").depth).toBe(2);
    expect(sizeOf("{ __schema { types { fields { type { ofType { name } } } } } }").depth).toBe(0);
  });

  it("counts aliases, directives and selections at every spread of a fragment", () => {
    const text = "query Q @q { ...F a { ...F } } fragment F on Query @f { x: b @skip(if: true) }";
    expect(sizeOf(text)).toEqual({ depth: 2, aliases: 2, directives: 5, selections: 5 });
  });

  it("measures a bomb of 2^60 selections in the time of its text", () => {
    const startMs = performance.now();
    expect(sizeOf(fragmentBomb(60)).selections).toBeGreaterThan(2 ** 60);
    expect(performance.now() - startMs).toBeLessThan(50);
  });

  it("ends for a fragment that contains itself", () => {
    expect(sizeOf("{ ...F } fragment F on Query { a ...F }").selections).toBe(3);
  });
});

describe("limits at the endpoint", () => {
  let graph: TestSubgraph;
  let router: TestRouter;

  beforeAll(async () => {
    graph = await startTestSubgraph({
      name: "graph",
      typeDefs: `
        type Query { me: Node  x: Int }
        type Mutation { change: Int }
        type Subscription { ticks: Int }
        type Node { me: Node x: Int  y(a: Int): Int }
      `,
      resolvers: { Query: { x: () => 1, me: () => ({ x: 1 }) } },
    });
    router = await startTestRouter([graph]);
  });
  afterAll(async () => {
    await router.close();
    await graph.close();
  });

  const repeated = (count: number, of: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => of(index)).join(" ");

  const REFUSED: readonly [string, string, string, object][] = [
    [
      "depth",
      `{ ${nested(10)} }`,
      "OPERATION_TOO_COMPLEX",
      { limit: "depth", allowed: 10, asked: 11 },
    ],
    [
      "aliases",
      `{ ${repeated(16, (i) => `a${i}: x`)} }`,
      "OPERATION_TOO_COMPLEX",
      { limit: "aliases", allowed: 15, asked: 16 },
    ],
    [
      "directives",
      `{ x ${repeated(21, () => "@include(if: true)")} }`,
      "OPERATION_TOO_COMPLEX",
      { limit: "directives", allowed: 20, asked: 21 },
    ],
    [
      "tokens",
      `{ ${repeated(1_500, () => "x")} }`,
      "OPERATION_TOO_COMPLEX",
      { limit: "tokens", allowed: 1_500, asked: null },
    ],
    [
      "selections",
      fragmentBomb(13),
      "OPERATION_TOO_COMPLEX",
      { limit: "selections", allowed: 5_000, asked: 24_576 },
    ],
    [
      "a fragment bomb",
      fragmentBomb(40),
      "OPERATION_TOO_COMPLEX",
      { limit: "selections", allowed: 5_000 },
    ],
    ["syntax", "{ x", "GRAPHQL_PARSE_FAILED", {}],
    ["an unknown field", "{ z }", "GRAPHQL_VALIDATION_FAILED", {}],
    [
      "a cycle of fragments",
      "{ ...F } fragment F on Query { ...F }",
      "GRAPHQL_VALIDATION_FAILED",
      {},
    ],
    ["two operations without a name", "query A { x } query B { x }", "OPERATION_NOT_FOUND", {}],
    ["no operation at all", "fragment F on Query { x }", "GRAPHQL_VALIDATION_FAILED", {}],
    ["@defer", "{ ... @defer { x } }", "GRAPHQL_VALIDATION_FAILED", {}],
  ];

  it.each(REFUSED)(
    "refuses over HTTP, with 400 and in under 50 ms: %s",
    async (_, query, code, facts) => {
      const { status, body } = await router.ask(query);
      expect(await bestMsOf(() => router.ask(query))).toBeLessThan(50);
      expect(status).toBe(400);
      expect(body.errors[0].extensions).toMatchObject({
        code,
        ...(Object.keys(facts).length > 0 ? { facts } : {}),
      });
      expect(body.data).toBeUndefined();
    },
  );

  it("refuses the same over WebSocket, each with an error message, and the socket stays", async () => {
    const client = router.client();
    for (const [, query, code] of REFUSED) {
      const ended = (await listenTo(client, query).ended) as { extensions: { code: string } }[];
      expect(ended[0]?.extensions.code).toBe(code);
    }
    const good = listenTo(client, "{ x }");
    await good.ended;
    expect(good.events).toEqual([{ data: { x: 1 } }]);
    expect((await router.router.metrics.sockets.get()).values[0]?.value).toBe(1);
  });

  it("runs what is just within the limits", async () => {
    const { status } = await router.ask(`{ ${nested(9)} ${repeated(15, (i) => `a${i}: x`)} }`);
    expect(status).toBe(200);
  });

  it("refuses 1,400 equal fields or an overlap of many fragments in under 50 ms", async () => {
    const many = `{ me { ${repeated(1_400, () => "x")} } }`;
    const overlap = `{ ${repeated(120, (i) => `...F${i}`)} } ${repeated(120, (i) => `fragment F${i} on Query { me { x } }`)}`;
    for (const query of [many, overlap]) {
      expect((await router.ask(query)).status).toBeLessThan(500);
      expect(await bestMsOf(() => router.ask(query))).toBeLessThan(50);
    }
  });

  it("runs a long document that is not remembered", async () => {
    const { status, body } = await router.ask(`{ x } # ${"-".repeat(30_000)}`);
    expect([status, body]).toEqual([200, { data: { x: 1 } }]);
  });

  it("names the operation to run by operationName", async () => {
    const query = "query A { x } query B { me { x } }";
    expect((await router.ask(query, { operationName: "B" })).body.data).toEqual({ me: { x: 1 } });
    const unknown = await router.ask(query, { operationName: "C" });
    expect([unknown.status, unknown.body.errors[0].extensions.code]).toEqual([
      400,
      "OPERATION_NOT_FOUND",
    ]);
  });

  const json = { "content-type": "application/json" };
  it.each([
    ["malformed JSON", { method: "POST", headers: json, body: "{" }, 400, "BAD_REQUEST"],
    ["JSON that is no object", { method: "POST", headers: json, body: "7" }, 400, "BAD_REQUEST"],
    ["an empty object", { method: "POST", headers: json, body: "{}" }, 400, "BAD_REQUEST"],
    [
      "a query that is no text",
      { method: "POST", headers: json, body: '{"query":7}' },
      400,
      "BAD_REQUEST",
    ],
    [
      "variables that are no object",
      { method: "POST", headers: json, body: '{"query":"{x}","variables":[1]}' },
      400,
      "BAD_REQUEST",
    ],
    [
      "variables as text",
      { method: "POST", headers: json, body: '{"query":"{x}","variables":"{}"}' },
      400,
      "BAD_REQUEST",
    ],
    [
      "bytes that are not UTF-8",
      { method: "POST", headers: json, body: Buffer.from([0x7b, 0xff, 0x7d]) },
      400,
      "BAD_REQUEST",
    ],
    [
      "another charset",
      {
        method: "POST",
        headers: { "content-type": "application/json; charset=utf-16" },
        body: '{"query":"{x}"}',
      },
      400,
      "BAD_REQUEST",
    ],
    [
      "an unknown charset",
      {
        method: "POST",
        headers: { "content-type": "application/json; charset=nonsense" },
        body: '{"query":"{x}"}',
      },
      400,
      "BAD_REQUEST",
    ],
    [
      "a compressed body",
      { method: "POST", headers: { ...json, "content-encoding": "gzip" }, body: "x" },
      400,
      "BAD_REQUEST",
    ],
    [
      "a batch",
      { method: "POST", headers: json, body: '[{"query":"{x}"}]' },
      400,
      "BATCHING_NOT_ALLOWED",
    ],
    [
      "a form",
      { method: "POST", headers: { "content-type": "text/plain" }, body: '{"query":"{x}"}' },
      400,
      "CSRF_PREVENTED",
    ],
    ["a simple GET", { method: "GET", path: "/graphql?query={x}" }, 400, "CSRF_PREVENTED"],
    [
      "a mutation by GET",
      {
        method: "GET",
        path: "/graphql?query=mutation{change}",
        headers: { "apollo-require-preflight": "1" },
      },
      400,
      "METHOD_NOT_ALLOWED",
    ],
    [
      "a subscription by POST",
      { method: "POST", headers: json, body: '{"query":"subscription{ticks}"}' },
      400,
      "BAD_REQUEST",
    ],
    ["PUT", { method: "PUT", headers: json, body: "{}" }, 400, "METHOD_NOT_ALLOWED"],
    [
      "a body of 200 kB",
      {
        method: "POST",
        headers: json,
        body: JSON.stringify({ query: `{x} #${"-".repeat(200_000)}` }),
      },
      413,
      "PAYLOAD_TOO_LARGE",
    ],
    [
      "a wrong variable",
      {
        method: "POST",
        headers: json,
        body: '{"query":"query($a: Int!){me{y(a: $a)}}","variables":{"a":"x"}}',
      },
      400,
      "BAD_INPUT",
    ],
    [
      "a persisted query",
      {
        method: "POST",
        headers: json,
        body: '{"query":"{x}","extensions":{"persistedQuery":{"version":1,"sha256Hash":"0"}}}',
      },
      400,
      "BAD_REQUEST",
    ],
    [
      "an answer in another form",
      { method: "POST", headers: { ...json, accept: "text/csv" }, body: '{"query":"{x}"}' },
      400,
      "BAD_REQUEST",
    ],
    ["an unknown address", { method: "GET", path: "/nowhere" }, 404, "NOT_FOUND"],
  ] as [string, RequestInit & { path?: string }, number, string][])(
    "refuses %s clearly",
    async (_, init, status, code) => {
      const answer = await router.send(init);
      expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([status, code]);
    },
  );

  it("says 413 to a body of 50 MB before it is sent", async () => {
    const body = Buffer.alloc(50_000_000, " ");
    const answer = await router.send({ method: "POST", headers: json, body });
    expect([answer.status, answer.body.errors[0].extensions.facts]).toEqual([
      413,
      { bytesMax: 200_000 },
    ]);
  });

  it("answers GET with a header no form can send", async () => {
    const { status, body } = await router.send({
      path: "/graphql?query=query($a:Int){me{y(a:$a)}}&variables=%7B%22a%22:1%7D",
      headers: { "apollo-require-preflight": "1" },
    });
    expect([status, body.data]).toEqual([200, { me: { y: null } }]);
  });

  it("hides the schema in production: no introspection, no suggestions, no GraphiQL, no stack", async () => {
    const production = await startTestRouter([graph], { NODE_ENV: "production" });
    const introspection = await production.ask("{ __schema { types { name } } }");
    const typo = await production.ask("{ xy }");
    const variable = await production.ask("query($a: Int!) { me { y(a: $a) } }", {
      variables: { a: {} },
    });
    const graphiql = await production.send({ path: "/graphiql" });
    await production.close();
    expect(introspection.body.errors[0].extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(typo.body.errors[0].message).toBe('Cannot query field "xy" on type "Query".');
    expect(JSON.stringify([introspection, typo, variable])).not.toMatch(/stack|Did you mean/);
    expect(graphiql.status).toBe(404);
  });

  it("suggests in development", async () => {
    const { body } = await router.ask("{ mee { x } }");
    expect(body.errors[0].message).toContain('Did you mean "me"?');
  });
});

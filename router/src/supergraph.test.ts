import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createRequire } from "node:module";
import { buildSupergraph, loadSupergraph } from "./supergraph.js";
import { type TestRouter, compose, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const strict = { isAudit: false };

function withLink(sdl: string, link: string, definitions = ""): string {
  return `${sdl.replace("schema\n", `schema\n  @link(url: "${link}")\n`)}\n${definitions}`;
}

describe("a supergraph at start", () => {
  let one: TestSubgraph;
  let sdl: string;

  beforeAll(async () => {
    one = await startTestSubgraph({
      name: "one",
      typeDefs: "type Query { a: Int @authenticated }",
      resolvers: {},
    });
    sdl = compose([one]);
  });
  afterAll(() => one.close());

  it("loads with access directives, which the gateway alone refuses", () => {
    expect(sdl).toContain("for: SECURITY");
    const nobody = { isAuthenticated: false, scopes: new Set<string>() };
    expect(buildSupergraph(sdl, strict).access.denial("Query", "a", nobody)).toBe(
      "UNAUTHENTICATED",
    );
  });

  it("honours the names directives are imported under", () => {
    const renamed = sdl
      .replaceAll("@authenticated", "@signedIn")
      .replace('authenticated/v0.1"', 'authenticated/v0.1", as: "signedIn"');
    const nobody = { isAuthenticated: false, scopes: new Set<string>() };
    expect(buildSupergraph(renamed, strict).access.denial("Query", "a", nobody)).toBe(
      "UNAUTHENTICATED",
    );
  });

  it.each([
    ["@policy", "https://specs.apollo.dev/policy/v0.1", /policy/],
    ["@context", "https://specs.apollo.dev/context/v0.1", /context/],
    ["a connector", "https://specs.apollo.dev/connect/v0.1", /connect/],
    ["a directive of one's own", "https://example.org/quota/v1.0", /quota/],
  ])("refuses %s, which nothing enforces", (_, link, reason) => {
    expect(() => buildSupergraph(withLink(sdl, link), strict)).toThrow(reason);
  });

  it("refuses @defer, which the gateway cannot run", () => {
    const definition = "directive @defer(if: Boolean) on FRAGMENT_SPREAD";
    expect(() => buildSupergraph(`${sdl}\n${definition}`, strict)).toThrow(/@defer/);
  });

  it("refuses a labelled @override, which would never switch on", () => {
    const labelled = sdl.replace(
      "a: Int @authenticated",
      'a: Int @join__field(graph: ONE, override: "two", overrideLabel: "percent(10)")',
    );
    expect(() => buildSupergraph(labelled, strict)).toThrow(/@override/);
  });

  it("takes @cost and @tag as metadata", () => {
    expect(() =>
      buildSupergraph(withLink(sdl, "https://specs.apollo.dev/tag/v0.3"), strict),
    ).not.toThrow();
    expect(() =>
      buildSupergraph(withLink(sdl, "https://specs.apollo.dev/cost/v0.1"), strict),
    ).not.toThrow();
  });

  it("takes any supergraph in audit mode, and enforces nothing there", () => {
    const link = 'https://specs.apollo.dev/policy/v0.1", for: SECURITY, as: "policy';
    const { access } = buildSupergraph(withLink(sdl, link), { isAudit: true });
    const nobody = { isAuthenticated: false, scopes: new Set<string>() };
    expect(access.denial("Query", "a", nobody)).toBeNull();
  });

  it.each([
    ["a text that is not GraphQL", "type {", /not GraphQL/],
    ["a schema that is no supergraph", "type Query { a: Int }", /join__Graph/],
  ])("refuses %s", (_, text, reason) => {
    expect(() => buildSupergraph(text, strict)).toThrow(reason);
  });

  it("refuses a file that is not there, and names it", async () => {
    await expect(loadSupergraph("nowhere.graphql", strict)).rejects.toThrow(/nowhere\.graphql/);
  });

  it("has one copy of graphql and of each federation package, or planning fails oddly", () => {
    const here = createRequire(import.meta.url);
    for (const name of ["graphql", "@apollo/federation-internals", "@apollo/query-planner"]) {
      const ours = here.resolve(name);
      const users = ["@apollo/gateway", "@apollo/composition", "@apollo/query-planner"];
      for (const user of users) {
        expect(createRequire(here.resolve(user)).resolve(name)).toBe(ours);
      }
    }
  });
});

describe("@requires", () => {
  let lots: TestSubgraph;
  let tax: TestSubgraph;
  let router: TestRouter;

  beforeAll(async () => {
    lots = await startTestSubgraph({
      name: "lots",
      typeDefs: `
        type Query { lot: Lot! }
        type Lot @key(fields: "id") { id: ID! name: String! units: Int! cost: Int! prices(first: Int = 1): [Int!]! quote: Quote! }
        type Quote { price: Int! low(days: Int): Int! }
      `,
      resolvers: {
        Query: {
          lot: () => ({ id: "l1", name: "first", units: 3, cost: 100, quote: { price: 50 } }),
        },
        Lot: {
          prices: (_: unknown, { first }: { first: number }) =>
            Array.from({ length: first }, (__, index) => 10 + index),
        },
        Quote: { low: (_: unknown, { days }: { days: number }) => days },
      },
    });
    tax = await startTestSubgraph({
      name: "tax",
      typeDefs: `
        type Lot @key(fields: "id") {
          id: ID!
          units: Int! @external
          prices(first: Int = 1): [Int!]! @external
          quote: Quote! @external
          harvest: String! @requires(fields: "units prices(first: 3) quote { price low(days: 30) }")
        }
        type Quote { price: Int! @external low(days: Int): Int! @external }
      `,
      resolvers: {
        Lot: {
          __resolveReference: (lot: unknown) => lot,
          harvest: (lot: { id: string; units: number; prices: number[]; quote: object }) =>
            JSON.stringify([lot.id, lot.units, lot.prices, lot.quote]),
        },
      },
    });
    router = await startTestRouter([lots, tax]);
  });
  afterAll(async () => {
    await router.close();
    await Promise.all([lots.close(), tax.close()]);
  });

  const RIGHT = JSON.stringify(["l1", 3, [10, 11, 12], { price: 50, low: 30 }]);

  it.each([
    ["another argument", "prices(first: 5)", { prices: [10, 11, 12, 13, 14] }],
    ["no argument", "prices", { prices: [10] }],
    ["a variable", "prices(first: $n)", { prices: [10, 11] }],
    ["an alias with the name of a required field", "units: cost", { units: 100 }],
    ["an alias with the name of the key", "id: name", { id: "first" }],
    ["an alias named like the type", "__typename: name", { __typename: "first" }],
    ["an alias of the prototype", "__proto__: name", JSON.parse('{"__proto__":"first"}') as object],
    ["its own alias", "some: prices(first: 2)", { some: [10, 11] }],
    ["a nested argument", "quote { low(days: 7) price }", { quote: { low: 7, price: 50 } }],
    ["a nested alias", "quote { price: low(days: 9) }", { quote: { price: 9 } }],
    ["a fragment", "... on Lot { ...F }", { prices: [10, 11, 12, 13], units: 3 }],
  ])(
    "a client's alias or argument never reaches another subgraph's @requires: %s",
    async (_, selection, expected) => {
      const fragment = selection.includes("...F")
        ? "fragment F on Lot { prices(first: 4) units }"
        : "";
      const variable = selection.includes("$n") ? "($n: Int!)" : "";
      const query = `query Q${variable} { lot { ${selection} harvest } } ${fragment}`;
      const { body } = await router.ask(query, { variables: { n: 2 } });
      expect(body).toEqual({ data: { lot: { ...expected, harvest: RIGHT } } });
    },
  );

  it("gives errors the client's path, not the planner's", async () => {
    lots.status = 500;
    const { body } = await router.ask("{ lot { prices(first: 5) harvest } }");
    lots.status = 200;
    expect(body.errors[0].path).toEqual(["lot"]);
  });

  it("refuses two that ask the same field with different arguments", async () => {
    const other = await startTestSubgraph({
      name: "other",
      typeDefs: `
        type Lot @key(fields: "id") { id: ID! prices(first: Int = 1): [Int!]! @external  twice: String @requires(fields: "prices(first: 6)") }
      `,
      resolvers: {},
    });
    const sdl = compose([lots, tax, other]);
    await other.close();
    expect(() => buildSupergraph(sdl, strict)).toThrow(/Lot\.prices with different arguments/);
    expect(() => buildSupergraph(sdl, { isAudit: true })).not.toThrow();
  });
});

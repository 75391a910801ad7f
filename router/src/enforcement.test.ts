import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { type TestRouter, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const LOTS = [
  { __typename: "Lot", id: "l1", label: "first", secret: "s1", wages: 7, owner: { id: "u1" } },
  { __typename: "Note", id: "n1", label: "note", secret: "s2" },
  { __typename: "Lot", id: "l2", label: "second", secret: "s3", wages: 9, owner: { id: "u1" } },
];

describe("enforcement before planning", () => {
  let users: TestSubgraph;
  let lots: TestSubgraph;
  let router: TestRouter;

  beforeAll(async () => {
    users = await startTestSubgraph({
      name: "users",
      typeDefs: `
        type Query { viewer: User! @authenticated  hello: String!  maybe: User @authenticated }
        type Mutation { rename(name: String!): String! @authenticated @requiresScopes(scopes: [["write"]])  signIn: String!  touch: String @requiresScopes(scopes: [["write"]]) }
        type User @key(fields: "id") { id: ID! name: String!  email: String @requiresScopes(scopes: [["read", "email"], ["admin"]]) pin: String! @requiresScopes(scopes: [["admin"]]) }
      `,
      resolvers: {
        Query: {
          viewer: () => ({ id: "u1" }),
          maybe: () => ({ id: "u1" }),
          hello: () => "hello",
        },
        Mutation: { rename: () => "renamed", signIn: () => "token", touch: () => "touched" },
        User: {
          name: () => "Ada",
          email: () => "ada@example.org",
          pin: () => "1234",
          __resolveReference: ({ id }: { id: string }) => ({ id }),
        },
      },
    });
    lots = await startTestSubgraph({
      name: "lots",
      typeDefs: `
        type Query { things: [Thing!]!  mixed: [Mixed!]!  vault: Vault  keyed(id: ID!): Lot }
        interface Thing { id: ID! label: String!  secret: String! }
        union Mixed = Lot | Note | Vault
        type Lot implements Thing @key(fields: "id") { id: ID! label: String! secret: String! wages: Int @authenticated  owner: User! }
        type Note implements Thing @key(fields: "id") { id: ID! label: String! secret: String! @authenticated }
        type Vault @authenticated { gold: Int }
        type User @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: {
        Query: {
          things: () => LOTS,
          mixed: () => [LOTS[0], { __typename: "Vault", gold: 5 }],
          vault: () => ({ gold: 5 }),
          keyed: (_: unknown, { id }: { id: string }) => LOTS.find((lot) => lot.id === id),
        },
        Thing: { __resolveType: (thing: { __typename: string }) => thing.__typename },
        Mixed: { __resolveType: (thing: { __typename: string }) => thing.__typename },
      },
    });
    router = await startTestRouter([users, lots]);
  });
  afterAll(async () => {
    await router.close();
    await Promise.all([users.close(), lots.close()]);
  });
  beforeEach(() => {
    users.heard.length = 0;
    lots.heard.length = 0;
  });

  it("nulls a field for nobody, says where and why, and answers the rest", async () => {
    const { status, body } = await router.ask("{ hello maybe { name } }");
    expect(status).toBe(200);
    expect(body).toEqual({
      data: { hello: "hello", maybe: null },
      errors: [
        {
          message: "Query.maybe: sign in first",
          path: ["maybe"],
          extensions: { code: "UNAUTHENTICATED", retryable: false },
        },
      ],
    });
    expect(users.heard.map((r) => r.query)).toEqual(["{hello}"]);
  });

  it("carries the null of a non-null root field up to data, and asks no subgraph", async () => {
    const { body } = await router.ask("{ hello viewer { name } }");
    expect(body.data).toBeNull();
    expect(body.errors).toHaveLength(1);
    expect(users.heard).toHaveLength(0);
  });

  it("runs nothing of a mutation whose data would be lost", async () => {
    const { body } = await router.ask('mutation { signIn rename(name: "x") }');
    expect(body.data).toBeNull();
    expect(body.errors[0].path).toEqual(["rename"]);
    expect(users.heard).toHaveLength(0);
  });

  it("runs the allowed part of a mutation when the rest may be null", async () => {
    const { body } = await router.ask("mutation { signIn touch }");
    expect(body.data).toEqual({ signIn: "token", touch: null });
  });

  it("says FORBIDDEN to a token whose scopes are too small, and UNAUTHENTICATED to nobody", async () => {
    const token = await router.token({ scope: "read" });
    const signedIn = await router.ask('mutation { rename(name: "x") }', { token });
    const nobody = await router.ask('mutation { rename(name: "x") }');
    expect(signedIn.body.errors[0].extensions.code).toBe("FORBIDDEN");
    expect(nobody.body.errors[0].extensions.code).toBe("UNAUTHENTICATED");
  });

  it.each([
    { scope: "read", email: null },
    { scope: "email", email: null },
    { scope: "read email", email: "ada@example.org" },
    { scope: "admin", email: "ada@example.org" },
  ])("reads scopes as an OR of ANDs: $scope", async ({ scope, email }) => {
    const token = await router.token({ scope });
    const { body } = await router.ask("{ viewer { name email } }", { token });
    expect(body.data).toEqual({ viewer: { name: "Ada", email } });
  });

  it("keeps an object whose only field was taken away", async () => {
    const token = await router.token({ scope: "read" });
    const { body } = await router.ask("{ viewer { email } }", { token });
    expect(body.data).toEqual({ viewer: { email: null } });
    expect(body.errors[0].path).toEqual(["viewer", "email"]);
  });

  it("carries the null of a nested non-null field to the nearest nullable parent", async () => {
    const token = await router.token({ scope: "read" });
    const { body } = await router.ask("{ hello maybe { name pin } }", { token });
    expect(body.data).toEqual({ hello: "hello", maybe: null });
    expect(body.errors[0].path).toEqual(["maybe", "pin"]);
  });

  it("works through aliases, named and inline fragments, and keeps the client's order", async () => {
    const { body } = await router.ask(`
      query Q { ...Root }
      fragment Root on Query { second: hello ... on Query { me: maybe { ...Name } first: hello } }
      fragment Name on User { name }
    `);
    expect(JSON.stringify(body.data)).toBe('{"second":"hello","me":null,"first":"hello"}');
    expect(body.errors[0].path).toEqual(["me"]);
  });

  it("enforces a field of an interface by the type of each object", async () => {
    const { body } = await router.ask("{ things { id secret } }");
    expect(body.data).toBeNull(); // the Note's secret is non-null, and so is all above it
    expect(body.errors.map((e: { path: unknown }) => e.path)).toEqual([["things", 1, "secret"]]);
    expect(lots.heard.map((r) => r.query).join()).not.toMatch(/Note\s*\{\s*secret/);
  });

  it("says for each object of a list what it may not show", async () => {
    const { body } = await router.ask("{ things { id label ... on Lot { wages owner { id } } } }");
    expect(body.data.things).toEqual([
      { id: "l1", label: "first", wages: null, owner: { id: "u1" } },
      { id: "n1", label: "note" },
      { id: "l2", label: "second", wages: null, owner: { id: "u1" } },
    ]);
    expect(body.errors.map((e: { path: unknown }) => e.path)).toEqual([
      ["things", 0, "wages"],
      ["things", 2, "wages"],
    ]);
  });

  it("denies every field of a type that needs a token, through a union as well", async () => {
    const { body } = await router.ask(
      "{ vault { gold } mixed { __typename ... on Vault { gold } } }",
    );
    expect(body.data).toEqual({
      vault: null,
      mixed: [{ __typename: "Lot" }, { __typename: "Vault", gold: null }],
    });
    expect(lots.heard.map((r) => r.query).join()).not.toContain("gold");
  });

  it("reports nothing for a field the client skips", async () => {
    const query =
      "query Q($yes: Boolean!, $no: Boolean = false) { hello maybe @skip(if: $yes) { name } again: maybe @include(if: $no) { name } }";
    const { body } = await router.ask(query, { variables: { yes: true } });
    expect(body).toEqual({ data: { hello: "hello" } });
  });

  it("lets introspection and __typename through beside a denied field", async () => {
    const { body } = await router.ask(
      '{ __typename kind: __typename __type(name: "Vault") { name } maybe { id } }',
    );
    expect(body.data).toEqual({
      __typename: "Query",
      kind: "Query",
      __type: { name: "Vault" },
      maybe: null,
    });
  });

  it("gives everything to whoever may see it", async () => {
    const token = await router.token({ scope: "admin" });
    const { body } = await router.ask(
      "{ viewer { name pin } things { secret } vault { gold } mixed { ... on Lot { wages } ... on Vault { gold } } }",
      { token },
    );
    expect(body).toEqual({
      data: {
        viewer: { name: "Ada", pin: "1234" },
        things: [{ secret: "s1" }, { secret: "s2" }, { secret: "s3" }],
        vault: { gold: 5 },
        mixed: [{ wages: 7 }, { gold: 5 }],
      },
    });
  });

  it.each([
    ["expired", { expiresInSeconds: -10 }],
    ["of another issuer", { issuer: "elsewhere" }],
    ["for another audience", { audience: "elsewhere" }],
    ["of another type", { type: "JWT" }],
  ])("refuses a token that is %s: 401, and nothing runs", async (_, claims) => {
    const token = await router.token(claims);
    const { status, body } = await router.ask("{ hello }", { token });
    expect(status).toBe(401);
    expect(body.errors[0].extensions.code).toBe("UNAUTHENTICATED");
    expect(body.data).toBeUndefined();
    expect(users.heard).toHaveLength(0);
  });

  it("refuses a forged token", async () => {
    const token = await router.token();
    const [head, , signature] = token.split(".");
    const claims = Buffer.from(JSON.stringify({ sub: "u1", scope: "admin" })).toString("base64url");
    const { status } = await router.ask("{ hello }", { token: `${head}.${claims}.${signature}` });
    expect(status).toBe(401);
  });

  it("remembers one plan for each set of rights, not one for each viewer", async () => {
    const before = (await router.router.metrics.plans.get()).values[0]?.value ?? 0;
    const query = "{ hello maybe { id name email } }";
    for (const scope of ["read", "read", "other", "admin", "admin read"]) {
      await router.ask(query, { token: await router.token({ scope }) });
    }
    const after = (await router.router.metrics.plans.get()).values[0]?.value ?? 0;
    expect(after - before).toBe(3); // read, other, and admin with or without read
  });
});

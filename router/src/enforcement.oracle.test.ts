import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  TypeInfo,
  execute,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Access } from "./accessRules.js";
import { type Supergraph, buildSupergraph } from "./supergraph.js";
import { type TestRouter, compose, startTestRouter } from "./testRouter.js";
import { type HeardRequest, type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const USER = { __typename: "User", id: "u1", name: "Ada", email: "ada@example.org", pin: "1234" };
const LOT = { __typename: "Lot", id: "l1", label: "lot", secret: "s1", wages: 7, owner: USER };
const NOTE = { __typename: "Note", id: "n1", label: "note", secret: "s2", about: LOT };
const VAULT = { __typename: "Vault", gold: 5, inside: [LOT, NOTE] };
const ROOT = {
  viewer: USER,
  maybe: USER,
  hello: "hello",
  things: [LOT, NOTE, LOT],
  sparse: [NOTE, null, LOT],
  mixed: [LOT, VAULT, NOTE],
  vault: VAULT,
};

/** Where `list` says so by a number below its length, in a list that fast-check gave. */
class Choices {
  #at = 0;
  constructor(readonly numbers: readonly number[]) {}
  below(count: number): number {
    const number = this.numbers[this.#at % this.numbers.length] ?? 0;
    this.#at += 1;
    return number % count;
  }
}

function randomSelections(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  choices: Choices,
  depth: number,
): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const conditions = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
  const parts = [
    "__typename",
    ...fields.map((field) => randomField(schema, type, field, { choices, depth })),
    ...conditions.map((condition) =>
      choices.below(2) === 0
        ? ""
        : `... on ${condition.name} { ${randomSelections(schema, condition, choices, depth)} }`,
    ),
  ].filter(Boolean);
  return parts.slice(choices.below(2) === 0 && parts.length > 1 ? 1 : 0).join(" ");
}

/** @returns an empty text where chance, or the depth, leaves the field out */
function randomField(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  { choices, depth }: { readonly choices: Choices; readonly depth: number },
): string {
  const returned = getNamedType(field.type);
  const isComposite = isCompositeType(returned);
  if (choices.below(3) === 0 || (isComposite && depth === 0)) return "";
  const alias = choices.below(4) === 0 ? `${type.name}_${field.name}: ` : "";
  const directive = ["", "", "", "@include(if: $no)", "@skip(if: $no)"][choices.below(5)] ?? "";
  const inside = isComposite
    ? ` { ${randomSelections(schema, returned, choices, depth - 1)} }`
    : "";
  return `${alias}${field.name} ${directive}${inside}`;
}

describe("enforcement against graphql-js as the oracle", () => {
  let subgraphs: TestSubgraph[];
  let router: TestRouter;
  let supergraph: Supergraph;

  beforeAll(async () => {
    const users = await startTestSubgraph({
      name: "users",
      typeDefs: `
        type Query { viewer: User! @authenticated  maybe: User @authenticated  hello: String! }
        type User @key(fields: "id") { id: ID! name: String! email: String @requiresScopes(scopes: [["read", "email"], ["admin"]]) pin: String! @requiresScopes(scopes: [["admin"]]) }
      `,
      resolvers: {
        Query: { viewer: () => USER, maybe: () => USER, hello: () => "hello" },
        User: { __resolveReference: () => USER },
      },
    });
    const lots = await startTestSubgraph({
      name: "lots",
      typeDefs: `
        type Query { things: [Thing!]!  sparse: [Thing]  mixed: [Mixed!]  vault: Vault }
        interface Thing { id: ID! label: String! secret: String! }
        union Mixed = Lot | Note | Vault
        type Lot implements Thing @key(fields: "id") { id: ID! label: String! secret: String! wages: Int @authenticated owner: User! }
        type Note implements Thing @key(fields: "id") { id: ID! label: String! secret: String! @requiresScopes(scopes: [["read"]]) about: Lot }
        type Vault @authenticated { gold: Int! inside: [Thing!] }
        type User @key(fields: "id", resolvable: false) { id: ID! }
      `,
      resolvers: {
        Query: {
          things: () => ROOT.things,
          sparse: () => ROOT.sparse,
          mixed: () => ROOT.mixed,
          vault: () => ROOT.vault,
        },
      },
    });
    subgraphs = [users, lots];
    supergraph = buildSupergraph(compose(subgraphs), { isAudit: false });
    router = await startTestRouter(subgraphs, {
      DEPTH_MAX: "100",
      ALIASES_MAX: "1000",
      DIRECTIVES_MAX: "1000",
      TOKENS_MAX: "100000",
      SELECTIONS_MAX: "100000",
    });
  });
  afterAll(async () => {
    await router.close();
    await Promise.all(subgraphs.map((subgraph) => subgraph.close()));
  });

  /** What graphql-js answers when the denied fields throw. */
  async function expected(query: string, access: Access) {
    const result = await execute({
      schema: supergraph.schema,
      document: parse(query),
      variableValues: { no: false },
      rootValue: ROOT,
      typeResolver: (value) => (value as { __typename: string }).__typename,
      fieldResolver: (source, _args, _context, info) => {
        const denial = supergraph.access.denial(info.parentType.name, info.fieldName, access);
        if (denial) throw new GraphQLError(denial);
        return (source as Record<string, unknown>)[info.fieldName];
      },
    });
    return JSON.parse(JSON.stringify(result)) as {
      data: unknown;
      errors?: { path: (string | number)[]; message: string }[];
    };
  }

  function deniedCoordinates({ query }: HeardRequest, access: Access): string[] {
    const denied: string[] = [];
    const info = new TypeInfo(supergraph.schema);
    visit(
      parse(query),
      visitWithTypeInfo(info, {
        Field(node) {
          const parent = info.getParentType();
          if (!parent) return;
          const types = isObjectType(parent)
            ? [parent]
            : supergraph.schema.getPossibleTypes(parent);
          for (const type of types) {
            if (supergraph.access.denial(type.name, node.name.value, access)) {
              denied.push(`${type.name}.${node.name.value}`);
            }
          }
        },
      }),
    );
    return denied;
  }

  it("gives the same data, says every error, and asks no subgraph for a denied field", async () => {
    const scopes = fc.constantFrom(null, "", "read", "read email", "admin", "other");
    const numbers = fc.array(fc.nat(1_000), { minLength: 5, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(scopes, numbers, async (scope, chosen) => {
        const { schema } = supergraph;
        const root = schema.getQueryType();
        if (!root) throw new TypeError("no query type");
        const selections = randomSelections(schema, root, new Choices(chosen), 3);
        const query = `query Q($no: Boolean!) { ${selections} hello @skip(if: $no) }`;
        fc.pre(validate(schema, parse(query)).length === 0);
        const access: Access = {
          isAuthenticated: scope !== null,
          scopes: new Set(scope?.split(" ") ?? []),
        };
        for (const { heard } of subgraphs) heard.length = 0;
        const token = scope === null ? undefined : await router.token({ scope });
        const { body } = await router.ask(query, {
          variables: { no: false },
          ...(token ? { token } : {}),
        });
        const right = await expected(query, access);
        expect(JSON.stringify(body.data)).toBe(JSON.stringify(right.data));
        const paths = (body.errors ?? []).map((e: { path: unknown }) => JSON.stringify(e.path));
        expect(paths.length > 0).toBe((right.errors ?? []).length > 0);
        if (right.data !== null) {
          const missing = (right.errors ?? []).filter(
            (e) => !paths.includes(JSON.stringify(e.path)),
          );
          expect(missing).toEqual([]);
        }
        const asked = subgraphs.flatMap(({ heard }) =>
          heard.flatMap((r) => deniedCoordinates(r, access)),
        );
        expect(asked).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

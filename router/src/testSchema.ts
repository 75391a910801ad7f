import {
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  Kind,
  buildASTSchema,
  isAbstractType,
  isObjectType,
  parse,
} from "graphql";

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type Representation = Readonly<Record<string, unknown>>;

/** By type: fields, `__resolveReference`, `__resolveType`; a subscription is `{ subscribe, resolve? }`. */
export type TestResolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * The schema a federated subgraph executes: the types, and `_entities` over those with a key, as
 * the Apollo Federation subgraph specification says. Directives are read by composition, not here.
 */
export function buildTestSchema(typeDefs: string, resolvers: TestResolvers): GraphQLSchema {
  const written = parse(typeDefs).definitions;
  const entities = written.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
    definition.directives?.some(({ name }) => name.value === "key")
      ? [definition.name.value]
      : [],
  );
  const hasQuery = written.some((d) => "name" in d && d.name?.value === "Query");
  const added = [
    hasQuery ? "" : "type Query { hasNoFields: Boolean }",
    entities.length > 0
      ? `scalar _Any union _Entity = ${entities.join(" | ")} extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`
      : "",
  ].join("\n");
  const schema = buildASTSchema(parse(mergeQuery(`${typeDefs}\n${added}`)), {
    assumeValidSDL: true,
  });
  attach(schema, resolvers);
  attachEntities(schema, resolvers);
  return schema;
}

/** graphql-js does not merge extensions while it builds: the added field goes into the type itself. */
function mergeQuery(sdl: string): string {
  const extension = /extend type Query \{([^}]*)\}/.exec(sdl);
  if (!extension) return sdl;
  return sdl
    .replace(extension[0], "")
    .replace(/type Query\b([^{]*)\{/, `type Query$1{ ${extension[1]} `);
}

function attach(schema: GraphQLSchema, resolvers: TestResolvers): void {
  for (const [typeName, given] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (isAbstractType(type))
      type.resolveType = given["__resolveType"] as GraphQLTypeResolver<unknown, unknown>;
    if (!isObjectType(type)) continue;
    for (const [fieldName, resolver] of Object.entries(given)) {
      const field = type.getFields()[fieldName];
      if (!field) continue;
      if (typeof resolver === "function") field.resolve = resolver as Resolver;
      else Object.assign(field, resolver);
    }
  }
}

function attachEntities(schema: GraphQLSchema, resolvers: TestResolvers): void {
  const field = schema.getQueryType()?.getFields()["_entities"];
  if (!field) return;
  field.resolve = (_root, { representations }: { representations: Representation[] }, context) =>
    representations.map(async (representation) => {
      const typeName = String(representation["__typename"]);
      const load = resolvers[typeName]?.["__resolveReference"] as
        ((reference: Representation, context: unknown) => unknown) | undefined;
      const loaded = load ? await load(representation, context) : representation;
      return loaded === null ? null : { ...(loaded as object), __typename: typeName };
    });
  const union = schema.getType("_Entity");
  if (isAbstractType(union)) {
    union.resolveType = (value) => (value as { __typename: string }).__typename;
  }
}

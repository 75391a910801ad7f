import "./noMetadata.js";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { type GraphQLSchema, parse } from "graphql";
import { buildSchema, createResolversMap, type NonEmptyArray } from "type-graphql";
import { InvariantViolation } from "@wealthgraph/kernel/refusal";
import { FEDERATION_LINK } from "./directives.js";

// type-graphql takes classes as Function
// oxlint-disable-next-line typescript/no-unsafe-function-type
export type ResolverClass = Function;

/** Loads an entity that another subgraph refers to by key; null when it is not there for this viewer. */
export type ReferenceResolver<Context> = (
  // the router's representation: the key fields and what @requires brings
  reference: never,
  context: Context,
) => Promise<unknown>;

export interface SchemaParts<Context> {
  readonly resolvers: NonEmptyArray<ResolverClass>;
  /** Object types that no field of ours returns, for example an entity of another subgraph we add fields to. */
  readonly orphanedTypes?: readonly ResolverClass[];
  readonly references?: Readonly<Record<string, ReferenceResolver<Context>>>;
}

export interface SubgraphSchema {
  readonly schema: GraphQLSchema;
  /** The subgraph's part of the contract, as it goes into composition. */
  readonly sdl: string;
}

function neverTopics(claim: string): never {
  throw new InvariantViolation(claim);
}

/** type-graphql insists on one; our subscriptions read the bus through `subscribe` and name no topic. */
const NO_TOPICS = {
  publish: (): void => neverTopics("subscriptions use the bus, not topics"),
  subscribe: (): never => neverTopics("subscriptions use the bus, not topics"),
};

/** @param instances resolver classes that were made with what lives as long as the process; others are made without arguments */
export async function buildFederatedSchema<Context>(
  parts: SchemaParts<Context>,
  instances: ReadonlyMap<ResolverClass, object> = new Map(),
): Promise<SubgraphSchema> {
  const made = new Map<ResolverClass, object>(instances);
  const get = (type: ResolverClass): object => {
    // a resolver class without an instance has a constructor without parameters
    const instance = made.get(type) ?? new (type as new () => object)();
    made.set(type, instance);
    return instance;
  };
  const plain = await buildSchema({
    resolvers: parts.resolvers,
    orphanedTypes: [...(parts.orphanedTypes ?? [])],
    container: { get },
    pubSub: NO_TOPICS,
    validate: false,
    skipCheck: true,
  });
  const printed = printSchemaWithDirectives(plain).replace(/^schema\s*\{[^}]*\}\s*/m, "");
  const sdl = `${FEDERATION_LINK}\n\n${printed}`;
  const resolvers = createResolversMap(plain) as Record<string, Record<string, unknown>>;
  for (const [type, reference] of Object.entries(parts.references ?? {})) {
    resolvers[type] = { ...resolvers[type], __resolveReference: reference };
  }
  // the map has the shape buildSubgraphSchema takes; type-graphql types it for another tool
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  return { schema, sdl };
}

import { readFile } from "node:fs/promises";
import { type Schema, Supergraph as FederationSupergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { type DocumentNode, type GraphQLSchema, Kind, parse } from "graphql";
import { AccessRules } from "./accessRules.js";
import { checkEnforceable, nameOfFeature, readLinks, withoutSecurityPurpose } from "./links.js";
import { RequiredNames } from "./requiredNames.js";
import { SupergraphRefused } from "./supergraphRefused.js";

export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
}

/** A supergraph, read once at start: what clients see, how it is planned, and what the gateway does not enforce. */
export interface Supergraph {
  /** What clients see. */
  readonly schema: GraphQLSchema;
  readonly apiSchema: Schema;
  /** With `@inaccessible` elements and join directives. */
  readonly fullSchema: GraphQLSchema;
  readonly planner: QueryPlanner;
  readonly access: AccessRules;
  readonly required: RequiredNames;
  readonly subgraphs: readonly SubgraphAddress[];
}

/**
 * @param path file of the supergraph
 * @throws {SupergraphRefused} when it cannot be read, or as `buildSupergraph` says
 */
export async function loadSupergraph(
  path: string,
  options: { readonly isAudit: boolean },
): Promise<Supergraph> {
  let sdl: string;
  try {
    sdl = await readFile(path, "utf8");
  } catch (error) {
    throw new SupergraphRefused(`${path} cannot be read`, { cause: error });
  }
  return buildSupergraph(sdl, options);
}

/**
 * Reads access directives and only then takes their `for: SECURITY` away, because the gateway
 * refuses a supergraph that has it and enforces nothing once it is gone.
 *
 * @param options isAudit: load any supergraph, enforce nothing
 * @throws {SupergraphRefused} when it is not a supergraph, uses a directive that nothing enforces, or
 * has two `@requires` that ask one field with different arguments (the planner would mix their answers)
 */
export function buildSupergraph(sdl: string, options: { readonly isAudit: boolean }): Supergraph {
  const document = parseSdl(sdl);
  const links = readLinks(document);
  if (!options.isAudit) checkEnforceable(document, links);
  const required = RequiredNames.of(document);
  const [conflict] = required.conflicts;
  if (conflict && !options.isAudit) {
    throw new SupergraphRefused(`two @requires ask ${conflict} with different arguments`);
  }
  const built = FederationSupergraph.build(withoutSecurityPurpose(document), {
    validateSupergraph: false,
  });
  const apiSchema = built.apiSchema();
  return {
    schema: apiSchema.toGraphQLJSSchema(),
    apiSchema,
    fullSchema: built.schema.toGraphQLJSSchema(),
    planner: new QueryPlanner(built),
    access: options.isAudit
      ? AccessRules.none
      : AccessRules.of(document, {
          authenticated: nameOfFeature(links, "authenticated"),
          requiresScopes: nameOfFeature(links, "requiresScopes"),
        }),
    required,
    subgraphs: built.subgraphsMetadata(),
  };
}

function parseSdl(sdl: string): DocumentNode {
  let document: DocumentNode;
  try {
    document = parse(sdl, { noLocation: true });
  } catch (error) {
    throw new SupergraphRefused("it is not GraphQL", { cause: error });
  }
  const isSupergraph = document.definitions.some(
    (d) => d.kind === Kind.ENUM_TYPE_DEFINITION && d.name.value === "join__Graph",
  );
  if (!isSupergraph) throw new SupergraphRefused("it is not a supergraph: join__Graph is missing");
  return document;
}

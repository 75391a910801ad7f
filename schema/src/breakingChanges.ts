import { Supergraph } from "@apollo/federation-internals";
import { buildSchema, findBreakingChanges, type GraphQLSchema, printSchema } from "graphql";

/** The schema clients see, as SDL. */
export function apiSdl(supergraphSdl: string): string {
  // the library refuses a supergraph whose security directives it does not enforce; the router enforces them
  const readable = supergraphSdl.replaceAll(", for: SECURITY", "");
  const supergraph = Supergraph.build(readable, { validateSupergraph: false });
  return `${printSchema(supergraph.apiSchema().toGraphQLJSSchema()).trim()}\n`;
}

/** A change that breaks clients, and the sentence that declares it in `breaking-changes.md`. */
export interface UndeclaredChange {
  readonly description: string;
}

/**
 * Breaking changes since the baseline that nobody declared.
 *
 * @param declared text of breaking-changes.md: a change counts as declared when its description stands in it
 */
export function undeclaredChanges(
  baselineSdl: string,
  currentSdl: string,
  declared: string,
): UndeclaredChange[] {
  const read = (sdl: string): GraphQLSchema => buildSchema(sdl, { assumeValid: true });
  return findBreakingChanges(read(baselineSdl), read(currentSdl))
    .filter((change) => !declared.includes(change.description))
    .map(({ description }) => ({ description }));
}

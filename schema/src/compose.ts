import { composeServices } from "@apollo/composition";
import { parse } from "graphql";

export interface SubgraphSdl {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** Composition refused; each line names the subgraph and the field. */
export class CompositionError extends Error {
  override readonly name = "CompositionError";
}

/**
 * Joins the subgraphs' SDL.
 *
 * @throws {CompositionError} with every fault at once
 */
export function compose(subgraphs: readonly SubgraphSdl[]): {
  readonly supergraphSdl: string;
  readonly hints: string[];
} {
  const result = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (result.errors)
    throw new CompositionError(result.errors.map((error) => error.message).join("\n"));
  return {
    supergraphSdl: `${result.supergraphSdl.trim()}\n`,
    hints: result.hints.map((hint) => hint.toString()),
  };
}

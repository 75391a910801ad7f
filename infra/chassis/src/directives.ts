import "./noMetadata.js";
import { Directive } from "type-graphql";

/** The `@link` imports every subgraph's SDL starts with. */
export const FEDERATION_LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@inaccessible", "@authenticated", "@requiresScopes"])';

type AnyDecorator = ReturnType<typeof Directive>;

/** @param fields selection of the key, for example "id" or "symbol exchange" */
export function Key(fields: string, options: { readonly resolvable?: false } = {}): AnyDecorator {
  const resolvable = options.resolvable === false ? ", resolvable: false" : "";
  return Directive(`@key(fields: "${fields}"${resolvable})`);
}

export function External(): AnyDecorator {
  return Directive("@external");
}

/** @param fields selection of the parent type which the router brings with the reference */
export function Requires(fields: string): AnyDecorator {
  return Directive(`@requires(fields: "${fields}")`);
}

export function Shareable(): AnyDecorator {
  return Directive("@shareable");
}

/** In the supergraph for `@requires`, not in the schema clients see. */
export function Inaccessible(): AnyDecorator {
  return Directive("@inaccessible");
}

/** The router nulls the field, with UNAUTHENTICATED, for a request without a valid token. */
export function Authenticated(): AnyDecorator {
  return Directive("@authenticated");
}

/** The router nulls the field, with FORBIDDEN, for a token that lacks one of the scopes. */
export function RequiresScopes(...scopes: readonly string[]): AnyDecorator {
  return Directive(`@requiresScopes(scopes: [[${scopes.map((s) => `"${s}"`).join(", ")}]])`);
}

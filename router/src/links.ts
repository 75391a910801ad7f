import {
  type ConstDirectiveNode,
  type DocumentNode,
  Kind,
  type SchemaDefinitionNode,
  valueFromASTUntyped,
  visit,
} from "graphql";
import { SupergraphRefused } from "./supergraphRefused.js";

/** One `@link` of a supergraph: a specification whose directives it uses. */
export interface Link {
  readonly identity: string; // the URL without its version
  readonly version: string;
  readonly prefix: string;
  readonly imported: ReadonlyMap<string, string>; // "@authenticated" -> the name it goes by
  readonly purpose: string | null;
}

const SPECIFICATIONS = "https://specs.apollo.dev/";

/** What is enforced, and by whom; anything else stops the start. */
const ENFORCED: Readonly<Record<string, string>> = {
  link: "the gateway",
  core: "the gateway",
  join: "the gateway's planner",
  inaccessible: "the gateway: such elements are not in the schema clients see",
  authenticated: "this router, before planning",
  requiresScopes: "this router, before planning",
  tag: "metadata: it promises nothing to a client",
  cost: "metadata: @cost and @listSize; the limits of this router hold whatever they say",
};

export function readLinks(supergraph: DocumentNode): readonly Link[] {
  return schemaDirectives(supergraph)
    .filter((d) => d.name.value === "link" || d.name.value === "core")
    .map(readLink);
}

/** @returns the name the specification's directive goes by in this supergraph */
export function nameOfFeature(links: readonly Link[], feature: string): string {
  const link = links.find((l) => l.identity === SPECIFICATIONS + feature);
  return link?.imported.get(`@${feature}`) ?? link?.prefix ?? feature;
}

/**
 * @throws {SupergraphRefused} for the first directive that neither the gateway nor this router
 * enforces: `@policy`, `@context`, connectors, a labelled (progressive) `@override`, `@defer`,
 * `@stream`, a composed directive of one's own
 */
export function checkEnforceable(supergraph: DocumentNode, links: readonly Link[]): void {
  for (const link of links) {
    const feature = link.identity.startsWith(SPECIFICATIONS)
      ? link.identity.slice(SPECIFICATIONS.length)
      : null;
    if (!feature || !Object.hasOwn(ENFORCED, feature)) {
      throw new SupergraphRefused(`nothing enforces ${link.identity} (@${link.prefix})`);
    }
  }
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.DIRECTIVE_DEFINITION) continue;
    const name = definition.name.value;
    if (name === "defer" || name === "stream") {
      throw new SupergraphRefused(`the gateway cannot run @${name}`);
    }
  }
  visit(supergraph, {
    Directive(node) {
      if (node.name.value !== "join__field") return;
      if (node.arguments?.some((argument) => argument.name.value === "overrideLabel")) {
        throw new SupergraphRefused("a labelled @override never switches on in this gateway");
      }
      if (node.arguments?.some((argument) => argument.name.value === "contextArguments")) {
        throw new SupergraphRefused("the gateway cannot run @fromContext");
      }
    },
  });
}

/** The same supergraph, as the gateway accepts it: nothing is `for: SECURITY` any more. */
export function withoutSecurityPurpose(supergraph: DocumentNode): DocumentNode {
  const stripped = (directive: ConstDirectiveNode): ConstDirectiveNode => ({
    ...directive,
    arguments: (directive.arguments ?? []).filter(
      (a) => a.name.value !== "for" || a.value.kind !== Kind.ENUM || a.value.value !== "SECURITY",
    ),
  });
  const definitions = supergraph.definitions.map((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION
      ? { ...definition, directives: (definition.directives ?? []).map(stripped) }
      : definition,
  );
  return { ...supergraph, definitions };
}

function schemaDirectives(supergraph: DocumentNode): readonly ConstDirectiveNode[] {
  return supergraph.definitions
    .filter((d): d is SchemaDefinitionNode => d.kind === Kind.SCHEMA_DEFINITION)
    .flatMap((d) => d.directives ?? []);
}

function readLink(directive: ConstDirectiveNode): Link {
  const given = Object.fromEntries(
    (directive.arguments ?? []).map((a) => [a.name.value, valueFromASTUntyped(a.value)]),
  ) as {
    url?: string;
    feature?: string;
    as?: string;
    for?: string;
    import?: (string | { name: string; as?: string })[];
  };
  const url = given.url ?? given.feature ?? "";
  const at = url.lastIndexOf("/");
  const identity = /^v\d/.test(url.slice(at + 1)) ? url.slice(0, at) : url;
  return {
    identity,
    version: identity === url ? "" : url.slice(at + 1),
    prefix: given.as ?? identity.slice(identity.lastIndexOf("/") + 1),
    imported: new Map(
      (given.import ?? []).map((element) =>
        typeof element === "string"
          ? [element, element.replace(/^@/, "")]
          : [element.name, (element.as ?? element.name).replace(/^@/, "")],
      ),
    ),
    purpose: given.for ?? null,
  };
}

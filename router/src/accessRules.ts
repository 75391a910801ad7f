import { dnfConjunction } from "@apollo/federation-internals";
import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  valueFromASTUntyped,
} from "graphql";

/** Who asks, as far as access directives care. */
export interface Access {
  readonly isAuthenticated: boolean;
  readonly scopes: ReadonlySet<string>;
}

export type Denial = "UNAUTHENTICATED" | "FORBIDDEN";

/** `@authenticated` and `@requiresScopes` of one schema element; scopes is an OR of ANDs, empty when absent. */
interface Requirement {
  readonly isAuthenticated: boolean;
  readonly scopes: readonly (readonly string[])[];
}

/** The names the two directives go by in a supergraph. */
export interface AccessDirectiveNames {
  readonly authenticated: string;
  readonly requiresScopes: string;
}

interface TypeShape {
  readonly isInterface: boolean;
  readonly interfaces: readonly string[];
  readonly fields: ReadonlyMap<string, string>; // field name -> name of the returned type
}

/**
 * What a viewer needs for each field of each object type: the requirements of the field, of its
 * type, and of the type it returns, all of them.
 *
 * Composition copies the requirements of implementations onto their interface. Such a copy says
 * nothing new and would deny an implementation that is free, so it is left out; a requirement an
 * interface has by itself holds for every implementation.
 */
export class AccessRules {
  readonly #fields = new Map<string, readonly Requirement[]>();
  /** Every scope some rule asks for: only these tell two viewers apart. */
  readonly scopesThatMatter: ReadonlySet<string>;

  private constructor(
    shapes: ReadonlyMap<string, TypeShape>,
    requirements: ReadonlyMap<string, Requirement>,
  ) {
    const own = withoutCopies(shapes, requirements);
    for (const [typeName, shape] of shapes) {
      if (shape.isInterface) continue;
      for (const [fieldName, returned] of shape.fields) {
        const elements = [typeName, ...shape.interfaces].flatMap((t) => [t, `${t}.${fieldName}`]);
        const needed = [...elements, returned].flatMap((element) => own.get(element) ?? []);
        if (needed.length > 0) this.#fields.set(`${typeName}.${fieldName}`, needed);
      }
    }
    this.scopesThatMatter = new Set([...own.values()].flatMap((r) => r.scopes.flat()));
  }

  static of(supergraph: DocumentNode, names: AccessDirectiveNames): AccessRules {
    const shapes = new Map<string, TypeShape>();
    const requirements = new Map<string, Requirement>();
    for (const definition of supergraph.definitions) {
      readDefinition(definition, names, shapes, requirements);
    }
    return new AccessRules(shapes, requirements);
  }

  /** Rules that allow everything. */
  static readonly none = new AccessRules(new Map(), new Map());

  /** @returns why `access` may not read the field of this object type, or null when it may */
  denial(objectType: string, field: string, access: Access): Denial | null {
    const needed = this.#fields.get(`${objectType}.${field}`);
    if (!needed || needed.every((requirement) => isMet(requirement, access))) return null;
    return access.isAuthenticated ? "FORBIDDEN" : "UNAUTHENTICATED";
  }

  /** Two viewers with the same key are allowed the same fields. */
  keyOf(access: Access): string {
    if (!access.isAuthenticated) return "";
    return ["+", ...[...this.scopesThatMatter].filter((s) => access.scopes.has(s))].join(" ");
  }
}

function isMet(requirement: Requirement, access: Access): boolean {
  if (!access.isAuthenticated) return false;
  const { scopes } = requirement;
  return (
    scopes.length === 0 || scopes.some((all) => all.every((scope) => access.scopes.has(scope)))
  );
}

function withoutCopies(
  shapes: ReadonlyMap<string, TypeShape>,
  requirements: ReadonlyMap<string, Requirement>,
): ReadonlyMap<string, Requirement> {
  return new Map(
    [...requirements].filter(([element, requirement]) => {
      const [typeName = "", fieldName] = element.split(".");
      if (!shapes.get(typeName)?.isInterface) return true;
      const implementations = [...shapes]
        .filter(([, shape]) => !shape.isInterface && shape.interfaces.includes(typeName))
        .flatMap(([name]) => requirements.get(fieldName ? `${name}.${fieldName}` : name) ?? []);
      return !isCopy(requirement, implementations);
    }),
  );
}

/** True when composition wrote the requirement: it is just what all of `implementations` ask together. */
function isCopy(requirement: Requirement, implementations: readonly Requirement[]): boolean {
  if (implementations.length === 0) return false;
  if (requirement.isAuthenticated && !implementations.some((r) => r.isAuthenticated)) return false;
  const theirs = implementations.flatMap((r) =>
    r.scopes.length > 0 ? [r.scopes.map((all) => [...all])] : [],
  );
  const together = theirs.length > 0 ? dnfConjunction(theirs) : [];
  return canonical(requirement.scopes) === canonical(together);
}

function canonical(scopes: readonly (readonly string[])[]): string {
  return JSON.stringify(scopes.map((all) => all.toSorted().join(" ")).toSorted());
}

function readDefinition(
  definition: DefinitionNode,
  names: AccessDirectiveNames,
  shapes: Map<string, TypeShape>,
  requirements: Map<string, Requirement>,
): void {
  if (!("name" in definition) || !definition.name) return;
  const typeName = definition.name.value;
  const note = (element: string, directives: readonly DirectiveNode[] = []): void => {
    const requirement = readRequirement(directives, names);
    if (requirement) requirements.set(element, requirement);
  };
  if (
    definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
  ) {
    const fields = new Map<string, string>();
    for (const field of definition.fields ?? []) {
      let type = field.type;
      while (type.kind !== Kind.NAMED_TYPE) type = type.type;
      fields.set(field.name.value, type.name.value);
      note(`${typeName}.${field.name.value}`, field.directives);
    }
    shapes.set(typeName, {
      isInterface: definition.kind === Kind.INTERFACE_TYPE_DEFINITION,
      interfaces: (definition.interfaces ?? []).map((i) => i.name.value),
      fields,
    });
  }
  if ("directives" in definition) note(typeName, definition.directives);
}

function readRequirement(
  directives: readonly DirectiveNode[],
  names: AccessDirectiveNames,
): Requirement | null {
  const isAuthenticated = directives.some((d) => d.name.value === names.authenticated);
  const scoped = directives.find((d) => d.name.value === names.requiresScopes);
  if (!isAuthenticated && !scoped) return null;
  const argument = scoped?.arguments?.find((a) => a.name.value === "scopes");
  const scopes = argument ? (valueFromASTUntyped(argument.value) as string[][]) : [];
  return { isAuthenticated, scopes };
}

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  typeFromAST,
} from "graphql";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { Access, AccessRules } from "./accessRules.js";
import type { RequiredNames } from "./requiredNames.js";

/** One operation with the fragments it uses. */
export interface OperationParts {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** An operation as it is planned, when that differs from what the client wrote. */
export interface RewrittenOperation {
  readonly document: DocumentNode;
  /** Starts every response name that the client did not choose; no name of the client starts so. */
  readonly prefix: string;
}

export interface RewriteRules {
  readonly schema: GraphQLSchema;
  readonly access: AccessRules;
  readonly required: RequiredNames;
}

/**
 * Takes away what the viewer may not read, before anything is planned, and gives another response
 * name to fields that would be mixed up with a `@requires`.
 *
 * A field of an interface that only some implementations allow becomes a fragment on each of these,
 * so that nothing forbidden is ever asked of a subgraph. An emptied selection keeps `__typename`.
 * `completeResult` turns the answer back into the shape the client asked for.
 *
 * @param parts a validated operation
 * @returns null when nothing has to change
 */
export function rewriteOperation(
  parts: OperationParts,
  rules: RewriteRules,
  viewer: Access,
): RewrittenOperation | null {
  const rewriter = new Rewriter(parts, rules, viewer);
  const document = rewriter.document();
  return rewriter.isChanged ? { document, prefix: rewriter.prefix } : null;
}

/** @returns the name under which the field is asked of the subgraphs */
export function plannedName(field: FieldNode, required: RequiredNames, prefix: string): string {
  const name = field.name.value;
  const responseName = field.alias?.value ?? name;
  const hasArguments = (field.arguments?.length ?? 0) > 0;
  return required.isEndangeredBy({ name, responseName, hasArguments })
    ? prefix + responseName
    : responseName;
}

class Rewriter {
  readonly prefix: string;
  readonly #parts: OperationParts;
  readonly #rules: RewriteRules;
  readonly #viewer: Access;
  isChanged = false;

  constructor(parts: OperationParts, rules: RewriteRules, viewer: Access) {
    this.#parts = parts;
    this.#rules = rules;
    this.#viewer = viewer;
    this.prefix = unusedPrefix(parts);
  }

  document(): DocumentNode {
    const { operation, fragments } = this.#parts;
    const root = this.#rules.schema.getRootType(operation.operation);
    invariant(root, "a validated operation has a root type");
    return {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: this.#selections(operation.selectionSet, root) },
        ...[...fragments.values()].map((fragment) => ({
          ...fragment,
          selectionSet: this.#selections(
            fragment.selectionSet,
            this.#typeNamed(fragment.typeCondition.name.value),
          ),
        })),
      ],
    };
  }

  #selections(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode {
    const selections = set.selections.flatMap((selection) => this.#selection(selection, parent));
    if (selections.length === 0 || isAbstractType(parent)) {
      selections.push(aliased("__typename", `${this.prefix}typename`));
    }
    return { kind: Kind.SELECTION_SET, selections };
  }

  #selection(selection: SelectionNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    switch (selection.kind) {
      case Kind.FIELD:
        return this.#field(selection, parent);
      case Kind.FRAGMENT_SPREAD:
        return [selection];
      case Kind.INLINE_FRAGMENT: {
        const type = selection.typeCondition
          ? this.#typeNamed(selection.typeCondition.name.value)
          : parent;
        return [{ ...selection, selectionSet: this.#selections(selection.selectionSet, type) }];
      }
    }
  }

  #field(field: FieldNode, parent: GraphQLCompositeType): readonly SelectionNode[] {
    if (field.name.value.startsWith("__")) return [this.#renamed(field)];
    const possible = isObjectType(parent) ? [parent] : this.#rules.schema.getPossibleTypes(parent);
    const allowed = possible.filter((type) => !this.#isDenied(type, field));
    const rewritten = this.#withSelections(this.#renamed(field), parent);
    if (allowed.length === possible.length) return [rewritten];
    this.isChanged = true;
    return allowed.map((type) => onType(type, this.#withSelections(this.#renamed(field), type)));
  }

  #isDenied(type: GraphQLObjectType, field: FieldNode): boolean {
    return this.#rules.access.denial(type.name, field.name.value, this.#viewer) !== null;
  }

  #renamed(field: FieldNode): FieldNode {
    const planned = plannedName(field, this.#rules.required, this.prefix);
    if (planned === (field.alias?.value ?? field.name.value)) return field;
    this.isChanged = true;
    return { ...field, alias: { kind: Kind.NAME, value: planned } };
  }

  #withSelections(field: FieldNode, parent: GraphQLCompositeType): FieldNode {
    if (!field.selectionSet) return field;
    const fields = "getFields" in parent ? parent.getFields() : {};
    const returned = getNamedType(fields[field.name.value]?.type);
    invariant(isComposite(returned), "a field with selections returns a composite type");
    return { ...field, selectionSet: this.#selections(field.selectionSet, returned) };
  }

  #typeNamed(name: string): GraphQLCompositeType {
    const type = typeFromAST(this.#rules.schema, {
      kind: Kind.NAMED_TYPE,
      name: { kind: Kind.NAME, value: name },
    });
    invariant(isComposite(type), "a validated fragment is on a composite type");
    return type;
  }
}

function isComposite(type: GraphQLNamedType | undefined): type is GraphQLCompositeType {
  return isCompositeType(type);
}

function aliased(name: string, alias: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    alias: { kind: Kind.NAME, value: alias },
  };
}

function onType(type: GraphQLObjectType, field: FieldNode): SelectionNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
}

/** @returns a prefix that no response name of the client has */
export function unusedPrefix(parts: OperationParts): string {
  const taken: string[] = [];
  const walk = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) taken.push((selection.alias ?? selection.name).value);
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) {
        walk(selection.selectionSet);
      }
    }
  };
  walk(parts.operation.selectionSet);
  for (const fragment of parts.fragments.values()) walk(fragment.selectionSet);
  let prefix = "wg_";
  while (taken.some((name) => name.startsWith(prefix))) prefix += "_";
  return prefix;
}

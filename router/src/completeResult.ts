import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { invariant } from "@wealthgraph/kernel/refusal";
import type { Access, Denial } from "./accessRules.js";
import { type OperationParts, type RewriteRules, plannedName } from "./rewriteOperation.js";

type Path = readonly (string | number)[];
type Source = Readonly<Record<string, unknown>>;
export type Variables = Readonly<Record<string, unknown>>;

export interface CompleteRequest {
  /** What the client wrote. */
  readonly parts: OperationParts;
  readonly prefix: string;
  readonly rules: RewriteRules;
  readonly viewer: Access;
  /** With defaults applied, as @skip and @include read them. */
  readonly variables: Variables;
}

export interface CompletedResult {
  readonly data: Source | null;
  /** One for each place in `data` where a field was taken away. */
  readonly errors: readonly GraphQLError[];
}

const MESSAGES: Readonly<Record<Denial, string>> = {
  UNAUTHENTICATED: "sign in first",
  FORBIDDEN: "your token's scopes do not allow this",
};

/**
 * Gives an answer of a rewritten operation the shape the client asked for: fields in the client's
 * order under the client's names, null with an error at every place of a field that was taken away,
 * and that null carried up to the nearest nullable field, as the GraphQL specification (October
 * 2021, section 6.4.4) says.
 */
export function completeResult(request: CompleteRequest, data: Source | null): CompletedResult {
  if (data === null) return { data, errors: [] };
  const completion = new Completion(request);
  return { data: completion.data(data), errors: completion.errors };
}

/**
 * @returns the answer when a root field was taken away that cannot be null, or the only one of a
 * subscription: all data is null then, so nothing may run (least of all a mutation beside it); null
 * when the operation has to run
 */
export function answerWithoutRunning(request: CompleteRequest): CompletedResult | null {
  const completion = new Completion(request);
  return completion.isAllNull() ? { data: null, errors: completion.errors } : null;
}

class Completion {
  readonly errors: GraphQLError[] = [];
  readonly #request: CompleteRequest;
  readonly #schema: GraphQLSchema;

  constructor(request: CompleteRequest) {
    this.#request = request;
    this.#schema = request.rules.schema;
  }

  get root(): GraphQLObjectType {
    const root = this.#schema.getRootType(this.#request.parts.operation.operation);
    invariant(root, "a validated operation has a root type");
    return root;
  }

  isAllNull(): boolean {
    const { root } = this;
    const isSubscription = this.#request.parts.operation.operation === "subscription";
    let isAllNull = false;
    for (const [key, [field]] of this.#collect(root, this.#rootSelections)) {
      if (!field || !this.#isDenied(root, field, [key])) continue;
      isAllNull ||= isSubscription || isNonNullType(root.getFields()[field.name.value]?.type);
    }
    return isAllNull;
  }

  data(source: Source): Source | null {
    return this.#object(this.root, this.#rootSelections, source, []);
  }

  get #rootSelections(): readonly SelectionSetNode[] {
    return [this.#request.parts.operation.selectionSet];
  }

  #object(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
    source: Source,
    path: Path,
  ): Source | null {
    const completed = Object.create(null) as Record<string, unknown>;
    for (const [key, fields] of this.#collect(type, sets)) {
      const [field] = fields;
      if (!field) continue;
      const name = field.name.value;
      const planned = plannedName(field, this.#request.rules.required, this.#request.prefix);
      const definition = type.getFields()[name];
      if (!definition) {
        completed[key] = name === "__typename" ? type.name : source[planned];
        continue;
      }
      const value = this.#isDenied(type, field, [...path, key])
        ? null
        : this.#value(definition.type, fields, source[planned], [...path, key]);
      if (value === null && isNonNullType(definition.type)) return null;
      completed[key] = value;
    }
    return completed;
  }

  #value(
    type: GraphQLOutputType,
    fields: readonly FieldNode[],
    value: unknown,
    path: Path,
  ): unknown {
    if (value === null || value === undefined) return null;
    if (isNonNullType(type)) return this.#value(type.ofType, fields, value, path);
    if (isListType(type)) {
      const { ofType } = type;
      const items = (value as readonly unknown[]).map((item, index) =>
        this.#value(ofType, fields, item, [...path, index]),
      );
      return isNonNullType(ofType) && items.includes(null) ? null : items;
    }
    if (isLeafType(type)) return value;
    const source = value as Source;
    const named = isAbstractType(type)
      ? this.#schema.getType(String(source[`${this.#request.prefix}typename`]))
      : type;
    invariant(isObjectType(named), "an answer names the type of each object of an abstract type");
    const sets = fields.flatMap((field) => field.selectionSet ?? []);
    return this.#object(named, sets, source, path);
  }

  #isDenied(type: GraphQLObjectType, field: FieldNode, path: Path): boolean {
    const { rules, viewer } = this.#request;
    const code = rules.access.denial(type.name, field.name.value, viewer);
    if (!code) return false;
    this.errors.push(
      new GraphQLError(`${type.name}.${field.name.value}: ${MESSAGES[code]}`, {
        path,
        extensions: { code },
      }),
    );
    return true;
  }

  /** The fields an object of this type has in the answer, by response name, in the order of the specification. */
  #collect(
    type: GraphQLObjectType,
    sets: readonly SelectionSetNode[],
  ): ReadonlyMap<string, readonly FieldNode[]> {
    const collected = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    const walk = (selection: SelectionNode): void => {
      if (!this.#isIncluded(selection)) return;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const known = collected.get(key);
        if (known) known.push(selection);
        else collected.set(key, [selection]);
        return;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) return;
        visited.add(selection.name.value);
      }
      const fragment = this.#fragment(selection);
      const condition = fragment?.typeCondition?.name.value;
      if (condition === undefined || this.#applies(condition, type)) {
        fragment?.selectionSet.selections.forEach(walk);
      }
    };
    for (const set of sets) set.selections.forEach(walk);
    return collected;
  }

  #fragment(
    selection: FragmentSpreadNode | InlineFragmentNode,
  ): FragmentDefinitionNode | InlineFragmentNode | undefined {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    return this.#request.parts.fragments.get(selection.name.value);
  }

  #applies(condition: string, type: GraphQLObjectType): boolean {
    if (condition === type.name) return true;
    const named = this.#schema.getType(condition);
    return isAbstractType(named) && this.#schema.isSubType(named, type);
  }

  #isIncluded(selection: SelectionNode): boolean {
    if (!selection.directives?.length) return true;
    const { variables } = this.#request;
    if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.["if"] === true) {
      return false;
    }
    return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.["if"] !== false;
  }
}

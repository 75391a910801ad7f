import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type SelectionSetNode,
  type TypeNode,
  parse,
  print,
} from "graphql";

/**
 * Response names the planner reads back when it builds the representation of an entity: every
 * field in a `@key` or a `@requires`.
 *
 * The planner merges these fields with the client's by response name and does not look at
 * arguments or aliases. A client's `lots(first: 5)` or `units: cost` therefore becomes the lots or
 * the units another subgraph calculates with: a wrong number without an error.
 *
 * @see the test "a client's alias or argument never reaches another subgraph's @requires"
 */
export class RequiredNames {
  readonly #withArguments = new Set<string>();
  readonly #names = new Set<string>(["__typename"]);
  /** Fields that two `@requires` ask with different arguments, as `Type.field`. */
  readonly conflicts: readonly string[];

  private constructor(types: ReadonlyMap<string, TypeFields>) {
    const argumentsSeen = new Map<string, Set<string>>();
    const walk = (selections: SelectionSetNode, type: string): void => {
      for (const selection of selections.selections) {
        if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
        if (selection.kind === Kind.INLINE_FRAGMENT) {
          walk(selection.selectionSet, selection.typeCondition?.name.value ?? type);
          continue;
        }
        const name = selection.name.value;
        const asked = (selection.arguments ?? []).map(print).toSorted().join(", ");
        this.#names.add(name);
        if (asked) this.#withArguments.add(name);
        const coordinate = `${type}.${name}`;
        argumentsSeen.set(coordinate, (argumentsSeen.get(coordinate) ?? new Set()).add(asked));
        const returned = types.get(type)?.returned.get(name);
        if (selection.selectionSet) walk(selection.selectionSet, returned ?? coordinate);
      }
    };
    for (const [type, { required }] of types) {
      for (const fields of required) walk(fieldSet(fields), type);
    }
    this.conflicts = [...argumentsSeen].flatMap(([at, asked]) => (asked.size > 1 ? [at] : []));
  }

  static of(supergraph: DocumentNode): RequiredNames {
    return new RequiredNames(
      new Map(
        supergraph.definitions.flatMap((definition) =>
          definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
          definition.kind === Kind.INTERFACE_TYPE_DEFINITION
            ? [[definition.name.value, readFields(definition)] as const]
            : [],
        ),
      ),
    );
  }

  /**
   * @param field a field of a client's operation
   * @returns true when it must go to the subgraphs under another response name
   */
  isEndangeredBy(field: {
    readonly name: string;
    readonly responseName: string;
    readonly hasArguments: boolean;
  }): boolean {
    const { name, responseName } = field;
    if (responseName !== name) {
      return this.#names.has(responseName) || responseName.startsWith("__");
    }
    if (!this.#names.has(name) || name === "__typename") return false;
    return field.hasArguments || this.#withArguments.has(name);
  }
}

/** Of one type: what its fields return, and the field sets of its keys and of its `@requires`. */
interface TypeFields {
  readonly returned: ReadonlyMap<string, string>;
  readonly required: readonly string[];
}

function readFields(type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): TypeFields {
  const fields = type.fields ?? [];
  const onFields = fields.flatMap((field) => field.directives ?? []);
  return {
    returned: new Map(fields.map((field) => [field.name.value, namedTypeOf(field.type)])),
    required: [
      ...stringArguments(type.directives ?? [], "key"),
      ...stringArguments(onFields, "requires"),
    ],
  };
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

function fieldSet(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new TypeError("not a field set");
  return operation.selectionSet;
}

function stringArguments(directives: readonly ConstDirectiveNode[], name: string): string[] {
  return directives
    .filter((d) => d.name.value.startsWith("join__"))
    .flatMap((d) => d.arguments ?? [])
    .flatMap((a) => (a.name.value === name && a.value.kind === Kind.STRING ? [a.value.value] : []));
}

import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  getNamedType,
  isObjectType,
} from "graphql";

/**
 * Subscription fields whose waiting events replace each other, and where in an event the key
 * stands: of two quotes of one instrument only the later is news. Events of all other fields
 * (progress of an import or a simulation, changes of a portfolio) are each delivered, in order.
 */
const CONFLATED_BY: Readonly<Record<string, readonly string[]>> = {
  quoteUpdated: ["instrument", "id"],
};

const ALIAS = "conflationKey";

/** Asks the subgraph for the key of each event too, whether or not the client wants to see it. */
export function withConflationKey(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  const definitions = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION && definition.operation === "subscription"
      ? withKey(definition, schema)
      : definition,
  );
  return { ...document, definitions };
}

/**
 * @param event data of one event, as the subgraph sent it
 * @returns null when events of this field are not conflated
 */
export function conflationKeyOf(event: unknown): string | null {
  const [root] = Object.values((event ?? {}) as Record<string, unknown>);
  const [entry] = Object.entries((root ?? {}) as Record<string, unknown>).filter(([name]) =>
    name.endsWith(ALIAS),
  );
  return entry ? JSON.stringify(entry[1]) : null;
}

function withKey(
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((selection) => {
    if (selection.kind !== Kind.FIELD || !selection.selectionSet) return selection;
    const path = CONFLATED_BY[selection.name.value];
    const taken = JSON.stringify(selection.selectionSet).includes(ALIAS);
    if (!path || taken || !isPath(schema, selection.name.value, path)) return selection;
    const set = selection.selectionSet;
    return {
      ...selection,
      selectionSet: { ...set, selections: [...set.selections, keyField(path)] },
    };
  });
  return { ...operation, selectionSet: { ...operation.selectionSet, selections } };
}

function keyField(path: readonly string[]): FieldNode {
  const inner = path
    .slice(1)
    .reduceRight<SelectionSetNode | undefined>(
      (set, name) => ({ kind: Kind.SELECTION_SET, selections: [fieldOf(name, set)] }),
      undefined,
    );
  return { ...fieldOf(path[0] ?? "", inner), alias: { kind: Kind.NAME, value: `wg_${ALIAS}` } };
}

function fieldOf(name: string, selectionSet: SelectionSetNode | undefined): FieldNode {
  const field: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } };
  return selectionSet ? { ...field, selectionSet } : field;
}

function isPath(schema: GraphQLSchema, rootField: string, path: readonly string[]): boolean {
  let type = getNamedType(schema.getSubscriptionType()?.getFields()[rootField]?.type);
  for (const name of path) {
    if (!isObjectType(type)) return false;
    type = getNamedType(type.getFields()[name]?.type);
  }
  return type !== undefined;
}

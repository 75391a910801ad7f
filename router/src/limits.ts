import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { Refusal } from "@wealthgraph/kernel/refusal";

/** The size of an operation after its fragments are expanded. */
export interface OperationSize {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly selections: number;
}

export type OperationLimits = OperationSize & {
  /** Lexical tokens of the document. */
  readonly tokens: number;
};

const NOTHING: OperationSize = { depth: 0, aliases: 0, directives: 0, selections: 0 };

/** A connection's own levels say nothing about how far a query walks. */
const FREE_LEVELS: ReadonlySet<string> = new Set(["edges", "node"]);

/**
 * Measures an operation as if every fragment were written out.
 *
 * Each fragment is measured once and its size added at every spread, so the time is linear in the
 * document, however large the expansion: a fragment bomb costs as much as its text. A fragment that
 * contains itself counts once here; validation refuses it.
 */
export function measureOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): OperationSize {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  const sizes = new Map<string, OperationSize>();

  const ofSet = (set: SelectionSetNode | undefined): OperationSize =>
    (set?.selections ?? []).map(ofSelection).reduce(beside, NOTHING);

  const ofFragment = (name: string): OperationSize => {
    const known = sizes.get(name);
    if (known) return known;
    sizes.set(name, NOTHING);
    const fragment = fragments.get(name);
    const inside = ofSet(fragment?.selectionSet);
    const size = beside(inside, { ...NOTHING, directives: fragment?.directives?.length ?? 0 });
    sizes.set(name, size);
    return size;
  };

  const ofSelection = (selection: SelectionNode): OperationSize => {
    const own = { ...NOTHING, selections: 1, directives: selection.directives?.length ?? 0 };
    switch (selection.kind) {
      case Kind.FRAGMENT_SPREAD:
        return beside(own, ofFragment(selection.name.value));
      case Kind.INLINE_FRAGMENT:
        return beside(own, ofSet(selection.selectionSet));
      case Kind.FIELD: {
        const inside = ofSet(selection.selectionSet);
        const name = selection.name.value;
        return {
          selections: own.selections + inside.selections,
          directives: own.directives + inside.directives,
          aliases: inside.aliases + (selection.alias ? 1 : 0),
          depth: name.startsWith("__") ? 0 : inside.depth + (FREE_LEVELS.has(name) ? 0 : 1),
        };
      }
    }
  };

  const own = { ...NOTHING, directives: operation.directives?.length ?? 0 };
  return beside(own, ofSet(operation.selectionSet));
}

/** @throws {Refusal} OPERATION_TOO_COMPLEX with the first limit that is passed */
export function checkSize(size: OperationSize, limits: OperationSize): void {
  for (const name of ["selections", "depth", "aliases", "directives"] as const) {
    if (size[name] > limits[name]) throw tooComplex(name, limits[name], size[name]);
  }
}

/** @param asked what the operation has; Infinity where it was not counted to the end */
export function tooComplex(
  name: keyof OperationLimits,
  allowed: number,
  asked = Number.POSITIVE_INFINITY,
): Refusal {
  const counted = Number.isFinite(asked) ? asked : null;
  return new Refusal(
    "OPERATION_TOO_COMPLEX",
    `${name}: allowed ${allowed}, asked ${counted ?? "more"}`,
    { limit: name, allowed, asked: counted },
  );
}

function beside(a: OperationSize, b: OperationSize): OperationSize {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    selections: a.selections + b.selections,
  };
}

import { createHash } from "node:crypto";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  type SelectionSetNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { LeastRecentlyUsed } from "./leastRecentlyUsed.js";
import { type OperationLimits, checkSize, measureOperation, tooComplex } from "./limits.js";
import type { OperationParts } from "./rewriteOperation.js";

export interface AdmissionOptions {
  readonly schema: GraphQLSchema;
  /** null: no limits */
  readonly limits: OperationLimits | null;
  /** Names of the schema in messages, and introspection. */
  readonly showsSchema: boolean;
}

/** A document that may run: within the limits and valid. */
export interface AdmittedDocument {
  readonly document: DocumentNode;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
}

/** A remembered document holds its tree and its plans: up to some 300 kB for the largest allowed. */
const REMEMBERED_MAX = 500;
const REMEMBERED_CHARACTERS_MAX = 20_000;
const ERRORS_MAX = 5;

/**
 * The gate of every document, over HTTP and WebSocket alike: parse with a token limit, measure,
 * validate. The order matters: whatever could be slow comes after the limit that bounds it.
 */
export class Admission {
  readonly #options: AdmissionOptions;
  readonly #byText = new LeastRecentlyUsed<string, AdmittedDocument>(REMEMBERED_MAX);
  readonly #byHash = new LeastRecentlyUsed<string, AdmittedDocument>(REMEMBERED_MAX);

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /**
   * @throws {Refusal} OPERATION_TOO_COMPLEX
   * @throws {GraphQLError[]} wrapped in `DocumentRefused`: syntax errors and validation errors
   */
  admit(text: string): AdmittedDocument {
    const known = this.#byText.get(text);
    if (known) return known;
    const located = this.#parse(text);
    this.#measure(located);
    this.#validate(located);
    const hash = createHash("sha256").update(text).digest("hex");
    // Only errors need locations; without them and its tokens the tree is a fraction of the size.
    const admitted = { document: parse(text, { noLocation: true }), hash };
    if (text.length <= REMEMBERED_CHARACTERS_MAX) {
      this.#byText.set(text, admitted);
      this.#byHash.set(hash, admitted);
    }
    return admitted;
  }

  /** @returns the document admitted under this hash, if it is remembered; Apollo Server parses the others */
  byHash(hash: string): DocumentNode | undefined {
    return this.#byHash.get(hash)?.document;
  }

  #parse(text: string): DocumentNode {
    const maxTokens = this.#options.limits?.tokens;
    try {
      return parse(text, maxTokens === undefined ? {} : { maxTokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      if (maxTokens !== undefined && error.message.includes("tokens. Parsing aborted")) {
        throw tooComplex("tokens", maxTokens);
      }
      throw new DocumentRefused("GRAPHQL_PARSE_FAILED", [error]);
    }
  }

  #measure(document: DocumentNode): void {
    const { limits } = this.#options;
    if (!limits) return;
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      checkSize(measureOperation(document, definition), limits);
    }
  }

  #validate(document: DocumentNode): void {
    const { schema, showsSchema } = this.#options;
    const rules = showsSchema
      ? specifiedRules
      : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const errors = validate(schema, document, rules, {
      maxErrors: ERRORS_MAX,
      hideSuggestions: !showsSchema,
    });
    if (errors.length > 0) throw new DocumentRefused("GRAPHQL_VALIDATION_FAILED", errors);
  }
}

/** A document that is not GraphQL, or does not fit the schema. */
export class DocumentRefused extends Error {
  override readonly name = "DocumentRefused";

  constructor(
    readonly code: "GRAPHQL_PARSE_FAILED" | "GRAPHQL_VALIDATION_FAILED",
    readonly errors: readonly GraphQLError[],
  ) {
    super(code);
  }
}

/**
 * The operation to run and the fragments it reaches.
 *
 * @throws {Refusal} OPERATION_NOT_FOUND
 */
export function selectOperation(
  document: DocumentNode,
  operationName: string | null | undefined,
): OperationParts {
  const operations = document.definitions.filter(
    (d): d is OperationDefinitionNode => d.kind === Kind.OPERATION_DEFINITION,
  );
  const named = operationName
    ? operations.filter((operation) => operation.name?.value === operationName)
    : operations;
  const [operation] = named;
  if (!operation || named.length > 1) {
    throw new Refusal(
      "OPERATION_NOT_FOUND",
      operationName
        ? "the document has no operation of this name"
        : `the document has ${named.length} operations: name the one to run`,
      { operations: named.length },
    );
  }
  return { operation, fragments: reachedFragments(document, operation) };
}

function reachedFragments(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ReadonlyMap<string, FragmentDefinitionNode> {
  const reached = new Map<string, FragmentDefinitionNode>();
  const walk = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet) walk(selection.selectionSet);
        continue;
      }
      const name = selection.name.value;
      if (reached.has(name)) continue;
      const fragment = document.definitions.find(
        (d): d is FragmentDefinitionNode =>
          d.kind === Kind.FRAGMENT_DEFINITION && d.name.value === name,
      );
      if (!fragment) continue;
      reached.set(name, fragment);
      walk(fragment.selectionSet);
    }
  };
  walk(operation.selectionSet);
  return reached;
}

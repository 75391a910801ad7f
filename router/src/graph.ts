import { type ServiceMap, buildOperationContext, executeQueryPlan } from "@apollo/gateway";
import { operationFromDocument } from "@apollo/federation-internals";
import type { QueryPlan } from "@apollo/query-planner";
import { type DocumentNode, GraphQLError, Kind, getVariableValues } from "graphql";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import type { Access } from "./accessRules.js";
import { selectOperation } from "./admission.js";
import { withConflationKey } from "./conflation.js";
import { type CompleteRequest, answerWithoutRunning, completeResult } from "./completeResult.js";
import type { RouterMetrics } from "./metrics.js";
import type { RequestContext, RunningContext } from "./requestContext.js";
import {
  type OperationParts,
  type RewrittenOperation,
  rewriteOperation,
} from "./rewriteOperation.js";
import type { Supergraph } from "./supergraph.js";

type GatewayContext = Parameters<typeof executeQueryPlan>[2];
type OperationContext = ReturnType<typeof buildOperationContext>;
export type Variables = Readonly<Record<string, unknown>>;

/** An operation for one kind of viewer, ready to run any number of times. */
export interface PreparedOperation {
  readonly parts: OperationParts;
  readonly viewer: Access;
  readonly rewritten: RewrittenOperation | null;
  readonly planned: DocumentNode;
  /** Planned when first asked for. */
  readonly plan: () => QueryPlan;
  readonly shape: OperationContext;
}

/** An answer before masking. `data` is absent when the operation did not run. */
export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLError[];
}

/** Milliseconds all subgraph requests of one operation may take together. */
export interface Budgets {
  readonly queryMs: number;
  readonly mutationMs: number;
  readonly serviceMs: number;
}

export interface GraphOptions {
  readonly supergraph: Supergraph;
  readonly sources: ServiceMap;
  readonly budgets: Budgets;
  readonly metrics: RouterMetrics;
}

/** Prepares and runs operations over the subgraphs. Knows nothing of HTTP or sockets. */
export class Graph {
  readonly #options: GraphOptions;
  readonly #prepared = new WeakMap<DocumentNode, Map<string, PreparedOperation>>();

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  get supergraph(): Supergraph {
    return this.#options.supergraph;
  }

  get sources(): ServiceMap {
    return this.#options.sources;
  }

  /**
   * @param document an admitted document; the plan is remembered as long as it is
   * @throws {Refusal} OPERATION_NOT_FOUND
   */
  prepare(
    document: DocumentNode,
    operationName: string | null | undefined,
    viewer: Viewer,
  ): PreparedOperation {
    const { access } = this.#options.supergraph;
    const viewerAccess = { isAuthenticated: viewer.kind !== "anonymous", scopes: viewer.scopes };
    const known = this.#prepared.get(document) ?? new Map<string, PreparedOperation>();
    this.#prepared.set(document, known);
    const key = `${operationName ?? ""}\n${access.keyOf(viewerAccess)}`;
    const ready = known.get(key);
    if (ready) return ready;
    const parts = selectOperation(document, operationName);
    const rewritten = rewriteOperation(parts, this.#options.supergraph, viewerAccess);
    // Viewers for whom nothing is rewritten share one plan.
    const shared = rewritten ? undefined : known.get(`${operationName ?? ""}\n*`);
    const prepared = shared
      ? { ...shared, viewer: viewerAccess }
      : this.#prepareNew(parts, rewritten, viewerAccess);
    known.set(key, prepared);
    if (!rewritten) known.set(`${operationName ?? ""}\n*`, prepared);
    return prepared;
  }

  /** Runs a query or a mutation. */
  async run(
    prepared: PreparedOperation,
    variables: Variables,
    context: RequestContext,
  ): Promise<GraphAnswer> {
    const { operation } = prepared.parts;
    const isQuery = operation.operation === "query";
    return this.runPlan(prepared, variables, this.running(context, isQuery, isQuery));
  }

  /** @returns the context of one run, whose time starts now */
  running(context: RequestContext, isRead: boolean, sharesReads: boolean): RunningContext {
    const { queryMs, mutationMs, serviceMs } = this.#options.budgets;
    const budgetMs = context.viewer.kind === "service" ? serviceMs : isRead ? queryMs : mutationMs;
    return { ...context, budgetMs, deadlineMs: performance.now() + budgetMs, sharesReads };
  }

  /** @param override another plan or other sources than the prepared ones (a subscription's event) */
  async runPlan(
    prepared: PreparedOperation,
    variables: Variables,
    context: RunningContext,
    override: { readonly plan?: QueryPlan; readonly sources?: ServiceMap } = {},
  ): Promise<GraphAnswer> {
    const coerced = this.#coerce(prepared, variables);
    if ("errors" in coerced) return coerced;
    const completion = this.#completion(prepared, coerced.variables);
    const unrun = completion && answerWithoutRunning(completion);
    if (unrun) return unrun;
    const { supergraph, sources } = this.#options;
    const result = await executeQueryPlan(
      override.plan ?? prepared.plan(),
      override.sources ?? sources,
      gatewayContext(variables, context),
      prepared.shape,
      supergraph.fullSchema,
      supergraph.apiSchema,
    );
    const { data = null, extensions } = result;
    const incomplete = (extensions?.["valueCompletion"] ?? []) as readonly GraphQLError[];
    const errors = [...(result.errors ?? []), ...incomplete];
    if (!completion) return { data, errors };
    const completed = completeResult(completion, data);
    return {
      data: completed.data,
      errors: [...completed.errors, ...errors.map((e) => atClientPath(e, completion.prefix))],
    };
  }

  /** @returns the errors when all data would be null because a root field was taken away */
  deniedRoot(prepared: PreparedOperation, variables: Variables): readonly GraphQLError[] | null {
    const completion = this.#completion(prepared, variables);
    return (completion && answerWithoutRunning(completion)?.errors) ?? null;
  }

  /** @returns what is wrong with the variables; empty when nothing is */
  checkVariables(prepared: PreparedOperation, variables: Variables): readonly GraphQLError[] {
    const coerced = this.#coerce(prepared, variables);
    return "errors" in coerced ? coerced.errors : [];
  }

  /** Plans a document that has exactly one operation. */
  #plan(document: DocumentNode): QueryPlan {
    this.#options.metrics.plans.inc();
    const { apiSchema, planner, schema } = this.#options.supergraph;
    const keyed = withConflationKey(document, schema);
    return planner.buildQueryPlan(operationFromDocument(apiSchema, keyed));
  }

  /** @returns the variables with defaults, or what is wrong with them */
  #coerce(
    prepared: PreparedOperation,
    variables: Variables,
  ): { readonly variables: Variables } | { readonly errors: readonly GraphQLError[] } {
    const definitions = prepared.parts.operation.variableDefinitions ?? [];
    if (definitions.length === 0) return { variables };
    const { errors, coerced } = getVariableValues(
      this.#options.supergraph.schema,
      definitions,
      variables,
      { maxErrors: 5 },
    );
    if (!errors) return { variables: coerced };
    return {
      errors: errors.map((e) => new GraphQLError(e.message, { extensions: { code: "BAD_INPUT" } })),
    };
  }

  #completion(prepared: PreparedOperation, variables: Variables): CompleteRequest | null {
    const { parts, rewritten, viewer } = prepared;
    if (!rewritten) return null;
    return { parts, prefix: rewritten.prefix, rules: this.#options.supergraph, viewer, variables };
  }

  #prepareNew(
    parts: OperationParts,
    rewritten: RewrittenOperation | null,
    viewer: Access,
  ): PreparedOperation {
    const planned = rewritten?.document ?? {
      kind: Kind.DOCUMENT,
      definitions: [parts.operation, ...parts.fragments.values()],
    };
    const shape = buildOperationContext({
      schema: this.#options.supergraph.schema,
      operationDocument: planned,
    });
    let planOnce: QueryPlan | undefined;
    const plan = () => (planOnce ??= this.#plan(planned));
    return { parts, viewer, rewritten, planned, shape, plan };
  }
}

/** What the executor reads of Apollo's request context, and nothing else. */
function gatewayContext(variables: Variables, context: RunningContext): GatewayContext {
  return {
    request: { variables },
    context,
    metrics: {},
    logger: context.log,
  } as unknown as GatewayContext;
}

/** The planner's own response names go back to the client's. */
function atClientPath(error: GraphQLError, prefix: string): GraphQLError {
  if (!error.path?.some((key) => String(key).startsWith(prefix))) return error;
  const path = error.path.map((key) =>
    typeof key === "string" && key.startsWith(prefix) ? key.slice(prefix.length) : key,
  );
  return new GraphQLError(error.message, { path, extensions: error.extensions });
}

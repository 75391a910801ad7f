import { execute, type ExecutionResult, parse, validate } from "graphql";
import { toGraphQLError } from "./errors.js";
import { newId } from "./id.js";
import { createLogger } from "./logger.js";
import type { BaseContext } from "./subgraph.js";
import type { SubgraphDefinition } from "./subgraphProcess.js";
import { buildFederatedSchema, type ResolverClass } from "./subgraphSchema.js";
import { subscribeFresh } from "./subscriptions.js";
import type { Role, Viewer } from "./viewer.js";

/** A viewer as tests name one: a new user with these roles. */
export function viewerWith(
  households: Readonly<Record<string, Role>>,
  scopes = "read write",
): Viewer {
  return {
    kind: "user",
    userId: newId(),
    households: new Map(Object.entries(households)),
    scopes: new Set(scopes.split(" ")),
    token: "token-of-a-test",
  };
}

/** What a caller sees: plain data, and errors with their codes. */
export interface TestAnswer {
  // the test knows the shape it asked for
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly data: any;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface TestSubgraph {
  readonly sdl: string;
  ask(viewer: Viewer, document: string, variables?: Record<string, unknown>): Promise<TestAnswer>;
  subscribe(
    viewer: Viewer,
    document: string,
    variables?: Record<string, unknown>,
  ): Promise<AsyncIterableIterator<TestAnswer>>;
}

/** The real schema of a subgraph, executed in the test's process with a fresh context each time. */
export async function openTestSubgraph<Context extends BaseContext, Services>(
  definition: SubgraphDefinition<Context, Services>,
  services: Services,
  instances?: ReadonlyMap<ResolverClass, object>,
): Promise<TestSubgraph> {
  const { schema, sdl } = await buildFederatedSchema(definition, instances);
  const log = createLogger(definition.name, process.env["TEST_LOG_LEVEL"] ?? "silent");
  const argsOf = (viewer: Viewer, document: string, variables: Record<string, unknown>) => {
    const parsed = parse(document);
    const faults = validate(schema, parsed);
    if (faults[0]) throw faults[0];
    // Apollo Server copies the context the same way: private fields do not survive it
    const fresh = (): Context => {
      const base = { viewer, requestId: newId(), clientAddress: "127.0.0.1", log };
      const context = definition.createContext(base, services);
      return Object.assign(
        Object.create(Object.getPrototypeOf(context) as object) as object,
        context,
      );
    };
    return { fresh, args: { schema, document: parsed, variableValues: variables } };
  };
  const toAnswer = (result: ExecutionResult): TestAnswer => ({
    data: result.data ? (JSON.parse(JSON.stringify(result.data)) as unknown) : null,
    errors: (result.errors ?? []).map(
      (error) => toGraphQLError(error, log) as TestAnswer["errors"][number],
    ),
  });
  return {
    sdl,
    ask: async (viewer, document, variables = {}) => {
      const { args, fresh } = argsOf(viewer, document, variables);
      return toAnswer(await execute({ ...args, contextValue: fresh() }));
    },
    subscribe: async (viewer, document, variables = {}) => {
      const { args, fresh } = argsOf(viewer, document, variables);
      const results = await subscribeFresh(args, fresh, log);
      if (!(Symbol.asyncIterator in results))
        throw Object.assign(new Error("the subscription is refused"), { errors: results.errors });
      return mapResults(results, (result) => ({
        data: JSON.parse(JSON.stringify(result.data ?? null)),
        errors: (result.errors ?? []) as TestAnswer["errors"],
      }));
    },
  };
}

function mapResults<From, To>(
  source: AsyncIterableIterator<From>,
  map: (value: From) => To,
): AsyncIterableIterator<To> {
  const mapped: AsyncIterableIterator<To> = {
    [Symbol.asyncIterator]: () => mapped,
    next: async () => {
      const step = await source.next();
      return step.done ? { done: true, value: undefined } : { done: false, value: map(step.value) };
    },
    return: async () => {
      await source.return?.();
      return { done: true, value: undefined };
    },
  };
  return mapped;
}

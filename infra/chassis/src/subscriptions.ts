import type { Server } from "node:http";
import {
  createSourceEventStream,
  execute,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import { CloseCode } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { toGraphQLError } from "./errors.js";
import type { Logger } from "./logger.js";

/** Gives a context made for one operation, or for one event of a subscription. */
export type FreshContext = () => object;

/**
 * Verifies who asks, once; the result then makes as many contexts as there are operations and events.
 *
 * @param headers of the HTTP request, or the WebSocket's connection parameters, in lower case
 * @param socketAddress where the connection comes from
 */
export type ContextFactory = (
  headers: Readonly<Record<string, unknown>>,
  socketAddress: string | undefined,
) => Promise<FreshContext>;

type Result = Omit<ExecutionResult, "errors"> & { errors?: readonly GraphQLFormattedError[] };

/**
 * Runs a subscription with a context of its own for every event.
 *
 * graphql-js shares one context among all events, so that loaders would answer the tenth event with
 * what they read for the first.
 */
export async function subscribeFresh(
  args: ExecutionArgs,
  fresh: FreshContext,
  log: Logger,
): Promise<AsyncIterableIterator<Result> | Result> {
  const source = await createSourceEventStream({ ...args, contextValue: fresh() });
  if (!(Symbol.asyncIterator in source)) return masked(source, log);
  const events = source[Symbol.asyncIterator]();
  const results: AsyncIterableIterator<Result> = {
    [Symbol.asyncIterator]: () => results,
    next: async () => {
      const event = await events.next();
      if (event.done) return { done: true, value: undefined };
      const result = await execute({ ...args, rootValue: event.value, contextValue: fresh() });
      return { done: false, value: masked(result, log) };
    },
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
  return results;
}

function masked(result: ExecutionResult, log: Logger): Result {
  const { errors, ...rest } = result;
  return errors ? { ...rest, errors: errors.map((error) => toGraphQLError(error, log)) } : rest;
}

export interface SocketServerOptions {
  readonly server: Server;
  readonly schema: GraphQLSchema;
  readonly contextOf: ContextFactory;
  readonly log: Logger;
}

/**
 * Serves graphql-transport-ws on /graphql. The value graphql-ws carries as context is the maker of
 * contexts; operations and events each call it.
 *
 * @returns closes every socket
 */
export function serveSockets({
  server,
  schema,
  contextOf,
  log,
}: SocketServerOptions): () => Promise<void> {
  const sockets = new WebSocketServer({ server, path: "/graphql", maxPayload: 1_000_000 });
  const makers = new WeakMap<object, FreshContext>();
  const disposable = useServer<Record<string, unknown>>(
    {
      schema,
      onConnect: async ({ connectionParams, extra }) => {
        try {
          const fresh = await contextOf(connectionParams ?? {}, extra.request.socket.remoteAddress);
          makers.set(extra.socket, fresh);
          return true;
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          extra.socket.close(CloseCode.Forbidden, error.code);
          return false;
        }
      },
      context: ({ extra }) => makers.get(extra.socket),
      execute: async (args: ExecutionArgs) =>
        masked(
          await execute({ ...args, contextValue: (args.contextValue as FreshContext)() }),
          log,
        ) as never,
      // results carry formatted errors already; graphql-ws asks for GraphQLError instances unless onNext gives the message
      subscribe: (args: ExecutionArgs) =>
        subscribeFresh(args, args.contextValue as FreshContext, log) as never,
      onNext: (...[, , , , result]) => result as never,
      onError: (_context, _id, _payload, errors) =>
        errors.map((error) => toGraphQLError(error, log)),
    },
    sockets,
  );
  return async () => {
    await disposable.dispose();
  };
}

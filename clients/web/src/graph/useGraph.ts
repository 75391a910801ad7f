import type { OperationVariables, TypedDocumentNode } from "@apollo/client";
import { useApolloClient, useQuery } from "@apollo/client/react";
import { useCallback, useRef, useState } from "react";
import { type Problem, toProblem } from "./Problem.js";

/** What a view shows: data, a problem, or nothing yet. Data and a problem together: a part is missing. */
export interface Answer<Data> {
  readonly data: Data | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

export interface PagedAnswer<Data, Variables> extends Answer<Data> {
  /** Adds a page to the list; the cache joins them. */
  readonly more: (variables: Partial<Variables>) => void;
}

/**
 * Asks the graph and keeps the answer up to date with the cache.
 *
 * @param variables null while there is nothing to ask
 */
export function useGraph<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: NoInfer<Variables> | null,
): PagedAnswer<Data, Variables> {
  // A cast because Apollo's overloads cannot see that `variables` of a generic document are given.
  const options = {
    ...(variables === null ? { skip: true } : { variables }),
    errorPolicy: "all",
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  } as unknown as useQuery.Options<Data, Variables>;
  const { data, error, loading, refetch, fetchMore } = useQuery(document, options);
  const reload = useCallback(() => void refetch().catch(() => undefined), [refetch]);
  return {
    data: useKept((data as Data | undefined) ?? null, JSON.stringify(variables)),
    problem: error ? toProblem(error) : null,
    isLoading: loading,
    reload,
    more: (next) => void fetchMore({ variables: next }).catch(() => undefined),
  };
}

/**
 * What was answered last, where asking again failed or goes on: a view keeps what it shows, and what
 * is typed in it, while the endpoint is away.
 *
 * @param key of what is asked; data of another key is not kept
 */
export function useKept<Data>(data: Data | null, key: string): Data | null {
  const kept = useRef<{ readonly key: string; readonly data: Data } | null>(null);
  if (data !== null) kept.current = { key, data };
  return data ?? (kept.current?.key === key ? kept.current.data : null);
}

export interface Action<Data, Variables> {
  /** @returns the answer, or null: then `problem` says why */
  readonly run: (variables: Variables) => Promise<Data | null>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly forget: () => void;
}

/** One mutation; its problem is a value to show, never an exception to lose. */
export function useAction<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  refetch: readonly TypedDocumentNode<unknown, never>[] = [],
): Action<Data, Variables> {
  const client = useApolloClient();
  const [state, setState] = useState<{ isBusy: boolean; problem: Problem | null }>({
    isBusy: false,
    problem: null,
  });
  const forget = useCallback(() => setState({ isBusy: false, problem: null }), []);
  const run = async (variables: Variables): Promise<Data | null> => {
    setState({ isBusy: true, problem: null });
    try {
      const { data } = await client.mutate<Data, Variables>({
        mutation: document,
        variables,
        refetchQueries: [...refetch],
        awaitRefetchQueries: true,
      } as Parameters<typeof client.mutate<Data, Variables>>[0]);
      setState({ isBusy: false, problem: null });
      return data ?? null;
    } catch (error) {
      const problem = toProblem(error);
      setState({ isBusy: false, problem });
      if (problem.code === "CONFLICT") await client.refetchQueries({ include: [...refetch] });
      return null;
    }
  };
  return { run, forget, ...state };
}

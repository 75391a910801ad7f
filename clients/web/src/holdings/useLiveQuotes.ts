import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useSyncExternalStore } from "react";
import {
  QuoteFieldsFragmentDoc,
  type QuoteFieldsFragment,
  QuotesDocument,
  QuoteUpdatedDocument,
} from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";

/** Of one subscription, as the endpoint allows. */
const INSTRUMENTS_MAX = 100;
const FLUSH_MS = 500;
const POLL_MS = 15_000;

interface Watched {
  readonly id: string;
  readonly symbol: string;
}

/**
 * Keeps the quotes of these instruments in the cache up to date, so that every figure on the screen
 * moves with them. Events are written together twice a second: fifty a second would redraw fifty times.
 */
export function useLiveQuotes(instruments: readonly Watched[]): void {
  const client = useApolloClient();
  const isPolling = useSyncExternalStore(liveState.subscribe, liveState.read) === "POLLING";
  const watched = new Map(instruments.map(({ id, symbol }) => [id, symbol]));
  const ids = [...watched.keys()].slice(0, INSTRUMENTS_MAX).sort().join(" ");
  const symbols = isPolling ? [...watched.values()].slice(0, INSTRUMENTS_MAX).sort().join(" ") : "";
  useEffect(() => (ids === "" ? undefined : follow(client, ids.split(" "))), [client, ids]);
  useEffect(
    () => (symbols === "" ? undefined : poll(client, symbols.split(" "))),
    [client, symbols],
  );
}

function follow(client: ApolloClient, instrumentIds: string[]): () => void {
  const waiting = new Map<string, QuoteFieldsFragment>();
  const flush = (): void => {
    client.cache.batch({ update: () => writeAll(client, waiting) });
    waiting.clear();
  };
  const timer = setInterval(() => (waiting.size > 0 ? flush() : undefined), FLUSH_MS);
  const subscription = client
    .subscribe({
      query: QuoteUpdatedDocument,
      variables: { instrumentIds },
      fetchPolicy: "no-cache",
    })
    .subscribe({
      next: ({ data }) => {
        if (data) waiting.set(data.quoteUpdated.instrument.id, data.quoteUpdated);
      },
    });
  return () => {
    clearInterval(timer);
    subscription.unsubscribe();
  };
}

function writeAll(client: ApolloClient, quotes: ReadonlyMap<string, QuoteFieldsFragment>): void {
  for (const data of quotes.values())
    client.cache.writeFragment({
      fragment: QuoteFieldsFragmentDoc,
      fragmentName: "QuoteFields",
      data,
    });
}

function poll(client: ApolloClient, symbols: string[]): () => void {
  const ask = (): void =>
    void client
      .query({
        query: QuotesDocument,
        variables: { symbols },
        fetchPolicy: "network-only",
        errorPolicy: "all",
      })
      .catch(() => undefined);
  ask();
  const timer = setInterval(ask, POLL_MS);
  return () => clearInterval(timer);
}

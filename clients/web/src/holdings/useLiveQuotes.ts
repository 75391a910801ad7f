import type { ApolloClient } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useEffect, useSyncExternalStore } from "react";
import {
  type QuoteFieldsFragment,
  QuotesDocument,
  QuoteUpdatedDocument,
} from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";
import { liveQuotes } from "./liveQuotes.js";

/** Of one subscription, as the endpoint allows. */
const INSTRUMENTS_MAX = 100;
const FLUSH_MS = 500;
const POLL_MS = 15_000;

interface Watched {
  readonly id: string;
  readonly symbol: string;
}

/**
 * Keeps the quotes of these instruments up to date, so that every figure on the screen moves with
 * them. Events are taken together twice a second: fifty a second would redraw fifty times.
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
    if (waiting.size === 0) return;
    liveQuotes.take(waiting.values());
    waiting.clear();
  };
  const timer = setInterval(flush, FLUSH_MS);
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

function poll(client: ApolloClient, symbols: string[]): () => void {
  const ask = async (): Promise<void> => {
    const options = { query: QuotesDocument, variables: { symbols } };
    const { data } = await client.query({
      ...options,
      fetchPolicy: "no-cache",
      errorPolicy: "all",
    });
    liveQuotes.take((data?.instruments ?? []).flatMap((instrument) => instrument?.quote ?? []));
  };
  const askAgain = (): void => void ask().catch(() => undefined); // away: the next turn asks again
  askAgain();
  const timer = setInterval(askAgain, POLL_MS);
  return () => clearInterval(timer);
}

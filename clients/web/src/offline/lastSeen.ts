import type { ApolloClient } from "@apollo/client";
import {
  FirstStepsDocument,
  PositionsDocument,
  type PositionsQuery,
  ViewerDocument,
  WealthHistoryDocument,
} from "../generated/operations.js";
import { liveQuotes, withLatestQuote } from "../holdings/liveQuotes.js";
import { today } from "../look/figures.js";
import { startOf } from "../look/range.js";
import { keeper } from "../session/keeper.js";
import { lastSeenState } from "./lastSeenState.js";
import { lastSeenStore } from "./lastSeenStore.js";

/** Keeps what is on the screen, at the latest quotes; nothing while it is itself of an earlier visit. */
export async function keepLastSeen(client: ApolloClient, householdId: string): Promise<void> {
  const { userId } = keeper;
  const { cache } = client;
  const viewer = cache.readQuery({ query: ViewerDocument });
  const positions = cache.readQuery({ query: PositionsDocument, variables: { householdId } });
  if (userId === null || !viewer || !positions || lastSeenState.read() !== null) return;
  if (viewer.viewer.id !== userId) return;
  await lastSeenStore.write({
    userId,
    at: new Date().toISOString(),
    householdId,
    viewer,
    positions: atLatestQuotes(positions),
    firstSteps: cache.readQuery({ query: FirstStepsDocument, variables: { householdId } }),
    history: cache.readQuery({ query: WealthHistoryDocument, variables: yearOf(householdId) }),
  });
}

/**
 * Puts what this user saw last into the cache, where the endpoint does not answer.
 *
 * @returns false when there is nothing of this user
 */
export async function restoreLastSeen(client: ApolloClient): Promise<boolean> {
  const seen = await lastSeenStore.read().catch(() => null);
  if (!seen || seen.userId !== keeper.userId) return false;
  const { cache } = client;
  const { householdId, viewer, positions, firstSteps, history } = seen;
  cache.writeQuery({ query: ViewerDocument, data: viewer });
  cache.writeQuery({ query: PositionsDocument, variables: { householdId }, data: positions });
  if (firstSteps)
    cache.writeQuery({ query: FirstStepsDocument, variables: { householdId }, data: firstSteps });
  if (history)
    cache.writeQuery({
      query: WealthHistoryDocument,
      variables: yearOf(householdId),
      data: history,
    });
  lastSeenState.become(seen.at);
  return true;
}

function atLatestQuotes(positions: PositionsQuery): PositionsQuery {
  const { household } = positions;
  if (!household) return positions;
  const quotes = liveQuotes.read();
  const { portfolio } = household;
  const edges = portfolio.positions.edges.map((edge) => ({
    ...edge,
    node: { ...edge.node, instrument: withLatestQuote(edge.node.instrument, quotes) },
  }));
  return {
    household: {
      ...household,
      portfolio: { ...portfolio, positions: { ...portfolio.positions, edges } },
    },
  };
}

/** The range the overview starts with, as it asks for it today. */
function yearOf(householdId: string) {
  const to = today();
  return { householdId, from: startOf("1Y", to), to };
}

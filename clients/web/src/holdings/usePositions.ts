import { useQuery } from "@apollo/client/react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { PositionsDocument, type PositionsQuery } from "../generated/operations.js";
import { type Problem, toProblem } from "../graph/Problem.js";
import { type Answer, useKept } from "../graph/useGraph.js";
import { liveQuotes, withLatestQuote } from "./liveQuotes.js";
import { type Totals, totalsOf, type Valued, valued } from "./valuation.js";

export interface Positions {
  readonly rows: readonly Valued[];
  readonly cash: number;
  readonly totals: Totals;
  /** False while further pages are on their way: the totals are not the household's yet. */
  readonly isComplete: boolean;
}

/** All open positions, page after page, valued at the latest quotes. */
export function usePositions(householdId: string): Answer<Positions> {
  const { data, error, fetchMore, refetch, loading } = useQuery(PositionsDocument, {
    variables: { householdId },
    errorPolicy: "all",
    fetchPolicy: "cache-and-network",
    nextFetchPolicy: "cache-first",
  });
  const answered = useKept((data as PositionsQuery | undefined) ?? null, householdId);
  const [pageProblem, setPageProblem] = useState<Problem | null>(null);
  const page = answered?.household?.portfolio.positions.pageInfo;
  const after = page?.hasNextPage ? page.endCursor : null;
  useEffect(() => {
    if (after === null || after === undefined || loading) return;
    fetchMore({ variables: { after } }).then(
      () => setPageProblem(null),
      (failure: unknown) => setPageProblem(toProblem(failure)),
    );
  }, [after, loading, fetchMore]);
  const household = answered?.household;
  const quotes = useSyncExternalStore(liveQuotes.subscribe, liveQuotes.read);
  const positions = useMemo(() => {
    if (!household) return null;
    const { portfolio } = household;
    const rows = portfolio.positions.edges.map(({ node }) =>
      valued({ ...node, instrument: withLatestQuote(node.instrument, quotes) }),
    );
    const cash = Number(portfolio.cash.amount);
    return {
      rows,
      cash,
      totals: totalsOf(rows, cash),
      isComplete: !portfolio.positions.pageInfo.hasNextPage,
    };
  }, [household, quotes]);
  return {
    data: positions,
    problem: error ? toProblem(error) : pageProblem,
    isLoading: loading,
    reload: () => void refetch().catch(() => undefined),
  };
}

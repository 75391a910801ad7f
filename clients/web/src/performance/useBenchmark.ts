import { useMemo } from "react";
import { BenchmarkLevelsDocument, type BenchmarkLevelsQuery } from "../generated/operations.js";
import type { Problem } from "../graph/Problem.js";
import { useGraph } from "../graph/useGraph.js";
import type { Series } from "./growth.js";
import type { PortfolioPerformance } from "./PerformancePage.js";

/** A request holds 200,000 bytes, and a level takes some 30 of them. */
const LEVELS_MAX = 6_000;
const LEVEL_DIGITS = 9;

export interface Benchmark {
  /** Null while none is chosen or it is not loaded yet. */
  readonly instrument: Pick<Found, "id" | "symbol" | "name"> | null;
  /** Growth with dividends reinvested; of as many days as the endpoint takes. */
  readonly levels: Series | null;
  /** Where its prices come from. */
  readonly bars: Pick<Found["bars"], "source" | "isSimulated"> | null;
  /** Why it is not compared. */
  readonly remark: string | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
}

/**
 * An instrument's total-return closes as the levels of a benchmark.
 *
 * @param id null: none is chosen
 * @param performance whose days it covers; null while that is not known
 */
export function useBenchmark(
  id: string | null,
  performance: Pick<PortfolioPerformance, "from" | "to"> | null | undefined,
): Benchmark {
  const asked = id !== null && performance ? { id, ...daysOf(performance) } : null;
  const answer = useGraph(BenchmarkLevelsDocument, asked);
  const found = asked ? (answer.data?.instrument ?? null) : null;
  const levels = useMemo(() => (found ? levelsOf(found) : null), [found]);
  if (!asked) return NONE;
  return {
    instrument: found,
    levels,
    bars: found?.bars ?? null,
    remark: found && !levels ? remarkOf(found) : null,
    problem: answer.problem,
    isLoading: answer.isLoading,
  };
}

type Found = NonNullable<BenchmarkLevelsQuery["instrument"]>;

const NONE: Benchmark = {
  instrument: null,
  levels: null,
  bars: null,
  remark: null,
  problem: null,
  isLoading: false,
};

function daysOf({ from, to }: { readonly from: string; readonly to: string }) {
  return { from, to };
}

function levelsOf({ currency, bars }: Found): Series | null {
  const { dates, close } = bars;
  if (currency !== "USD" || dates.length < 2 || dates.length > LEVELS_MAX) return null;
  return {
    dates,
    values: close.map((level) => Number(Number(level).toPrecision(LEVEL_DIGITS))),
  };
}

function remarkOf({ currency, bars }: Found): string {
  if (currency !== "USD")
    return `Its prices are in ${currency}; returns here are in US dollars. Choose one in US dollars.`;
  if (bars.dates.length < 2) return "No provider has its closes of these days.";
  return "More than 24 years are not compared; choose a shorter range.";
}

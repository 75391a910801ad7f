import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { known, type Measure, onward, unknown } from "./measure.js";
import { covariance, mean, sampleDeviation } from "./statistics.js";

/** Levels of an index or of a growth of 1 by day, ascending. */
export interface LevelSeries {
  readonly dates: readonly CalendarDate[];
  readonly levels: readonly number[];
}

/** Returns of two series over the same periods. */
export interface PairedReturns {
  /** End of each period. */
  readonly dates: readonly CalendarDate[];
  readonly returns: readonly number[];
  readonly benchmark: readonly number[];
}

/**
 * Both series on the days they share, as returns from one shared day to the next: a day that one
 * of them lacks lengthens the period of both.
 */
export function paired(portfolio: LevelSeries, benchmark: LevelSeries): PairedReturns {
  const levels = new Map(benchmark.dates.map((date, i) => [date, benchmark.levels[i] ?? 0]));
  const shared = portfolio.dates.flatMap((date, i) => {
    const level = levels.get(date);
    const own = portfolio.levels[i];
    return level !== undefined && own !== undefined && level > 0 && own > 0
      ? [{ date, own, level }]
      : [];
  });
  const dates: CalendarDate[] = [];
  const returns: number[] = [];
  const benchmarkReturns: number[] = [];
  shared.forEach((end, i) => {
    const start = shared[i - 1];
    if (!start) return;
    dates.push(end.date);
    returns.push(end.own / start.own - 1);
    benchmarkReturns.push(end.level / start.level - 1);
  });
  return { dates, returns, benchmark: benchmarkReturns };
}

function withEnough({ returns }: PairedReturns, next: () => Measure): Measure {
  return returns.length < 2 ? unknown("TOO_FEW_OBSERVATIONS") : next();
}

/** Covariance with the benchmark by the benchmark's variance. */
export function beta(pair: PairedReturns): Measure {
  return withEnough(pair, () =>
    sampleDeviation(pair.benchmark) === 0
      ? unknown("NO_VARIATION")
      : known(
          covariance(pair.returns, pair.benchmark) / covariance(pair.benchmark, pair.benchmark),
        ),
  );
}

/**
 * Jensen's alpha of one period: mean(r - rf) - beta mean(b - rf).
 *
 * @param riskFree return of one period
 */
export function alpha(pair: PairedReturns, riskFree: number): Measure {
  return onward(beta(pair), (slope) =>
    known(mean(pair.returns) - riskFree - slope * (mean(pair.benchmark) - riskFree)),
  );
}

/** Pearson's correlation. */
export function correlation(pair: PairedReturns): Measure {
  return withEnough(pair, () => {
    const spread = sampleDeviation(pair.returns) * sampleDeviation(pair.benchmark);
    if (spread === 0) return unknown("NO_VARIATION");
    const value = covariance(pair.returns, pair.benchmark) / spread;
    return known(Math.max(-1, Math.min(1, value)));
  });
}

/**
 * Correlations of several series, each pair on the days it shares.
 *
 * @returns series x series, symmetric, 1 on the diagonal of a series that varies
 */
export function correlationMatrix(series: readonly LevelSeries[]): Measure[][] {
  return series.map((a) => series.map((b) => correlation(paired(a, b))));
}

const active = ({ returns, benchmark }: PairedReturns) =>
  returns.map((value, i) => value - (benchmark[i] ?? 0));

/** Standard deviation (n - 1) of the active returns, annualized. */
export function trackingError(pair: PairedReturns, periodsPerYear: number): Measure {
  return withEnough(pair, () => known(sampleDeviation(active(pair)) * Math.sqrt(periodsPerYear)));
}

/** CHOICE: mean active return times periods a year, by the tracking error. */
export function informationRatio(pair: PairedReturns, periodsPerYear: number): Measure {
  return onward(trackingError(pair, periodsPerYear), (error) =>
    error === 0 ? unknown("NO_VARIATION") : known((mean(active(pair)) * periodsPerYear) / error),
  );
}

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { isExchangeSession } from "../domain/exchangeSession.js";
import * as against from "../domain/performance/benchmark.js";
import { type Drawdown, maximumDrawdown } from "../domain/performance/drawdown.js";
import { type Measure, onward, known, unknown } from "../domain/performance/measure.js";
import * as measures from "../domain/performance/riskMeasures.js";
import { levelsOf, sessionReturns } from "../domain/performance/sessionReturns.js";
import { type Observation, timeWeighted } from "../domain/performance/timeWeighted.js";
import * as tails from "../domain/performance/valueAtRisk.js";
import { viewerScope } from "./access.js";
import { requireRange } from "./performance.js";
import { type DayRange, performancePeriod, type PerformancePeriod } from "./performancePeriod.js";
import type { Work } from "./ports.js";

/** Levels of a total-return index in USD by day, ascending. */
export interface Benchmark extends against.LevelSeries {
  readonly name: string;
}

export interface RiskOptions extends DayRange {
  /** Per year; 0.02 is 2 %. */
  readonly riskFreeRate: number;
  /** Per year. */
  readonly minimumReturn: number;
  readonly benchmark: Benchmark | null;
}

export interface TailFigures {
  readonly confidence: number;
  readonly historical: tails.TailRisk;
  readonly parametric: tails.TailRisk;
  readonly cornishFisher: tails.TailRisk;
}

export interface BenchmarkFigures {
  readonly name: string | null;
  readonly observations: number;
  readonly beta: Measure;
  readonly alpha: Measure;
  readonly correlation: Measure;
  readonly trackingError: Measure;
  readonly informationRatio: Measure;
}

export interface RiskFigures {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly observations: number;
  readonly volatility: Measure;
  readonly downsideDeviation: Measure;
  readonly sharpeRatio: Measure;
  readonly sortinoRatio: Measure;
  readonly maximumDrawdown: Drawdown | null;
  readonly tails: readonly TailFigures[];
  readonly benchmark: BenchmarkFigures;
  readonly isEstimated: boolean;
  readonly assumptions: readonly string[];
}

const PERIODS = measures.PERIODS_A_YEAR.DAILY;
const LEVELS_MAX = 20_000;

/** @throws {Refusal} BAD_INPUT when the range, a rate or the benchmark makes no sense */
export async function portfolioRisk(
  work: Work,
  viewer: Viewer,
  householdId: string,
  options: RiskOptions,
): Promise<RiskFigures> {
  requireHousehold(viewer, householdId, "read");
  requireRange(options);
  requireRates(options);
  if (options.benchmark) requireLevels(options.benchmark);
  const stored = await work.within(viewerScope(viewer), (unit) =>
    unit.snapshots.performanceOfHousehold(householdId, options.from, options.to),
  );
  return riskFigures(performancePeriod(stored, options), options);
}

/** Every measure of risk of one period. */
export function riskFigures(period: PerformancePeriod, options: RiskOptions): RiskFigures {
  const { start, opening, days } = period.valued;
  const daily = timeWeighted(opening, days).observations;
  const sessions = sessionReturns(daily, isExchangeSession);
  const returns = sessions.map(({ value }) => value);
  const riskFree = measures.perPeriod(options.riskFreeRate, PERIODS);
  const basis = {
    returns,
    riskFree: returns.map(() => riskFree),
    minimumReturn: measures.perPeriod(options.minimumReturn, PERIODS),
    periodsPerYear: PERIODS,
  };
  const of = (measure: Measure) => period.pending ?? measure;
  return {
    from: start,
    to: period.end,
    observations: returns.length,
    volatility: of(measures.volatility(basis)),
    downsideDeviation: of(measures.downsideDeviation(basis)),
    sharpeRatio: of(measures.sharpeRatio(basis)),
    sortinoRatio: of(measures.sortinoRatio(basis)),
    maximumDrawdown: maximumDrawdown(start, daily),
    tails: tails.CONFIDENCES.map((confidence) => ({
      confidence,
      historical: tails.historicalTail(returns, confidence),
      parametric: tails.parametricTail(returns, confidence),
      cornishFisher: tails.cornishFisherTail(returns, confidence),
    })),
    benchmark: benchmarkFigures(start, sessions, options.benchmark, riskFree),
    isEstimated: period.isEstimated,
    assumptions: assumptionsOf(options),
  };
}

function benchmarkFigures(
  start: CalendarDate,
  sessions: readonly Observation[],
  benchmark: Benchmark | null,
  riskFree: number,
): BenchmarkFigures {
  if (!benchmark) {
    const none = unknown("NO_BENCHMARK");
    return {
      name: null,
      observations: 0,
      beta: none,
      alpha: none,
      correlation: none,
      trackingError: none,
      informationRatio: none,
    };
  }
  const pair = against.paired(levelsOf(start, sessions), benchmark);
  return {
    name: benchmark.name,
    observations: pair.returns.length,
    beta: against.beta(pair),
    alpha: onward(against.alpha(pair, riskFree), (value) => known(value * PERIODS)),
    correlation: against.correlation(pair),
    trackingError: against.trackingError(pair, PERIODS),
    informationRatio: against.informationRatio(pair, PERIODS),
  };
}

function requireRates({ riskFreeRate, minimumReturn }: RiskOptions): void {
  for (const rate of [riskFreeRate, minimumReturn]) {
    if (!(rate > -1 && rate <= 10)) {
      throw new Refusal("BAD_INPUT", "a rate per year is more than -1 and at most 10", { rate });
    }
  }
}

function requireLevels({ dates, levels }: Benchmark): void {
  const isAscending = dates.every((day, i) => i === 0 || (dates[i - 1] ?? "") < day);
  const isPositive = levels.every((level) => level > 0);
  if (dates.length === levels.length && levels.length <= LEVELS_MAX && isAscending && isPositive) {
    return;
  }
  throw new Refusal(
    "BAD_INPUT",
    `a benchmark has one positive level for each of at most ${LEVELS_MAX} ascending dates`,
    { dates: dates.length, levels: levels.length, levelsMax: LEVELS_MAX },
  );
}

function assumptionsOf({ riskFreeRate, minimumReturn, benchmark }: RiskOptions): string[] {
  const percent = (rate: number) => `${Number((rate * 100).toFixed(6))} %`;
  return [
    "Returns are daily time-weighted ones from session to session of the New York exchanges; other days belong to the next session.",
    `A year has ${PERIODS} sessions. Deviations are the sample's (n - 1); the parametric tail uses the population's.`,
    `The risk-free rate is ${percent(riskFreeRate)} and the minimum return ${percent(minimumReturn)} a year.`,
    "Value at risk and expected shortfall are signed returns of one session; quantiles are of type 7.",
    "They need 20 observations at 95 % and 100 at 99 %.",
    ...(benchmark
      ? [
          `The benchmark ${benchmark.name} is taken as a total-return index in USD, as given; both are compared on shared sessions. Alpha is that of a session times ${PERIODS}.`,
        ]
      : []),
  ];
}

import { invariant } from "@wealthgraph/kernel/refusal";

/** One segment (sector, asset class, country) in one period. Weights at its start; returns 0.1 is 10 %. */
export interface SegmentPeriod {
  readonly segment: string;
  readonly portfolioWeight: number;
  readonly benchmarkWeight: number;
  /** null when the portfolio does not hold the segment. */
  readonly portfolioReturn: number | null;
  /** null when the benchmark lacks the segment. */
  readonly benchmarkReturn: number | null;
}

/** What a segment added to the active return. */
export interface SegmentEffect {
  readonly segment: string;
  readonly allocation: number;
  readonly selection: number;
  readonly interaction: number;
}

export interface Attribution {
  readonly portfolioReturn: number;
  readonly benchmarkReturn: number;
  readonly effects: readonly SegmentEffect[];
}

/**
 * Brinson-Fachler attribution of one period.
 *
 * allocation (wp - wb)(rb - Rb), selection wb (rp - rb), interaction (wp - wb)(rp - rb). A segment
 * that the benchmark lacks earns the benchmark's total there, so that all of it is interaction; one
 * that the portfolio lacks earns the segment's benchmark return.
 *
 * @param segments the weights of portfolio and benchmark each sum to 1
 * @returns effects that sum to the active return, portfolio less benchmark
 * @see Brinson and Fachler, Measuring Non-US Equity Portfolio Performance (1985)
 */
export function brinsonFachler(segments: readonly SegmentPeriod[]): Attribution {
  invariant(segments.every(hasReturns), "a segment with a weight has a return");
  invariant(
    isOne(sumOf(segments, (s) => s.portfolioWeight)) &&
      isOne(sumOf(segments, (s) => s.benchmarkWeight)),
    "the weights of portfolio and benchmark each sum to 1",
  );
  const benchmarkReturn = sumOf(segments, (s) => s.benchmarkWeight * (s.benchmarkReturn ?? 0));
  const portfolioReturn = sumOf(segments, (s) => s.portfolioWeight * (s.portfolioReturn ?? 0));
  const effects = segments.map((s) => {
    const there = s.benchmarkReturn ?? benchmarkReturn;
    const own = s.portfolioReturn ?? there;
    const overweight = s.portfolioWeight - s.benchmarkWeight;
    return {
      segment: s.segment,
      allocation: overweight * (there - benchmarkReturn),
      selection: s.benchmarkWeight * (own - there),
      interaction: overweight * (own - there),
    };
  });
  return { portfolioReturn, benchmarkReturn, effects };
}

const hasReturns = (s: SegmentPeriod) =>
  (s.portfolioWeight === 0 || s.portfolioReturn !== null) &&
  (s.benchmarkWeight === 0 || s.benchmarkReturn !== null);

const isOne = (total: number) => Math.abs(total - 1) < 1e-9;

/** The form with two effects: interaction counts as selection, wp (rp - rb). */
export function withoutInteraction({ effects, ...rest }: Attribution): Attribution {
  return {
    ...rest,
    effects: effects.map((effect) => ({
      ...effect,
      selection: effect.selection + effect.interaction,
      interaction: 0,
    })),
  };
}

/**
 * Links attributions of successive periods: each period's effects times k_t / k (Carino).
 *
 * @param periods in order of time, each with returns > -1
 * @returns effects by segment that sum to the linked active return, residual 0
 * @see Carino, Combining Attribution Effects Over Time, Journal of Performance Measurement (1999)
 */
export function linked(periods: readonly Attribution[]): Attribution {
  const total = (of: (period: Attribution) => number) =>
    periods.reduce((product, period) => product * (1 + of(period)), 1) - 1;
  const portfolioReturn = total((period) => period.portfolioReturn);
  const benchmarkReturn = total((period) => period.benchmarkReturn);
  const whole = linkFactor(portfolioReturn, benchmarkReturn);
  const sums = new Map<string, SegmentEffect>();
  for (const period of periods) {
    const factor = linkFactor(period.portfolioReturn, period.benchmarkReturn) / whole;
    for (const effect of period.effects) {
      const { segment } = effect;
      const before = sums.get(segment) ?? { segment, allocation: 0, selection: 0, interaction: 0 };
      sums.set(segment, {
        segment,
        allocation: before.allocation + factor * effect.allocation,
        selection: before.selection + factor * effect.selection,
        interaction: before.interaction + factor * effect.interaction,
      });
    }
  }
  return { portfolioReturn, benchmarkReturn, effects: [...sums.values()] };
}

/**
 * (ln(1 + a) - ln(1 + b)) / (a - b); its limit 1 / (1 + a) where both are the same.
 *
 * As ln(1 + x) / x of the ratio, which keeps its digits when the two are nearly the same.
 */
export function linkFactor(a: number, b: number): number {
  const ratio = (a - b) / (1 + b);
  return (ratio === 0 ? 1 : Math.log1p(ratio) / ratio) / (1 + b);
}

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

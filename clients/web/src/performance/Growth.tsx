import { Group, Text } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import { day, percent, signedPercent } from "../look/figures.js";
import { InstrumentPicker } from "../look/InstrumentPicker.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Waiting } from "../look/View.js";
import type { PerformanceSearch } from "../search.js";
import { drawdowns, growthOn, monthEnds } from "./growth.js";
import type { PortfolioPerformance } from "./PerformancePage.js";
import type { Benchmark } from "./useBenchmark.js";

const LineChart = lazy(() => import("../look/LineChart.js"));

interface Curves {
  readonly dates: readonly string[];
  /** Returns since the opening, and falls under the highest level; fractions. */
  readonly portfolio: readonly number[];
  readonly benchmark: readonly (number | null)[] | null;
  readonly drawdown: readonly number[];
}

/** Growth and drawdown over the range, with a benchmark beside them. */
export function Growth(props: {
  readonly performance: PortfolioPerformance;
  readonly benchmark: Benchmark;
  readonly change: (next: PerformanceSearch) => void;
}) {
  const { performance, benchmark, change } = props;
  const { levels, instrument } = benchmark;
  const curves = useMemo(() => curvesOf(performance, levels), [performance, levels]);
  const name = instrument?.symbol ?? "Benchmark";
  return (
    <>
      <Panel
        title="Growth"
        explanation="Time-weighted: what one dollar of the first day became by the close of each day, fees taken off, deposits not counted. A benchmark grows with its dividends reinvested. Move over the chart for the values of a day."
      >
        <Group align="end" gap="sm" mb="sm">
          <InstrumentPicker
            label="Benchmark"
            style={{ flex: "0 1 360px" }}
            chosen={instrument}
            accepts={({ currency }) => currency === "USD"}
            choose={(chosen) => change({ benchmark: chosen?.id })}
          />
          <BenchmarkWords benchmark={benchmark} />
        </Group>
        <ProblemNotice problem={benchmark.problem} />
        {benchmark.remark ? (
          <Notice tone="warn" title="This benchmark cannot be compared">
            {benchmark.remark}
          </Notice>
        ) : null}
        <GrowthChart curves={curves} benchmarkName={name} />
        <GrowthTable curves={curves} benchmarkName={name} />
      </Panel>
      <Panel
        title="Drawdown"
        explanation="How far the time-weighted growth stands under its highest level since the range began; 0 is a new high. Deposits and withdrawals do not move it."
      >
        <DrawdownChart curves={curves} />
        <DrawdownTable curves={curves} />
      </Panel>
    </>
  );
}

function BenchmarkWords({ benchmark }: { readonly benchmark: Benchmark }) {
  if (!benchmark.levels || !benchmark.bars) return null;
  const { source, isSimulated } = benchmark.bars;
  return (
    <Text size="sm" c="dimmed" pb={6}>
      Dividends reinvested; {isSimulated ? "prices simulated" : `source: ${source}`}
    </Text>
  );
}

function curvesOf(performance: PortfolioPerformance, levels: Benchmark["levels"]): Curves {
  const { from, dates: days, growth } = performance;
  const hasOpening = days[0] === from;
  const dates = hasOpening ? days : [from, ...days];
  const level = hasOpening ? growth : [1, ...growth];
  return {
    dates,
    portfolio: level.map((each) => each - 1),
    drawdown: drawdowns(level),
    benchmark: levels
      ? growthOn(dates, from, levels).map((each) => (each === null ? null : each - 1))
      : null,
  };
}

interface Named {
  readonly curves: Curves;
  readonly benchmarkName: string;
}

function GrowthChart({ curves, benchmarkName }: Named) {
  const series = useMemo(
    () => [
      { name: "Portfolio", values: curves.portfolio, isArea: true },
      ...(curves.benchmark ? [{ name: benchmarkName, values: curves.benchmark }] : []),
    ],
    [curves, benchmarkName],
  );
  return (
    <Suspense fallback={<Waiting rows={6} />}>
      <LineChart
        name="Growth"
        unit="%"
        crosshair="performance"
        dates={curves.dates}
        series={series}
      />
    </Suspense>
  );
}

function DrawdownChart({ curves }: { readonly curves: Curves }) {
  const series = useMemo(
    () => [{ name: "Drawdown", values: curves.drawdown, isArea: true }],
    [curves],
  );
  return (
    <Suspense fallback={<Waiting rows={4} />}>
      <LineChart
        name="Drawdown"
        unit="%"
        height={180}
        crosshair="performance"
        dates={curves.dates}
        series={series}
      />
    </Suspense>
  );
}

function GrowthTable({ curves, benchmarkName }: Named) {
  const { dates, portfolio, benchmark } = curves;
  return (
    <details>
      <summary>Show as a table (last day of each month)</summary>
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              Portfolio
            </th>
            {benchmark ? (
              <th scope="col" className="number">
                {benchmarkName}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {monthEnds(dates).map((i) => (
            <tr key={dates[i]}>
              <td>{day(dates[i] ?? "")}</td>
              <td className="number">{signedPercent(portfolio[i] ?? 0)}</td>
              {benchmark ? (
                <td className="number">
                  {typeof benchmark[i] === "number" ? signedPercent(benchmark[i]) : "–"}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function DrawdownTable({ curves }: { readonly curves: Curves }) {
  const { dates, drawdown } = curves;
  const deepest = new Map<string, { date: string; depth: number }>();
  for (const [i, date] of dates.entries()) {
    const depth = drawdown[i] ?? 0;
    const month = date.slice(0, 7);
    const known = deepest.get(month);
    if (!known || depth < known.depth) deepest.set(month, { date, depth });
  }
  return (
    <details>
      <summary>Show as a table (deepest day of each month)</summary>
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              Under the highest level
            </th>
          </tr>
        </thead>
        <tbody>
          {[...deepest.values()].map(({ date, depth }) => (
            <tr key={date}>
              <td>{day(date)}</td>
              <td className="number">{percent(depth)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

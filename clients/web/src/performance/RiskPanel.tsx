import { NativeSelect, SimpleGrid, Title } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { PortfolioRiskDocument, type PortfolioRiskQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Assumptions } from "../look/Assumptions.js";
import { Explain } from "../look/Explain.js";
import { count, day, decimal, percent, signedPercent } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Shown } from "../look/View.js";
import { type PerformanceSearch, RISK_FREE_RATES } from "../search.js";
import { Measured } from "./Measured.js";
import type { Benchmark } from "./useBenchmark.js";

const route = getRouteApi("/app/performance");

type Risk = NonNullable<PortfolioRiskQuery["household"]>["portfolio"]["risk"];

export interface Period {
  readonly householdId: string;
  readonly from: string;
  readonly to: string;
}

/** How the value swung: every figure, or the reason why it has none. */
export function RiskPanel(props: {
  readonly period: Period;
  readonly benchmark: Benchmark;
  readonly change: (next: PerformanceSearch) => void;
}) {
  const { period, benchmark, change } = props;
  const { riskFree = 0 } = route.useSearch();
  const { instrument, levels } = benchmark;
  const given = useMemo(
    () =>
      instrument && levels
        ? {
            name: `${instrument.symbol} · ${instrument.name}`,
            dates: [...levels.dates],
            levels: levels.values.map(String),
          }
        : null,
    [instrument, levels],
  );
  const answer = useGraph(
    PortfolioRiskDocument,
    benchmark.isLoading ? null : { ...period, riskFreeRate: riskFree / 100, benchmark: given },
  );
  return (
    <Panel
      title="Risk"
      explanation="From the daily time-weighted returns between the sessions of the New York exchanges in this range. Past swings, not a forecast."
      actions={
        <NativeSelect
          size="xs"
          aria-label="Risk-free rate a year"
          value={String(riskFree)}
          data={RISK_FREE_RATES.map((rate) => ({
            value: String(rate),
            label: `Risk-free rate ${rate} %`,
          }))}
          onChange={(event) => change({ riskFree: Number(event.currentTarget.value) || undefined })}
        />
      }
    >
      <Shown answer={answer} rows={6}>
        {({ household }) =>
          household && household.portfolio.risk.observations > 0 ? (
            <RiskTables risk={household.portfolio.risk} />
          ) : (
            <Empty title="No returns in this range">Choose a longer range.</Empty>
          )
        }
      </Shown>
    </Panel>
  );
}

interface Row {
  readonly name: string;
  readonly explanation: string;
  readonly value: ReactNode;
}

function RiskTables({ risk }: { readonly risk: Risk }) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg" mb="sm">
        <Figures title={`${count(risk.observations)} sessions`} rows={swings(risk)} />
        <Figures
          title={risk.benchmark.name ? `Against ${risk.benchmark.name}` : "Against a benchmark"}
          rows={comparison(risk)}
        />
      </SimpleGrid>
      <Tails risk={risk} />
      <Assumptions sentences={risk.assumptions} />
    </>
  );
}

function Figures({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  return (
    <div>
      <Title order={3}>{title}</Title>
      <table className="plain-table figures" aria-label={title}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, explanation, value }) => (
            <tr key={name}>
              <th scope="row">
                <span style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
                  {name}
                  <Explain what={name}>{explanation}</Explain>
                </span>
              </th>
              <td className="number">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function swings(risk: Risk): Row[] {
  const fall = risk.maximumDrawdown;
  return [
    {
      name: "Volatility",
      explanation:
        "Standard deviation of the sessions' returns, times the root of 252: a year's typical swing.",
      value: <Measured measure={risk.volatility} write={percent} />,
    },
    {
      name: "Downside deviation",
      explanation: "As volatility, but only of returns under the minimum return of 0 %.",
      value: <Measured measure={risk.downsideDeviation} write={percent} />,
    },
    {
      name: "Sharpe ratio",
      explanation: "Return above the risk-free rate per unit of volatility, a year.",
      value: <Measured measure={risk.sharpeRatio} write={decimal} />,
    },
    {
      name: "Sortino ratio",
      explanation: "Return above the minimum return per unit of downside deviation, a year.",
      value: <Measured measure={risk.sortinoRatio} write={decimal} />,
    },
    {
      name: "Deepest fall",
      explanation: "The largest fall under the highest level before it, and when it was made good.",
      value: fall ? `${percent(fall.depth)}${fallWords(fall)}` : "–",
    },
  ];
}

function fallWords(fall: NonNullable<Risk["maximumDrawdown"]>): string {
  if (fall.depth === 0) return ", it never fell";
  const back = fall.recovery ? `back on ${day(fall.recovery)}` : "not back yet";
  return `, ${day(fall.peak)} to ${day(fall.trough)}, ${back}`;
}

function comparison({ benchmark }: Risk): Row[] {
  return [
    {
      name: "Beta",
      explanation: "How much the portfolio moved for each percent of the benchmark.",
      value: <Measured measure={benchmark.beta} write={decimal} />,
    },
    {
      name: "Alpha",
      explanation: "Jensen's: the return a year that beta does not explain.",
      value: <Measured measure={benchmark.alpha} write={signedPercent} />,
    },
    {
      name: "Correlation",
      explanation: "1: they always moved together; 0: without relation; -1: opposite ways.",
      value: <Measured measure={benchmark.correlation} write={decimal} />,
    },
    {
      name: "Tracking error",
      explanation: "Standard deviation of the difference of returns, a year.",
      value: <Measured measure={benchmark.trackingError} write={percent} />,
    },
    {
      name: "Information ratio",
      explanation: "Return above the benchmark per unit of tracking error, a year.",
      value: <Measured measure={benchmark.informationRatio} write={decimal} />,
    },
  ];
}

const METHODS = [
  { key: "historical", name: "What happened" },
  { key: "parametric", name: "Normal distribution" },
  { key: "cornishFisher", name: "Corrected for skewness" },
] as const;

function Tails({ risk }: { readonly risk: Risk }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Bad sessions, scrollable">
      <table className="plain-table figures" aria-label="Bad sessions">
        <thead>
          <tr>
            <th scope="col">
              Bad sessions
              <Explain what="Bad sessions">
                Value at risk: the return that only 5 (or 1) of 100 sessions fell under. Expected
                shortfall: the mean return of those. Three ways to estimate them.
              </Explain>
            </th>
            {risk.tails.flatMap(({ confidence }) => [
              <th key={`v${confidence}`} scope="col" className="number">
                Value at risk {percent(confidence, 0)}
              </th>,
              <th key={`e${confidence}`} scope="col" className="number">
                Expected shortfall {percent(confidence, 0)}
              </th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {METHODS.map(({ key, name }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {risk.tails.flatMap((tail) => [
                <td key={`v${tail.confidence}`} className="number">
                  <Measured measure={tail[key].valueAtRisk} write={percent} />
                </td>,
                <td key={`e${tail.confidence}`} className="number">
                  <Measured measure={tail[key].expectedShortfall} write={percent} />
                </td>,
              ])}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

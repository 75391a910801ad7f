import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { PortfolioIncomeDocument, type PortfolioIncomeQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Assumptions } from "../look/Assumptions.js";
import { money, month, percent } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Stat } from "../look/Stat.js";
import { Empty, Shown, Waiting } from "../look/View.js";
import type { Period } from "./RiskPanel.js";

const MonthBars = lazy(() => import("./MonthBars.js"));

type Income = NonNullable<PortfolioIncomeQuery["household"]>["portfolio"]["income"];

/** Dividends, distributions and interest: by month and by what paid them. */
export function IncomePanel({ period }: { readonly period: Period }) {
  const answer = useGraph(PortfolioIncomeDocument, period);
  return (
    <Panel
      title="Income"
      explanation="Dividends, distributions and interest on the day the broker booked them, in US dollars at the trade date's rate, over all accounts."
    >
      <Shown answer={answer} rows={5}>
        {({ household }) => {
          const income = household?.portfolio.income;
          return income && income.byMonth.length > 0 ? (
            <Shares income={income} />
          ) : (
            <Empty title="No income in this range">
              Nothing paid dividends or interest; choose a longer range.
            </Empty>
          );
        }}
      </Shown>
    </Panel>
  );
}

function Shares({ income }: { readonly income: Income }) {
  return (
    <>
      <div className="stats" style={{ marginBottom: "1rem" }}>
        <Stat label="Gross" explanation="Before withholding tax and fees.">
          {money(income.gross)}
        </Stat>
        <Stat
          label="Net"
          explanation="What reached the accounts: gross less tax withheld and fees."
        >
          {money(income.net)}
        </Stat>
        <Stat
          label="Dividends of a year"
          explanation="Gross dividends of the twelve months until the last day, of what is held now."
        >
          {money(income.trailingDividends)}
        </Stat>
        <Stat
          label="Yield on cost"
          explanation="Dividends of a year by the adjusted cost of all lots held now."
        >
          {income.yieldOnCost === null ? "–" : percent(income.yieldOnCost)}
        </Stat>
      </div>
      <Suspense fallback={<Waiting rows={4} />}>
        <MonthBars months={income.byMonth} />
      </Suspense>
      <ByMonth income={income} />
      <ByInstrument income={income} />
      <Assumptions sentences={income.assumptions} />
    </>
  );
}

const AMOUNTS = [
  { key: "gross", name: "Gross" },
  { key: "withheld", name: "Withheld" },
  { key: "fees", name: "Fees" },
  { key: "net", name: "Net" },
] as const;

function AmountHeads() {
  return AMOUNTS.map(({ key, name }) => (
    <th key={key} scope="col" className="number">
      {name}
    </th>
  ));
}

function AmountCells({
  of,
}: {
  readonly of: Income["byMonth"][number] | Income["byInstrument"][number];
}) {
  return AMOUNTS.map(({ key }) => (
    <td key={key} className="number">
      {money(of[key])}
    </td>
  ));
}

function ByMonth({ income }: { readonly income: Income }) {
  return (
    <details>
      <summary>Show the months as a table</summary>
      <table className="plain-table figures" aria-label="Income by month">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <AmountHeads />
          </tr>
        </thead>
        <tbody>
          {income.byMonth.map((each) => (
            <tr key={each.month}>
              <td>{month(each.month)}</td>
              <AmountCells of={each} />
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function ByInstrument({ income }: { readonly income: Income }) {
  const rows = [...income.byInstrument].sort((a, b) => Number(b.gross) - Number(a.gross));
  return (
    <details>
      <summary>Show by instrument</summary>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Income, scrollable">
        <table className="plain-table figures" aria-label="Income by instrument">
          <thead>
            <tr>
              <th scope="col">Instrument</th>
              <AmountHeads />
              <th scope="col" className="number">
                Yield on cost
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((each) => (
              <tr key={each.instrument?.id ?? "cash"}>
                <td>
                  <Payer instrument={each.instrument} />
                </td>
                <AmountCells of={each} />
                <td className="number">
                  {each.yieldOnCost === null ? "–" : percent(each.yieldOnCost)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Payer({
  instrument,
}: {
  readonly instrument: Income["byInstrument"][number]["instrument"];
}) {
  if (!instrument) return "Interest on cash";
  return (
    <Anchor
      className="link"
      size="sm"
      renderRoot={(props) => (
        <Link to="/holdings/$instrumentId" params={{ instrumentId: instrument.id }} {...props} />
      )}
    >
      {instrument.symbol} · {instrument.name}
    </Anchor>
  );
}

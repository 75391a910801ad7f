import { SimpleGrid } from "@mantine/core";
import type { SimulationFieldsFragment } from "../generated/operations.js";
import { label, percent, wholeMoney } from "../look/figures.js";
import { Panel } from "../look/Panel.js";

type Result = NonNullable<SimulationFieldsFragment["result"]>;

/** The fan as numbers, the goals, and what it all rests on. */
export function SimulationTables(props: {
  readonly simulation: SimulationFieldsFragment;
  readonly result: Result;
}) {
  const { simulation, result } = props;
  return (
    <>
      <Panel title="The same as a table">
        <PercentileTable percentiles={result.percentiles} />
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {result.goals.length > 0 ? <GoalOutcomes goals={result.goals} /> : null}
        <Panel title="What it rests on">
          <ul style={{ margin: 0, paddingLeft: 18, fontSize: "0.88rem", display: "grid", gap: 4 }}>
            <li>
              Allocation:{" "}
              {simulation.inputs.allocation
                .filter(({ weight }) => weight > 0)
                .map(({ assetClass, weight }) => `${label(assetClass)} ${percent(weight, 0)}`)
                .join(", ")}
              , rebalanced every month
            </li>
            {[...simulation.inputs.remarks, ...result.assumptions].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Panel>
      </SimpleGrid>
    </>
  );
}

function GoalOutcomes({ goals }: { readonly goals: Result["goals"] }) {
  return (
    <Panel
      title="Goals"
      explanation="Share of futures in which the goal is met in full on its date, with the sampling error."
    >
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Goal</th>
            <th scope="col" className="number">
              Probability
            </th>
            <th scope="col" className="number">
              Interval
            </th>
          </tr>
        </thead>
        <tbody>
          {goals.map(({ goalId, name, probability }) => (
            <tr key={goalId}>
              <td>{name}</td>
              <td className="number">{percent(probability.value, 1)}</td>
              <td className="number">
                {percent(probability.low, 1)} – {percent(probability.high, 1)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function PercentileTable({ percentiles }: { readonly percentiles: Result["percentiles"] }) {
  const { months, p5, p25, p50, p75, p95 } = percentiles;
  const last = months.length - 1;
  const rows = months.flatMap((month, i) => (month % 60 === 0 || i === last ? [{ month, i }] : []));
  const columns = [
    { name: "5th", values: p5 },
    { name: "25th", values: p25 },
    { name: "Median", values: p50 },
    { name: "75th", values: p75 },
    { name: "95th", values: p95 },
  ];
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Percentiles, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">After</th>
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ month, i }) => (
            <tr key={month}>
              <th scope="row">{month === 0 ? "today" : `${(month / 12).toFixed(0)} years`}</th>
              {columns.map(({ name, values }) => (
                <td key={name} className="number">
                  {wholeMoney(values[i] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

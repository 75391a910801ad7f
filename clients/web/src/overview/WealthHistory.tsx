import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { WealthHistoryDocument, type WealthHistoryQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Delta } from "../look/Delta.js";
import { day, money } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { startOf } from "../look/range.js";
import { RangeControl } from "../look/RangeControl.js";
import { today } from "../look/figures.js";
import { Empty, Shown, Waiting } from "../look/View.js";

const LineChart = lazy(() => import("../look/LineChart.js"));
const route = getRouteApi("/app/");

type Snapshots = NonNullable<WealthHistoryQuery["household"]>["portfolio"]["snapshots"];

/** Net worth at the end of each day; the last point is now. */
export function WealthHistory(props: { readonly householdId: string; readonly now: number }) {
  const { range = "1Y" } = route.useSearch();
  const navigate = route.useNavigate();
  const to = today();
  const answer = useGraph(WealthHistoryDocument, {
    householdId: props.householdId,
    from: startOf(range, to),
    to,
  });
  return (
    <Panel
      title="Net worth over time"
      explanation="Holdings at the close of each day, and cash, as stored by the endpoint; the change includes deposits and withdrawals, so it is not a return."
      actions={
        <RangeControl
          range={range}
          choose={(next) =>
            void navigate({ search: { range: next }, replace: true, resetScroll: false })
          }
        />
      }
    >
      <Shown answer={answer} rows={6}>
        {(data) => (
          <History snapshots={data.household?.portfolio.snapshots ?? null} now={props.now} />
        )}
      </Shown>
    </Panel>
  );
}

function History(props: { readonly snapshots: Snapshots | null; readonly now: number }) {
  const { snapshots, now } = props;
  const first = snapshots?.values[0];
  if (!snapshots || first === undefined)
    return (
      <Empty title="No history in this range">
        Days are counted after an import; it takes a moment. Choose a longer range otherwise.
      </Empty>
    );
  const values = snapshots.values.map(Number);
  const start = Number(first);
  const change = now - start;
  return (
    <>
      <div style={{ marginBottom: 8 }} className="figures">
        <Delta amount={change} fraction={start > 0 ? change / start : null} />{" "}
        <span style={{ color: "var(--mantine-color-dimmed)", fontSize: "0.85rem" }}>
          since {day(snapshots.dates[0] ?? "")}, deposits included
        </span>
      </div>
      <Suspense fallback={<Waiting rows={6} />}>
        <LineChart
          name="Net worth"
          dates={snapshots.dates}
          series={[
            { name: "Net worth", values, isArea: true },
            {
              name: "Cost and cash",
              values: snapshots.cost.map(
                (cost, i) => Number(cost) + Number(snapshots.cash[i] ?? 0),
              ),
            },
          ]}
        />
      </Suspense>
      <details>
        <summary>Show as a table (last day of each month)</summary>
        <MonthTable snapshots={snapshots} />
      </details>
    </>
  );
}

function MonthTable({ snapshots }: { readonly snapshots: Snapshots }) {
  const { dates, values, cash } = snapshots;
  const rows = dates.flatMap((date, i) =>
    dates[i + 1]?.slice(0, 7) === date.slice(0, 7)
      ? []
      : [{ date, value: values[i] ?? "0", cash: cash[i] ?? "0" }],
  );
  return (
    <table className="plain-table figures">
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col" className="number">
            Net worth
          </th>
          <th scope="col" className="number">
            Of it cash
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.date}>
            <td>{day(row.date)}</td>
            <td className="number">{money(row.value)}</td>
            <td className="number">{money(row.cash)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

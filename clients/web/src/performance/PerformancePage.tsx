import { Group, SegmentedControl } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { PerformanceDocument, type PerformanceQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Notice } from "../look/Notice.js";
import { today } from "../look/figures.js";
import { startOf } from "../look/range.js";
import { RangeControl } from "../look/RangeControl.js";
import { Empty, Page, Shown } from "../look/View.js";
import type { PerformanceSearch } from "../search.js";
import { useHousehold } from "../shell/household.js";
import { Growth } from "./Growth.js";
import { IncomePanel } from "./IncomePanel.js";
import { RealizedPanel } from "./RealizedPanel.js";
import { Returns } from "./Returns.js";
import { RiskPanel } from "./RiskPanel.js";
import { useBenchmark } from "./useBenchmark.js";

const route = getRouteApi("/app/performance");

export type PortfolioPerformance = NonNullable<
  PerformanceQuery["household"]
>["portfolio"]["performance"];

/** What the household's money earned, how steadily, against what, and in which months it paid. */
export function PerformancePage() {
  const { household } = useHousehold();
  const { range = "1Y", method, benchmark: benchmarkId = null } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: PerformanceSearch): void =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  const to = today();
  const period = { householdId: household.id, from: startOf(range, to), to };
  const answer = useGraph(PerformanceDocument, period);
  const benchmark = useBenchmark(benchmarkId, answer.data?.household?.portfolio.performance);
  return (
    <Page
      title="Performance"
      lead="Returns of all accounts together, at the close of each day"
      actions={
        <Group gap="xs">
          <SegmentedControl
            size="xs"
            aria-label="Method"
            value={method ?? "time"}
            data={[
              { value: "time", label: "Time-weighted" },
              { value: "money", label: "Money-weighted" },
            ]}
            onChange={(value) => change({ method: value === "money" ? "money" : undefined })}
          />
          <RangeControl range={range} choose={(next) => change({ range: next })} />
        </Group>
      }
    >
      <Shown answer={answer} rows={8}>
        {(data) => {
          const performance = data.household?.portfolio.performance;
          if (!performance || performance.dates.length === 0) return <NoReturns />;
          return (
            <>
              {performance.isEstimated ? <Estimated /> : null}
              <Returns performance={performance} isMoneyWeighted={method === "money"} />
              <Growth performance={performance} benchmark={benchmark} change={change} />
            </>
          );
        }}
      </Shown>
      <RiskPanel period={period} benchmark={benchmark} change={change} />
      <IncomePanel period={period} />
      <RealizedPanel period={period} />
    </Page>
  );
}

function NoReturns() {
  return (
    <section className="panel" aria-label="Returns">
      <Empty title="No returns in this range">
        Returns are computed from the closes of days with holdings; after an import that takes a
        moment. Choose a longer range otherwise.
      </Empty>
    </section>
  );
}

function Estimated() {
  return (
    <Notice tone="warn" title="Some days are estimated">
      A holding had no market price on some day of this range and stands at its last trade.
    </Notice>
  );
}

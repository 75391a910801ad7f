import { useSubscription } from "@apollo/client/react";
import { Anchor, Button, Progress, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import {
  CancelSimulationDocument,
  SimulationDocument,
  type SimulationFieldsFragment,
  SimulationProgressDocument,
} from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";
import { problemOf } from "../graph/Problem.js";
import { useAction, useGraph } from "../graph/useGraph.js";
import { count, day, instant, label, money, percent, wholeMoney } from "../look/figures.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Stat } from "../look/Stat.js";
import { Empty, Page, Shown, Waiting } from "../look/View.js";
import { SimulationTables } from "./SimulationTables.js";

const FanChart = lazy(() => import("./FanChart.js"));
const route = getRouteApi("/app/plan/simulations/$simulationId");

/** One run, filling while it runs. */
export function SimulationPage() {
  const { simulationId } = route.useParams();
  const answer = useGraph(SimulationDocument, { id: simulationId });
  const simulation = answer.data?.simulation;
  const isMoving = simulation?.status === "QUEUED" || simulation?.status === "RUNNING";
  useSubscription(SimulationProgressDocument, { variables: { simulationId }, skip: !isMoving });
  const isPolling = useSyncExternalStore(liveState.subscribe, liveState.read) === "POLLING";
  const { reload } = answer;
  useEffect(() => {
    if (!isPolling || !isMoving) return;
    const timer = setInterval(reload, 2_000);
    return () => clearInterval(timer);
  }, [isPolling, isMoving, reload]);
  return (
    <Page
      title="Simulation"
      lead={
        <>
          {simulation ? `Started ${instant(simulation.createdAt)}. ` : null}
          <Anchor className="link" size="sm" renderRoot={(props) => <Link to="/plan" {...props} />}>
            Back to the plan
          </Anchor>
        </>
      }
    >
      <Shown answer={answer} rows={8}>
        {(data) =>
          data.simulation ? (
            <Run simulation={data.simulation} />
          ) : (
            <Empty title="No such simulation">It may belong to another household.</Empty>
          )
        }
      </Shown>
    </Page>
  );
}

function Run({ simulation }: { readonly simulation: SimulationFieldsFragment }) {
  const { status, result } = simulation;
  return (
    <>
      <Standing simulation={simulation} />
      {result ? (
        <>
          <Headline simulation={simulation} result={result} />
          <Panel
            title="Possible futures"
            explanation="Wealth in today's money: half of all futures stay in the dark band (25th to 75th percentile), nine of ten in the light one (5th to 95th); the line is the median."
          >
            <Suspense fallback={<Waiting rows={8} />}>
              <FanChart percentiles={result.percentiles} paths={result.paths} />
            </Suspense>
            <Text size="sm" c="dimmed">
              {count(result.paths)} of {count(simulation.pathsTotal)} futures so far, from{" "}
              {wholeMoney(simulation.inputs.startBalance.amount)} on {day(simulation.inputs.asOf)};
              seed {simulation.seed}.
            </Text>
          </Panel>
          <SimulationTables simulation={simulation} result={result} />
        </>
      ) : status === "FAILED" || status === "CANCELLED" ? null : (
        <Panel title="Possible futures">
          <Waiting rows={8} />
        </Panel>
      )}
    </>
  );
}

function Standing({ simulation }: { readonly simulation: SimulationFieldsFragment }) {
  const cancel = useAction(CancelSimulationDocument, [SimulationDocument]);
  switch (simulation.status) {
    case "QUEUED":
    case "RUNNING":
      return (
        <>
          <Notice
            tone="quiet"
            title={
              simulation.status === "QUEUED"
                ? "Waiting for its turn"
                : `Running: ${count(simulation.pathsDone)} futures`
            }
            action={
              <Button
                size="xs"
                variant="default"
                loading={cancel.isBusy}
                onClick={() => void cancel.run({ id: simulation.id })}
              >
                Cancel
              </Button>
            }
          >
            <Progress value={simulation.progressPercent} aria-label="Simulated" mt={6} />
          </Notice>
          <ProblemNotice problem={cancel.problem} />
        </>
      );
    case "FAILED":
      return (
        <ProblemNotice
          problem={problemOf(simulation.failure?.message ?? "", {
            code: simulation.failure?.code ?? "INTERNAL",
          })}
        />
      );
    case "CANCELLED":
      return (
        <Notice tone="warn" title={`${label(simulation.status)}`}>
          Start another one from the plan.
        </Notice>
      );
    case "DONE":
      return null;
  }
}

function Headline(props: {
  readonly simulation: SimulationFieldsFragment;
  readonly result: NonNullable<SimulationFieldsFragment["result"]>;
}) {
  const { simulation, result } = props;
  const success = result.successProbability;
  const years = (simulation.inputs.horizonMonths / 12).toFixed(0);
  return (
    <div className="stats">
      <Stat
        label="Success probability"
        isHero
        explanation={`Share of futures in which every withdrawal and every goal is paid in full over ${years} years. The interval is the simulation's own sampling error (${success.method}); it says nothing about whether the assumptions hold.`}
        note={
          <Text size="sm" c="dimmed" className="figures">
            {percent(success.low, 1)} to {percent(success.high, 1)} with{" "}
            {percent(success.confidence, 0)} confidence
          </Text>
        }
      >
        <span data-testid="success">{percent(success.value, 1)}</span>
      </Stat>
      <Stat
        label="Spending is paid"
        explanation="Share of futures in which every withdrawal is paid in full, goals aside."
      >
        {percent(result.withdrawalProbability.value, 1)}
      </Stat>
      <Stat
        label={`Median after ${years} years`}
        explanation="Half of the futures end with more, half with less; in today's money."
      >
        {wholeMoney(result.terminalMedian.amount)}
      </Stat>
      <Stat
        label="Spent a month"
        explanation="Taken at the start of each month once saving has ended; rises with inflation."
      >
        {money(simulation.inputs.monthlyWithdrawal.amount)}
      </Stat>
    </div>
  );
}

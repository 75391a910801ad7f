import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PlanDocument, type PlanQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { instant, label, money, percent } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { Goals } from "./Goals.js";
import { SimulationForm } from "./SimulationForm.js";

type Household = NonNullable<PlanQuery["household"]>;

/** Goals, and how likely they are. */
export function PlanPage() {
  const { household, canWrite } = useHousehold();
  const answer = useGraph(PlanDocument, { householdId: household.id });
  return (
    <Page title="Plan" lead="What the money is for, and how likely it is to last">
      <Shown answer={answer} rows={6}>
        {(data) =>
          data.household ? (
            <>
              <Goals householdId={household.id} goals={data.household.goals} canWrite={canWrite} />
              {canWrite ? <SimulationForm householdId={household.id} /> : null}
              <Runs household={data.household} />
            </>
          ) : null
        }
      </Shown>
    </Page>
  );
}

function Runs({ household }: { readonly household: Household }) {
  const runs = household.simulations.edges.map(({ node }) => node);
  return (
    <Panel
      title="Simulations so far"
      explanation="Each run keeps the inputs it was started with; the same inputs give the same answer."
    >
      {runs.length === 0 ? (
        <Empty title="No simulation yet">
          Fill in the form above and start one; it takes a few seconds.
        </Empty>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Simulations, scrollable">
          <table className="plain-table figures">
            <thead>
              <tr>
                <th scope="col">Started</th>
                <th scope="col">State</th>
                <th scope="col" className="number">
                  Years
                </th>
                <th scope="col" className="number">
                  Saved a month
                </th>
                <th scope="col" className="number">
                  Spent a month
                </th>
                <th scope="col" className="number">
                  Success
                </th>
              </tr>
            </thead>
            <tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function RunRow({ run }: { readonly run: Household["simulations"]["edges"][number]["node"] }) {
  const estimate = run.result?.successProbability;
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/plan/simulations/$simulationId"
              params={{ simulationId: run.id }}
              {...props}
            />
          )}
        >
          {instant(run.createdAt)}
        </Anchor>
      </td>
      <td>{run.status === "RUNNING" ? `Running, ${run.progressPercent}%` : label(run.status)}</td>
      <td className="number">{(run.inputs.horizonMonths / 12).toFixed(0)}</td>
      <td className="number">{money(run.inputs.monthlyContribution.amount)}</td>
      <td className="number">{money(run.inputs.monthlyWithdrawal.amount)}</td>
      <td className="number">
        {estimate
          ? `${percent(estimate.value, 1)} (${percent(estimate.low, 1)} – ${percent(estimate.high, 1)})`
          : "–"}
      </td>
    </tr>
  );
}

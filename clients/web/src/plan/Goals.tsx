import { Button, Group } from "@mantine/core";
import { useState } from "react";
import {
  FirstStepsDocument,
  type GoalFieldsFragment,
  PlanDocument,
  RemoveGoalDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { day, label, moneyOf } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty } from "../look/View.js";
import { GoalForm } from "./GoalForm.js";

/** The household's goals; one at a time is edited in its place. */
export function Goals(props: {
  readonly householdId: string;
  readonly goals: readonly GoalFieldsFragment[];
  readonly canWrite: boolean;
}) {
  const { householdId, goals, canWrite } = props;
  const [edited, setEdited] = useState<string | null>(null);
  const remove = useAction(RemoveGoalDocument, [PlanDocument, FirstStepsDocument]);
  const close = (): void => setEdited(null);
  return (
    <Panel
      title="Goals"
      explanation="Amounts in today's money. Retirement and legacy are balances to reach; a simulation pays the others out of the portfolio on their date."
      actions={
        canWrite ? (
          <Button size="xs" variant="default" onClick={() => setEdited("new")}>
            Add a goal
          </Button>
        ) : null
      }
    >
      {edited === "new" ? <GoalForm householdId={householdId} goal={null} close={close} /> : null}
      <ProblemNotice problem={remove.problem} />
      {goals.length === 0 && edited === null ? (
        <Empty title="No goal yet">
          A home, an education, retirement: add one, and a simulation says how likely it is.
        </Empty>
      ) : null}
      {goals.length > 0 ? (
        <GoalTable
          goals={goals}
          actions={
            canWrite
              ? {
                  edit: setEdited,
                  remove: (goal) =>
                    void remove.run({ input: { goalId: goal.id, version: goal.version } }),
                }
              : null
          }
          form={(goal) =>
            goal.id === edited ? (
              <GoalForm key={goal.id} householdId={householdId} goal={goal} close={close} />
            ) : null
          }
        />
      ) : null}
    </Panel>
  );
}

function GoalTable(props: {
  readonly goals: readonly GoalFieldsFragment[];
  readonly actions: {
    readonly edit: (goalId: string) => void;
    readonly remove: (goal: GoalFieldsFragment) => void;
  } | null;
  readonly form: (goal: GoalFieldsFragment) => React.ReactNode;
}) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Goals, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Goal</th>
            <th scope="col">Kind</th>
            <th scope="col">When</th>
            <th scope="col" className="number">
              Amount
            </th>
            <th scope="col" className="number">
              Priority
            </th>
            {props.actions ? <th scope="col" aria-label="Actions" /> : null}
          </tr>
        </thead>
        <tbody>
          {props.goals.map((goal) => {
            const form = props.form(goal);
            if (form)
              return (
                <tr key={goal.id}>
                  <td colSpan={6}>{form}</td>
                </tr>
              );
            return <GoalRow key={goal.id} goal={goal} actions={props.actions} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

function GoalRow(props: {
  readonly goal: GoalFieldsFragment;
  readonly actions: {
    readonly edit: (goalId: string) => void;
    readonly remove: (goal: GoalFieldsFragment) => void;
  } | null;
}) {
  const { goal, actions } = props;
  return (
    <tr>
      <td style={{ fontWeight: 600 }}>{goal.name}</td>
      <td>{label(goal.kind)}</td>
      <td style={{ whiteSpace: "nowrap" }}>{day(goal.targetDate)}</td>
      <td className="number">{moneyOf(goal.targetAmount)}</td>
      <td className="number">{goal.priority}</td>
      {actions ? (
        <td>
          <Group gap={6} justify="end" wrap="nowrap">
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Edit ${goal.name}`}
              onClick={() => actions.edit(goal.id)}
            >
              Edit
            </Button>
            <Button
              size="compact-xs"
              variant="default"
              aria-label={`Remove ${goal.name}`}
              onClick={() => actions.remove(goal)}
            >
              Remove
            </Button>
          </Group>
        </td>
      ) : null}
    </tr>
  );
}

import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  type AlertFieldsFragment,
  AlertsDocument,
  RemoveAlertDocument,
} from "../generated/operations.js";
import { useAction, useGraph } from "../graph/useGraph.js";
import { instant } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { AlertForm } from "./AlertForm.js";
import { firingOf, wishOf } from "./alertWords.js";

/** Waiting and fired alerts; each fires once. */
export function Alerts({ householdId }: { readonly householdId: string }) {
  const { canWrite } = useHousehold();
  const answer = useGraph(AlertsDocument, { householdId });
  return (
    <Panel
      title="Alerts"
      explanation="An alert fires once, when a price that can be trusted reaches its threshold; a stale price fires only an alert for that. The endpoint watches, also while nobody is signed in."
    >
      {canWrite ? <AlertForm householdId={householdId} /> : null}
      <Shown answer={answer} rows={3}>
        {({ household }) => <AlertTable alerts={household?.alerts ?? []} />}
      </Shown>
    </Panel>
  );
}

function AlertTable({ alerts }: { readonly alerts: readonly AlertFieldsFragment[] }) {
  const remove = useAction(RemoveAlertDocument, [AlertsDocument]);
  const { canWrite } = useHousehold();
  if (alerts.length === 0)
    return (
      <Empty title="No alert yet">
        Set one above; it shows on every page when it fires, and stays in this list.
      </Empty>
    );
  return (
    <>
      <ProblemNotice problem={remove.problem} />
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Alerts, scrollable">
        <table className="plain-table figures" aria-label="Alerts">
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col">State</th>
              <th scope="col" aria-label="Actions" />
            </tr>
          </thead>
          <tbody>
            {alerts.map((alert) => (
              <AlertRow
                key={alert.id}
                alert={alert}
                remove={canWrite ? () => void remove.run({ alertId: alert.id }) : null}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function AlertRow(props: {
  readonly alert: AlertFieldsFragment;
  readonly remove: (() => void) | null;
}) {
  const { alert, remove } = props;
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          size="sm"
          renderRoot={(link) => (
            <Link
              to="/holdings/$instrumentId"
              params={{ instrumentId: alert.instrument.id }}
              {...link}
            />
          )}
        >
          {wishOf(alert)}
        </Anchor>
        <div className="note">set {instant(alert.createdAt)}</div>
      </td>
      <td>
        <span className="tag" data-tone={alert.firedAt ? "warn" : undefined}>
          {alert.firedAt ? "fired" : "waits"}
        </span>
        <div className="note">{firingOf(alert)}</div>
      </td>
      <td className="number">
        {remove ? (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Remove the alert: ${wishOf(alert)}`}
            onClick={remove}
          >
            Remove
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

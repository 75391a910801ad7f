import { Button, Group } from "@mantine/core";
import { useState } from "react";
import {
  FirstStepsDocument,
  PeopleDocument,
  type PersonFieldsFragment,
  RemovePersonDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { day } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { PersonForm } from "./PersonForm.js";
import type { SettingsHousehold } from "./SettingsPage.js";

/** People whose money is planned; they need no login. */
export function People({ household }: { readonly household: SettingsHousehold }) {
  const { canWrite } = useHousehold();
  const [edited, setEdited] = useState<string | null>(null);
  const remove = useAction(RemovePersonDocument, [PeopleDocument, FirstStepsDocument]);
  const close = (): void => setEdited(null);
  return (
    <Panel
      title="People"
      explanation="Whose money it is. Birth dates give simulations their horizon and tax its age rules; nobody here needs a login."
      actions={
        canWrite ? (
          <Button size="xs" variant="default" onClick={() => setEdited("new")}>
            Add a person
          </Button>
        ) : null
      }
    >
      {edited === "new" ? (
        <PersonForm householdId={household.id} person={null} close={close} />
      ) : null}
      <ProblemNotice problem={remove.problem} />
      {household.people.length === 0 && edited === null ? (
        <Empty title="Nobody yet">Add yourself, and whoever shares the household's money.</Empty>
      ) : null}
      {household.people.map((person) =>
        person.id === edited ? (
          <PersonForm key={person.id} householdId={household.id} person={person} close={close} />
        ) : (
          <PersonLine key={person.id} person={person}>
            {canWrite ? (
              <Group gap={6}>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Edit ${person.name}`}
                  onClick={() => setEdited(person.id)}
                >
                  Edit
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={`Remove ${person.name}`}
                  onClick={() =>
                    void remove.run({ input: { personId: person.id, version: person.version } })
                  }
                >
                  Remove
                </Button>
              </Group>
            ) : null}
          </PersonLine>
        ),
      )}
    </Panel>
  );
}

function PersonLine(props: {
  readonly person: PersonFieldsFragment;
  readonly children: React.ReactNode;
}) {
  const { person } = props;
  const facts = [
    person.birthDate ? `born ${day(person.birthDate)}` : "birth date not known",
    person.retirementDate ? `retires ${day(person.retirementDate)}` : null,
    person.retirementState ? `in ${person.retirementState}` : null,
  ];
  return (
    <Group justify="space-between" py={8} style={{ borderBottom: "1px solid var(--wg-line)" }}>
      <div>
        <strong>{person.name}</strong>
        <div style={{ fontSize: "0.85rem", color: "var(--mantine-color-dimmed)" }}>
          {facts.filter(Boolean).join(", ")}
        </div>
      </div>
      {props.children}
    </Group>
  );
}

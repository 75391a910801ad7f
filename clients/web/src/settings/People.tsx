import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  AddPersonDocument,
  FirstStepsDocument,
  PeopleDocument,
  type PersonFieldsFragment,
  RemovePersonDocument,
  type Sex,
  UpdatePersonDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { day, label } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
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

function PersonForm(props: {
  readonly householdId: string;
  readonly person: PersonFieldsFragment | null;
  close(): void;
}) {
  const { householdId, person, close } = props;
  const add = useAction(AddPersonDocument, [PeopleDocument, FirstStepsDocument]);
  const update = useAction(UpdatePersonDocument, [PeopleDocument]);
  const action = person ? update : add;
  const [fields, setFields] = useState({
    name: person?.name ?? "",
    birthDate: person?.birthDate ?? "",
    sex: person?.sex ?? "",
    retirementDate: person?.retirementDate ?? "",
    retirementState: person?.retirementState ?? "",
  });
  const set = (change: Partial<typeof fields>): void => setFields((old) => ({ ...old, ...change }));
  const submit = async (): Promise<void> => {
    const sex: Sex | null = fields.sex === "FEMALE" || fields.sex === "MALE" ? fields.sex : null;
    const input = {
      name: fields.name.trim(),
      birthDate: fields.birthDate || null,
      sex,
      retirementDate: fields.retirementDate || null,
      retirementState: fields.retirementState.trim().toUpperCase() || null,
    };
    const data = person
      ? await update.run({ input: { ...input, personId: person.id, version: person.version } })
      : await add.run({ input: { ...input, householdId } });
    if (data) close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm" py="sm">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
          <TextInput
            label="Person's name"
            required
            maxLength={100}
            value={fields.name}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label="Birth date"
            type="date"
            value={fields.birthDate}
            onChange={(event) => set({ birthDate: event.currentTarget.value })}
          />
          <NativeSelect
            label="Sex in life tables"
            value={fields.sex}
            data={[
              { value: "", label: "Not given" },
              ...["FEMALE", "MALE"].map((value) => ({ value, label: label(value) })),
            ]}
            onChange={(event) => set({ sex: event.currentTarget.value })}
          />
          <TextInput
            label="Retires on"
            type="date"
            value={fields.retirementDate}
            onChange={(event) => set({ retirementDate: event.currentTarget.value })}
          />
          <TextInput
            label="State in retirement"
            placeholder="CA"
            maxLength={2}
            value={fields.retirementState}
            onChange={(event) => set({ retirementState: event.currentTarget.value })}
          />
        </SimpleGrid>
        <ProblemNotice problem={action.problem} />
        <Group gap="sm">
          <Button type="submit" size="xs" loading={action.isBusy}>
            {person ? "Save" : "Add"}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  AddPersonDocument,
  FirstStepsDocument,
  PeopleDocument,
  type PersonFieldsFragment,
  type Sex,
  UpdatePersonDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { label } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";

const BLANK = { name: "", birthDate: "", sex: "", retirementDate: "", retirementState: "" };
type Fields = typeof BLANK;

function fieldsOf(person: PersonFieldsFragment | null): Fields {
  if (!person) return BLANK;
  return {
    name: person.name,
    birthDate: person.birthDate ?? "",
    sex: person.sex ?? "",
    retirementDate: person.retirementDate ?? "",
    retirementState: person.retirementState ?? "",
  };
}

function inputOf(fields: Fields) {
  const sex: Sex | null = fields.sex === "FEMALE" || fields.sex === "MALE" ? fields.sex : null;
  return {
    name: fields.name.trim(),
    birthDate: fields.birthDate || null,
    sex,
    retirementDate: fields.retirementDate || null,
    retirementState: fields.retirementState.trim().toUpperCase() || null,
  };
}

/** A person, new or changed. */
export function PersonForm(props: {
  readonly householdId: string;
  readonly person: PersonFieldsFragment | null;
  readonly close: () => void;
}) {
  const { householdId, person, close } = props;
  const add = useAction(AddPersonDocument, [PeopleDocument, FirstStepsDocument]);
  const update = useAction(UpdatePersonDocument, [PeopleDocument]);
  const action = person ? update : add;
  const [fields, setFields] = useState(() => fieldsOf(person));
  const set = (change: Partial<Fields>): void => setFields((old) => ({ ...old, ...change }));
  const submit = async (): Promise<void> => {
    const input = inputOf(fields);
    const data = person
      ? await update.run({ input: { ...input, personId: person.id, version: person.version } })
      : await add.run({ input: { ...input, householdId } });
    if (data) close();
  };
  return (
    <Form submit={submit}>
      <Stack gap="sm" py="sm">
        <PersonFields fields={fields} set={set} />
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
    </Form>
  );
}

function PersonFields(props: {
  readonly fields: Fields;
  readonly set: (change: Partial<Fields>) => void;
}) {
  const { fields, set } = props;
  return (
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
  );
}

import { Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  CreateGoalDocument,
  FirstStepsDocument,
  type GoalFieldsFragment,
  type GoalKind,
  PlanDocument,
  UpdateGoalDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { day, label, moneyOf, readAmount, today } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";

const KINDS: readonly GoalKind[] = [
  "RETIREMENT",
  "HOME",
  "EDUCATION",
  "TRAVEL",
  "VEHICLE",
  "LEGACY",
  "OTHER",
];

interface Fields {
  readonly name: string;
  readonly kind: string;
  readonly amount: string;
  readonly date: string;
  readonly priority: string;
}

function fieldsOf(goal: GoalFieldsFragment | null): Fields {
  if (!goal)
    return { name: "", kind: "HOME", amount: "", date: today({ years: 5 }), priority: "1" };
  return {
    name: goal.name,
    kind: goal.kind,
    amount: goal.targetAmount.amount,
    date: goal.targetDate,
    priority: String(goal.priority),
  };
}

/**
 * A goal, new or changed. When somebody else changed it meanwhile, what was typed stays, what is
 * stored now is shown, and saving again replaces it knowingly.
 */
export function GoalForm(props: {
  readonly householdId: string;
  readonly goal: GoalFieldsFragment | null;
  readonly close: () => void;
}) {
  const { householdId, goal, close } = props;
  const [fields, setFields] = useState(() => fieldsOf(goal));
  const create = useAction(CreateGoalDocument, [PlanDocument, FirstStepsDocument]);
  const update = useAction(UpdateGoalDocument, [PlanDocument]);
  const action = goal ? update : create;
  const amount = readAmount(fields.amount);
  const isAmountWrong = fields.amount !== "" && (amount === null || Number(amount) <= 0);
  const submit = async (): Promise<void> => {
    if (amount === null) return;
    const input = {
      name: fields.name.trim(),
      kind: KINDS.find((kind) => kind === fields.kind) ?? "OTHER",
      targetAmount: { amount, currency: "USD" },
      targetDate: fields.date,
      priority: Number(fields.priority),
    };
    const data = goal
      ? await update.run({ input: { ...input, goalId: goal.id, version: goal.version } })
      : await create.run({ input: { ...input, householdId } });
    if (data) close();
  };
  return (
    <Form submit={submit}>
      <Stack gap="sm" mb="md">
        <GoalFields
          fields={fields}
          set={(change) => setFields((old) => ({ ...old, ...change }))}
          isAmountWrong={isAmountWrong}
        />
        <ProblemNotice problem={action.problem} />
        {goal && update.problem?.code === "CONFLICT" ? (
          <Text size="sm">
            Now stored: {goal.name}, {label(goal.kind)}, {moneyOf(goal.targetAmount)} on{" "}
            {day(goal.targetDate)}. Saving replaces it by what stands above.
          </Text>
        ) : null}
        <Group gap="sm">
          <Button
            type="submit"
            size="xs"
            loading={action.isBusy}
            disabled={amount === null || isAmountWrong}
          >
            {goal ? "Save the goal" : "Add the goal"}
          </Button>
          <Button size="xs" variant="default" onClick={close}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

function GoalFields(props: {
  readonly fields: Fields;
  readonly isAmountWrong: boolean;
  readonly set: (change: Partial<Fields>) => void;
}) {
  const { fields, set } = props;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
      <TextInput
        label="Goal name"
        required
        maxLength={200}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind"
        value={fields.kind}
        data={KINDS.map((value) => ({ value, label: label(value) }))}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <TextInput
        label="Amount today"
        inputMode="decimal"
        leftSection="$"
        required
        value={fields.amount}
        error={props.isAmountWrong ? "An amount above 0, such as 50,000" : undefined}
        onChange={(event) => set({ amount: event.currentTarget.value })}
      />
      <TextInput
        label="When"
        type="date"
        required
        value={fields.date}
        onChange={(event) => set({ date: event.currentTarget.value })}
      />
      <TextInput
        label="Priority"
        description={undefined}
        type="number"
        min={1}
        max={100}
        required
        value={fields.priority}
        onChange={(event) => set({ priority: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

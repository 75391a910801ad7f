import { Button, Group, SimpleGrid, Switch, TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { PlanDocument, StartSimulationDocument } from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { readAmount } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";

const START = {
  years: "35",
  contribution: "1,500",
  contributionYears: "15",
  withdrawal: "4,000",
  paths: "10000",
};
type Fields = typeof START;

/** Starts a run from today's portfolio and leads to where it fills. */
export function SimulationForm({ householdId }: { readonly householdId: string }) {
  const navigate = useNavigate();
  const action = useAction(StartSimulationDocument, [PlanDocument]);
  const [fields, setFields] = useState(START);
  const [includeGoals, setIncludeGoals] = useState(true);
  const contribution = readAmount(fields.contribution);
  const withdrawal = readAmount(fields.withdrawal);
  const isRight = contribution !== null && withdrawal !== null;
  const submit = async (): Promise<void> => {
    if (!isRight) return;
    const horizonMonths = Number(fields.years) * 12;
    const contributionMonths = Math.min(Number(fields.contributionYears) * 12, horizonMonths);
    const data = await action.run({
      input: {
        householdId,
        horizonMonths,
        contributionMonths,
        monthlyContribution: { amount: contribution, currency: "USD" },
        monthlyWithdrawal: { amount: withdrawal, currency: "USD" },
        withdrawalStartsMonth: Math.min(contributionMonths + 1, horizonMonths),
        paths: Number(fields.paths),
        includeGoals,
      },
    });
    if (data)
      await navigate({
        to: "/plan/simulations/$simulationId",
        params: { simulationId: data.startSimulation.id },
      });
  };
  return (
    <Panel
      title="Will it last?"
      explanation="Thousands of possible futures from today's positions and cash, under stated assumptions. Amounts in today's money; spending starts when saving ends. Before tax."
    >
      <Form submit={submit}>
        <SimulationFields
          fields={fields}
          set={(change) => setFields((old) => ({ ...old, ...change }))}
        />
        <Group mt="md" gap="lg">
          <Button type="submit" loading={action.isBusy} disabled={!isRight}>
            Run the simulation
          </Button>
          <Switch
            label="Pay for the goals on their dates"
            checked={includeGoals}
            onChange={(event) => setIncludeGoals(event.currentTarget.checked)}
          />
        </Group>
        <div style={{ marginTop: 12 }}>
          <ProblemNotice problem={action.problem} />
        </div>
      </Form>
    </Panel>
  );
}

function SimulationFields(props: {
  readonly fields: Fields;
  readonly set: (change: Partial<Fields>) => void;
}) {
  const { fields, set } = props;
  const wrong = (text: string): string | undefined =>
    readAmount(text) === null ? "An amount, such as 1,500" : undefined;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
      <TextInput
        label="Years to look at"
        type="number"
        min={1}
        max={100}
        required
        value={fields.years}
        onChange={(event) => set({ years: event.currentTarget.value })}
      />
      <TextInput
        label="Saved a month"
        inputMode="decimal"
        leftSection="$"
        required
        value={fields.contribution}
        error={wrong(fields.contribution)}
        onChange={(event) => set({ contribution: event.currentTarget.value })}
      />
      <TextInput
        label="Years of saving"
        type="number"
        min={0}
        max={100}
        required
        value={fields.contributionYears}
        onChange={(event) => set({ contributionYears: event.currentTarget.value })}
      />
      <TextInput
        label="Then spent a month"
        inputMode="decimal"
        leftSection="$"
        required
        value={fields.withdrawal}
        error={wrong(fields.withdrawal)}
        onChange={(event) => set({ withdrawal: event.currentTarget.value })}
      />
      <TextInput
        label="Futures"
        description={undefined}
        type="number"
        min={100}
        max={200000}
        required
        value={fields.paths}
        onChange={(event) => set({ paths: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}

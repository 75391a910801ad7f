import { Button, Group, NativeSelect, SimpleGrid, Stack, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  HarvestCandidatesDocument,
  SetTaxProfileDocument,
  TaxEstimateDocument,
  TaxProfileDocument,
  type TaxProfileFieldsFragment,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { label } from "../look/figures.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import {
  AMOUNTS,
  fieldsOf,
  inputOf,
  isAmountWrong,
  type ProfileFields,
  STATUSES,
} from "./profileFields.js";

/** What the household says of its tax year. */
export function ProfileForm(props: {
  readonly householdId: string;
  readonly year: number;
  readonly profile: TaxProfileFieldsFragment | null;
  readonly canWrite: boolean;
}) {
  const { householdId, year, profile, canWrite } = props;
  const action = useAction(SetTaxProfileDocument, [
    TaxProfileDocument,
    TaxEstimateDocument,
    HarvestCandidatesDocument,
  ]);
  const [fields, setFields] = useState(() => fieldsOf(profile));
  const [isSaved, setSaved] = useState(false);
  const input = inputOf(fields, { householdId, year, version: profile?.version ?? null });
  const set = (change: Partial<ProfileFields>): void => {
    setSaved(false);
    setFields((old) => ({ ...old, ...change }));
  };
  const submit = async (): Promise<void> => {
    if (input) setSaved((await action.run({ input })) !== null);
  };
  return (
    <Panel
      title={`Tax profile of ${year}`}
      explanation="Amounts in US dollars for the whole year; an empty one counts as 0. The endpoint stores exactly this and computes the estimate from it."
    >
      <Form submit={submit}>
        <Stack gap="md">
          <Facts fields={fields} set={set} />
          <Amounts fields={fields} set={set} />
          <ProblemNotice problem={action.problem} />
          {isSaved ? (
            <Notice tone="gain" title="Saved; the estimate above is of this profile" />
          ) : null}
          {canWrite ? (
            <Group>
              <Button type="submit" loading={action.isBusy} disabled={input === null}>
                Save and estimate
              </Button>
            </Group>
          ) : null}
        </Stack>
      </Form>
    </Panel>
  );
}

interface PartProps {
  readonly fields: ProfileFields;
  readonly set: (change: Partial<ProfileFields>) => void;
}

function Facts({ fields, set }: PartProps) {
  const isJoint = fields.filingStatus === "MARRIED_FILING_JOINTLY";
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
      <NativeSelect
        label="Filing status"
        value={fields.filingStatus}
        data={STATUSES.map((value) => ({ value, label: label(value) }))}
        onChange={(event) => {
          const status = STATUSES.find((each) => each === event.currentTarget.value);
          if (status) set({ filingStatus: status });
        }}
      />
      <TextInput
        label="Your birth date"
        type="date"
        value={fields.filerBirthDate}
        onChange={(event) => set({ filerBirthDate: event.currentTarget.value })}
      />
      <Switch
        label="You are blind"
        mt={{ xs: 28 }}
        checked={fields.filerIsBlind}
        onChange={(event) => set({ filerIsBlind: event.currentTarget.checked })}
      />
      {isJoint ? (
        <>
          <TextInput
            label="Spouse's birth date"
            type="date"
            value={fields.spouseBirthDate}
            onChange={(event) => set({ spouseBirthDate: event.currentTarget.value })}
          />
          <Switch
            label="Spouse is blind"
            mt={{ xs: 28 }}
            checked={fields.spouseIsBlind}
            onChange={(event) => set({ spouseIsBlind: event.currentTarget.checked })}
          />
        </>
      ) : null}
      {fields.filingStatus === "MARRIED_FILING_SEPARATELY" ? (
        <Switch
          label="The other spouse itemizes"
          mt={{ xs: 28 }}
          checked={fields.spouseItemizes}
          onChange={(event) => set({ spouseItemizes: event.currentTarget.checked })}
        />
      ) : null}
    </SimpleGrid>
  );
}

function Amounts({ fields, set }: PartProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} spacing="sm">
      {AMOUNTS.map((amount) => (
        <TextInput
          key={amount.name}
          label={amount.label}
          description={amount.note}
          inputMode="decimal"
          leftSection="$"
          placeholder="0"
          value={fields.amounts[amount.name]}
          error={
            isAmountWrong(fields.amounts[amount.name]) ? "An amount, such as 1,500.00" : undefined
          }
          onChange={(event) =>
            set({ amounts: { ...fields.amounts, [amount.name]: event.currentTarget.value } })
          }
        />
      ))}
    </SimpleGrid>
  );
}

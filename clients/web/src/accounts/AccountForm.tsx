import { Button, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  type AccountKind,
  AccountsDocument,
  type Broker,
  CreateAccountDocument,
  FirstStepsDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { label } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";

export const KINDS: readonly AccountKind[] = [
  "TAXABLE",
  "JOINT_TAXABLE",
  "TRADITIONAL_IRA",
  "ROTH_IRA",
  "ROLLOVER_IRA",
  "TRADITIONAL_401K",
  "ROTH_401K",
  "HSA",
  "EDUCATION_529",
  "INHERITED_IRA",
  "SEP_IRA",
  "SIMPLE_IRA",
  "TRADITIONAL_403B",
  "ROTH_403B",
  "GOVERNMENTAL_457B",
  "TRUST",
  "CUSTODIAL",
  "COVERDELL",
];

export const BROKERS: readonly Broker[] = [
  "SCHWAB",
  "FIDELITY",
  "INTERACTIVE_BROKERS",
  "VANGUARD",
  "ETRADE",
  "ROBINHOOD",
  "COINBASE",
  "TRADING_212",
  "DEGIRO",
];

const START = { name: "", kind: "TAXABLE", broker: "", owner: "" };

/** A new account; `done` gets its id. */
export function AccountForm(props: {
  readonly householdId: string;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly done: (accountId: string) => void;
  readonly cancel?: () => void;
}) {
  const action = useAction(CreateAccountDocument, [AccountsDocument, FirstStepsDocument]);
  const [fields, setFields] = useState(START);
  const set = (change: Partial<typeof fields>): void => setFields((old) => ({ ...old, ...change }));
  const submit = async (): Promise<void> => {
    const data = await action.run({
      input: {
        householdId: props.householdId,
        name: fields.name.trim(),
        kind: KINDS.find((kind) => kind === fields.kind) ?? "TAXABLE",
        broker: BROKERS.find((broker) => broker === fields.broker) ?? null,
        ownerPersonId: fields.owner || null,
      },
    });
    if (data) props.done(data.createAccount.id);
  };
  return (
    <Form submit={submit}>
      <Stack gap="sm" maw={460}>
        <AccountFields fields={fields} set={set} people={props.people} />
        <ProblemNotice problem={action.problem} />
        <Group gap="sm">
          <Button type="submit" loading={action.isBusy}>
            Create the account
          </Button>
          {props.cancel ? (
            <Button variant="default" onClick={props.cancel}>
              Cancel
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Form>
  );
}

function AccountFields(props: {
  readonly fields: typeof START;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly set: (change: Partial<typeof START>) => void;
}) {
  const { fields, set } = props;
  return (
    <>
      <TextInput
        label="Name"
        placeholder="Joint brokerage"
        required
        maxLength={200}
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <NativeSelect
        label="Kind"
        description="Decides how gains in it are taxed"
        value={fields.kind}
        data={KINDS.map((value) => ({ value, label: label(value) }))}
        onChange={(event) => set({ kind: event.currentTarget.value })}
      />
      <NativeSelect
        label="Broker"
        value={fields.broker}
        data={[
          { value: "", label: "Another, or not known" },
          ...BROKERS.map((value) => ({ value, label: label(value) })),
        ]}
        onChange={(event) => set({ broker: event.currentTarget.value })}
      />
      <NativeSelect
        label="Owner"
        value={fields.owner}
        data={[
          { value: "", label: "The household" },
          ...props.people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => set({ owner: event.currentTarget.value })}
      />
    </>
  );
}

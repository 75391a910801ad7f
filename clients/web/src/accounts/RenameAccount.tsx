import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  type AccountFieldsFragment,
  AccountDetailDocument,
  UpdateAccountDocument,
} from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { label } from "../look/figures.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { KINDS } from "./AccountForm.js";

/** Name and kind; an edit that met somebody else's stays in the form and is sent on the newer version. */
export function RenameAccount({ account }: { readonly account: AccountFieldsFragment }) {
  const action = useAction(UpdateAccountDocument, [AccountDetailDocument]);
  const [name, setName] = useState(account.name);
  const [kind, setKind] = useState<string>(account.kind);
  const isChanged = name !== account.name || kind !== account.kind;
  const submit = (): Promise<unknown> =>
    action.run({
      input: {
        accountId: account.id,
        version: account.version,
        name: name.trim(),
        kind: KINDS.find((each) => each === kind) ?? account.kind,
      },
    });
  return (
    <Panel title="Name and kind">
      <Form submit={submit}>
        <Group align="end" gap="sm" mb="sm">
          <TextInput
            label="Account name"
            required
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Kind of account"
            value={kind}
            data={KINDS.map((value) => ({ value, label: label(value) }))}
            onChange={(event) => setKind(event.currentTarget.value)}
          />
          <Button type="submit" loading={action.isBusy} disabled={!isChanged}>
            Save
          </Button>
        </Group>
        <ProblemNotice problem={action.problem} />
        {action.problem?.code === "CONFLICT"
          ? `Now stored: ${account.name}, ${label(account.kind)}.`
          : null}
      </Form>
    </Panel>
  );
}

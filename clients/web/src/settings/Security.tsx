import { Button, Group, PasswordInput, SimpleGrid } from "@mantine/core";
import { useState } from "react";
import {
  ChangePasswordDocument,
  EndOtherSessionsDocument,
  EndSessionDocument,
  OpenSessionsDocument,
  type OpenSessionsQuery,
} from "../generated/operations.js";
import { useAction, useGraph } from "../graph/useGraph.js";
import { count, instant } from "../look/figures.js";
import { Form } from "../look/Form.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Shown } from "../look/View.js";
import { keeper } from "../session/keeper.js";
import { signOut } from "../session/signOut.js";

/** Who is signed in as this user, and the password. */
export function Security() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Sessions />
      <Password />
    </SimpleGrid>
  );
}

function Sessions() {
  const answer = useGraph(OpenSessionsDocument, {});
  const others = useAction(EndOtherSessionsDocument, [OpenSessionsDocument]);
  return (
    <Panel
      title="Sessions"
      explanation="Every sign-in of yours that can still be renewed. One that you end is out within 15 minutes, when its last token expires."
      actions={
        <Button
          size="xs"
          variant="default"
          loading={others.isBusy}
          onClick={() => void others.run({ refreshToken: keeper.refreshToken ?? "" })}
        >
          End all others
        </Button>
      }
    >
      <ProblemNotice problem={others.problem} />
      <Shown answer={answer} rows={3}>
        {({ openSessions }) => openSessions.map((each) => <SessionLine key={each.id} of={each} />)}
      </Shown>
      <Group mt="sm">
        <Button size="xs" variant="default" onClick={() => void signOut()}>
          Sign out here
        </Button>
      </Group>
    </Panel>
  );
}

function SessionLine({ of }: { readonly of: OpenSessionsQuery["openSessions"][number] }) {
  const end = useAction(EndSessionDocument, [OpenSessionsDocument]);
  const device = of.device ?? "Unnamed client";
  return (
    <Group justify="space-between" py={8} className="line" wrap="nowrap">
      <div>
        <strong>{device}</strong>
        <div className="note">
          since {instant(of.startedAt)}; last renewed {instant(of.renewedAt)}
        </div>
        <ProblemNotice problem={end.problem} />
      </div>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={`End the session of ${device} since ${instant(of.startedAt)}`}
        loading={end.isBusy}
        onClick={() => void end.run({ sessionId: of.id })}
      >
        End
      </Button>
    </Group>
  );
}

const BLANK = { current: "", next: "", again: "" };
type Fields = typeof BLANK;

function Password() {
  const change = useAction(ChangePasswordDocument, [OpenSessionsDocument]);
  const [fields, setFields] = useState(BLANK);
  const [ended, setEnded] = useState<number | null>(null);
  const set = (part: Partial<Fields>): void => setFields((old) => ({ ...old, ...part }));
  const isFit = fields.next.length >= 12 && fields.next === fields.again;
  const submit = async (): Promise<void> => {
    setEnded(null);
    const data = await change.run({
      input: {
        currentPassword: fields.current,
        newPassword: fields.next,
        refreshToken: keeper.refreshToken ?? "",
      },
    });
    if (!data) return;
    setFields(BLANK);
    setEnded(data.changePassword);
  };
  return (
    <Panel title="Password" explanation="Changing it ends every other session of yours.">
      <Form submit={submit}>
        <SimpleGrid cols={1} spacing="sm">
          <PasswordFields fields={fields} set={set} />
          <ProblemNotice problem={change.problem} />
          {ended === null ? null : (
            <Notice tone="gain" title="The password is changed">
              {count(ended)} other sessions were ended.
            </Notice>
          )}
          <Group>
            <Button type="submit" variant="default" loading={change.isBusy} disabled={!isFit}>
              Change the password
            </Button>
          </Group>
        </SimpleGrid>
      </Form>
    </Panel>
  );
}

function PasswordFields(props: {
  readonly fields: Fields;
  readonly set: (part: Partial<Fields>) => void;
}) {
  const { fields, set } = props;
  const isShort = fields.next.length > 0 && fields.next.length < 12;
  const isOther = fields.again.length > 0 && fields.again !== fields.next;
  return (
    <>
      <PasswordInput
        label="Present password"
        autoComplete="current-password"
        required
        value={fields.current}
        onChange={(event) => set({ current: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password"
        autoComplete="new-password"
        required
        value={fields.next}
        error={isShort ? `${12 - fields.next.length} more characters` : null}
        onChange={(event) => set({ next: event.currentTarget.value })}
      />
      <PasswordInput
        label="New password again"
        autoComplete="new-password"
        required
        value={fields.again}
        error={isOther ? "Not the same" : null}
        onChange={(event) => set({ again: event.currentTarget.value })}
      />
    </>
  );
}

import { Button, Code, CopyButton, Group, NativeSelect, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  AcceptInvitationDocument,
  InviteMemberDocument,
  type MembershipRole,
  PeopleDocument,
  RemoveMembershipDocument,
  RevokeInvitationDocument,
  ViewerDocument,
} from "../generated/operations.js";
import { client, reopenSocket } from "../graph/client.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { day, instant, label } from "../look/figures.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { keeper } from "../session/keeper.js";
import { useHousehold } from "../shell/household.js";
import type { SettingsHousehold } from "./SettingsPage.js";

const ROLES: readonly { readonly value: MembershipRole; readonly label: string }[] = [
  { value: "VIEWER", label: "Viewer: reads" },
  { value: "ADVISER", label: "Adviser: reads, as a professional" },
  { value: "MEMBER", label: "Member: reads and writes" },
  { value: "OWNER", label: "Owner: also manages members" },
];

/** Who may sign in and see this household. */
export function Members({ household }: { readonly household: SettingsHousehold }) {
  const { viewer } = useHousehold();
  const isOwner = household.viewerRole === "OWNER";
  const remove = useAction(RemoveMembershipDocument, [PeopleDocument]);
  const revoke = useAction(RevokeInvitationDocument, [PeopleDocument]);
  return (
    <Panel
      title="Members"
      explanation="Logins with access to this household, and what each may do."
    >
      {household.memberships.map((membership) => (
        <Group
          key={membership.id}
          justify="space-between"
          py={8}
          style={{ borderBottom: "1px solid var(--wg-line)" }}
        >
          <div>
            <strong>{membership.user.displayName}</strong>{" "}
            <span className="tag">{label(membership.role)}</span>
            <div style={{ fontSize: "0.85rem", color: "var(--mantine-color-dimmed)" }}>
              {membership.user.email}, since {day(membership.since.slice(0, 10))}
            </div>
          </div>
          {isOwner && membership.user.id !== viewer.id ? (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void remove.run({ membershipId: membership.id })}
            >
              Remove {membership.user.displayName}
            </Button>
          ) : null}
        </Group>
      ))}
      {household.invitations.map((invitation) => (
        <Group key={invitation.id} justify="space-between" py={8}>
          <Text size="sm">
            {invitation.email} is invited as {label(invitation.role).toLowerCase()}, until{" "}
            {instant(invitation.expiresAt)}
          </Text>
          {isOwner ? (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => void revoke.run({ invitationId: invitation.id })}
            >
              Withdraw
            </Button>
          ) : null}
        </Group>
      ))}
      <ProblemNotice problem={remove.problem ?? revoke.problem} />
      {isOwner ? <InviteForm householdId={household.id} /> : null}
    </Panel>
  );
}

function InviteForm({ householdId }: { readonly householdId: string }) {
  const invite = useAction(InviteMemberDocument, [PeopleDocument]);
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<MembershipRole>("VIEWER");
  const [token, setToken] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const data = await invite.run({ input: { householdId, email: email.trim(), role } });
    if (!data) return;
    setToken(data.inviteMember.token);
    setEmail("");
  };
  return (
    <Form submit={submit}>
      <Group align="end" gap="sm" mt="md" mb="sm">
        <TextInput
          label="Invite by e-mail"
          type="email"
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          value={role}
          data={[...ROLES]}
          onChange={(event) =>
            setRole(
              ROLES.find(({ value }) => value === event.currentTarget.value)?.value ?? "VIEWER",
            )
          }
        />
        <Button type="submit" variant="default" loading={invite.isBusy}>
          Invite
        </Button>
      </Group>
      <ProblemNotice problem={invite.problem} />
      {token ? (
        <Notice
          tone="gain"
          title="Send them this code; it is shown this once"
          action={
            <CopyButton value={token}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? "Copied" : "Copy"}
                </Button>
              )}
            </CopyButton>
          }
        >
          <Code block>{token}</Code>
        </Notice>
      ) : null}
    </Form>
  );
}

/** Accepting an invitation; the session is renewed so that the other subgraphs know the new household. */
export function JoinHousehold() {
  const accept = useAction(AcceptInvitationDocument);
  const [token, setToken] = useState("");
  const [joined, setJoined] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const data = await accept.run({ token: token.trim() });
    if (!data) return;
    await keeper.renew();
    reopenSocket();
    await client.refetchQueries({ include: [ViewerDocument] });
    setJoined(data.acceptInvitation.household.name);
    setToken("");
  };
  return (
    <Panel title="Join a household">
      <Form submit={submit}>
        <Group align="end" gap="sm" mb="sm">
          <TextInput
            label="Invitation code"
            required
            value={token}
            onChange={(event) => setToken(event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <Button type="submit" variant="default" loading={accept.isBusy}>
            Join
          </Button>
        </Group>
        <ProblemNotice problem={accept.problem} />
        {joined ? (
          <Notice tone="gain" title={`You are in ${joined} now; choose it at the top`} />
        ) : null}
      </Form>
    </Panel>
  );
}

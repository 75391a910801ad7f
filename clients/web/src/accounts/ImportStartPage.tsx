import { Button, Group, NativeSelect, Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { AccountsDocument, type AccountsQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { label } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { AccountForm } from "./AccountForm.js";
import { FileDrop } from "./FileDrop.js";
import { useUpload } from "./useUpload.js";

const route = getRouteApi("/app/import");

type Household = NonNullable<AccountsQuery["household"]>;

/** The first two steps of an import: the account, then the file. */
export function ImportStartPage() {
  const { household, canWrite } = useHousehold();
  const answer = useGraph(AccountsDocument, { householdId: household.id });
  return (
    <Page
      title="Import a file"
      lead="Choose the account, drop the file, look at every row, then confirm."
    >
      {canWrite ? (
        <Shown answer={answer} rows={5}>
          {(data) => (data.household ? <Steps household={data.household} /> : null)}
        </Shown>
      ) : (
        <Notice tone="warn" title="You may read this household only">
          Ask an owner for the role of a member to import files.
        </Notice>
      )}
    </Page>
  );
}

function Steps({ household }: { readonly household: Household }) {
  const { account } = route.useSearch();
  const navigate = route.useNavigate();
  const [isAdding, setAdding] = useState(household.accounts.length === 0);
  const choose = (id: string | undefined): void =>
    void navigate({ search: { account: id }, replace: true });
  const chosen = household.accounts.find(({ id }) => id === account);
  return (
    <>
      <Panel title="1. The account it belongs to">
        {isAdding ? (
          <AccountForm
            householdId={household.id}
            people={household.people}
            done={(id) => {
              setAdding(false);
              choose(id);
            }}
            {...(household.accounts.length > 0 ? { cancel: () => setAdding(false) } : {})}
          />
        ) : (
          <Group align="end" gap="sm">
            <NativeSelect
              label="Account"
              miw={260}
              value={chosen?.id ?? ""}
              data={[
                { value: "", label: "Choose an account" },
                ...household.accounts.map(({ id, name, kind }) => ({
                  value: id,
                  label: `${name} (${label(kind)})`,
                })),
              ]}
              onChange={(event) => choose(event.currentTarget.value || undefined)}
            />
            <Button variant="default" onClick={() => setAdding(true)}>
              Create another account
            </Button>
          </Group>
        )}
      </Panel>
      <Panel title="2. The broker's file">
        {chosen ? (
          <Upload accountId={chosen.id} />
        ) : (
          <Text c="dimmed" size="sm">
            Choose or create the account first.
          </Text>
        )}
      </Panel>
    </>
  );
}

function Upload({ accountId }: { readonly accountId: string }) {
  const navigate = useNavigate();
  const upload = useUpload();
  const send = async (file: File): Promise<void> => {
    const importId = await upload.send(accountId, file);
    if (importId) await navigate({ to: "/imports/$importId", params: { importId } });
  };
  return (
    <>
      <FileDrop isBusy={upload.isBusy} take={(file) => void send(file)} />
      <div style={{ marginTop: 12 }}>
        <ProblemNotice
          problem={upload.problem}
          retry={upload.last ? () => upload.last && void send(upload.last) : undefined}
        />
      </div>
    </>
  );
}

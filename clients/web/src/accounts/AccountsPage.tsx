import { Anchor, Button, Group } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { AccountsDocument, type AccountsQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { label, moneyOf } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { AccountForm } from "./AccountForm.js";
import { ImportsTable } from "./ImportsTable.js";

type Household = NonNullable<AccountsQuery["household"]>;

/** The household's accounts and the files that filled them. */
export function AccountsPage() {
  const { household, canWrite } = useHousehold();
  const answer = useGraph(AccountsDocument, { householdId: household.id });
  const [isAdding, setAdding] = useState(false);
  const navigate = useNavigate();
  return (
    <Page
      title="Accounts"
      lead="Where the money is kept, and the files it was read from"
      actions={
        canWrite ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setAdding(true)}>
              Add an account
            </Button>
            <Button renderRoot={(props) => <Link to="/import" {...props} />}>Import a file</Button>
          </Group>
        ) : null
      }
    >
      <Shown answer={answer} rows={6}>
        {(data) =>
          data.household ? (
            <>
              {isAdding ? (
                <Panel title="New account">
                  <AccountForm
                    householdId={household.id}
                    people={data.household.people}
                    cancel={() => setAdding(false)}
                    done={(account) => void navigate({ to: "/import", search: { account } })}
                  />
                </Panel>
              ) : null}
              <AccountList household={data.household} />
              <Imports household={data.household} />
            </>
          ) : null
        }
      </Shown>
    </Page>
  );
}

function AccountList({ household }: { readonly household: Household }) {
  if (household.accounts.length === 0)
    return (
      <Panel title="All accounts">
        <Empty
          title="No account yet"
          action={
            <Button renderRoot={(props) => <Link to="/import" {...props} />}>Bring a file</Button>
          }
        >
          Create one with the button above, or start with a broker's export: the account is made on
          the way.
        </Empty>
      </Panel>
    );
  return (
    <Panel title="All accounts">
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Accounts, scrollable">
        <table className="plain-table figures">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Kind</th>
              <th scope="col">Tax</th>
              <th scope="col">Broker</th>
              <th scope="col">Owner</th>
              <th scope="col" className="number">
                Cash
              </th>
            </tr>
          </thead>
          <tbody>
            {household.accounts.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Imports({ household }: { readonly household: Household }) {
  const imports = household.accounts
    .flatMap((account) => account.imports.map((each) => ({ ...each, accountName: account.name })))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (imports.length === 0) return null;
  return (
    <Panel title="Imported files">
      <ImportsTable imports={imports} />
    </Panel>
  );
}

function AccountRow({ account }: { readonly account: Household["accounts"][number] }) {
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link to="/accounts/$accountId" params={{ accountId: account.id }} {...props} />
          )}
        >
          {account.name}
        </Anchor>
      </td>
      <td>{label(account.kind)}</td>
      <td>{label(account.taxTreatment)}</td>
      <td>{account.broker ? label(account.broker) : "–"}</td>
      <td>{account.owner?.name ?? "Household"}</td>
      <td className="number">{moneyOf(account.cash)}</td>
    </tr>
  );
}

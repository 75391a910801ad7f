import { Button, Group } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { AccountDetailDocument } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { label, moneyOf } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { ImportsTable } from "./ImportsTable.js";
import { LedgerPanel } from "./ledger/LedgerPanel.js";
import { RenameAccount } from "./RenameAccount.js";

const route = getRouteApi("/app/accounts/$accountId");

/** One account: what happened in it, newest first, and its files. */
export function AccountPage() {
  const { accountId } = route.useParams();
  const { canWrite } = useHousehold();
  const answer = useGraph(AccountDetailDocument, { id: accountId });
  const account = answer.data?.account;
  return (
    <Page
      title={account?.name ?? "Account"}
      lead={
        account
          ? `${label(account.kind)}, ${label(account.taxTreatment).toLowerCase()}; cash ${moneyOf(account.cash)}`
          : null
      }
      actions={
        <Group gap="xs">
          {account ? (
            <Button
              variant="default"
              renderRoot={(props) => (
                <Link to="/holdings" search={{ account: account.id }} {...props} />
              )}
            >
              Its holdings
            </Button>
          ) : null}
          {canWrite ? (
            <Button
              renderRoot={(props) => (
                <Link to="/import" search={{ account: accountId }} {...props} />
              )}
            >
              Import a file
            </Button>
          ) : null}
        </Group>
      }
    >
      <Shown answer={answer} rows={8}>
        {(data) =>
          data.account ? (
            <>
              <LedgerPanel account={data.account} more={(after) => answer.more({ after })} />
              {data.account.imports.length > 0 ? (
                <Panel title="Files of this account">
                  <ImportsTable imports={data.account.imports} />
                </Panel>
              ) : null}
              {canWrite ? <RenameAccount account={data.account} /> : null}
            </>
          ) : (
            <Empty title="No such account">It may belong to another household.</Empty>
          )
        }
      </Shown>
    </Page>
  );
}

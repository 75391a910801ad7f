import { Anchor, Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { AccountDetailDocument, type AccountDetailQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { day, label, moneyOf, signedMoney, units } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { ImportsTable } from "./ImportsTable.js";
import { RenameAccount } from "./RenameAccount.js";

const route = getRouteApi("/app/accounts/$accountId");

type Account = NonNullable<AccountDetailQuery["account"]>;
type Transaction = Account["transactions"]["edges"][number]["node"];

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
              <Ledger account={data.account} more={(after) => answer.more({ after })} />
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

function Ledger(props: {
  readonly account: Account;
  readonly more: (after: string | null) => void;
}) {
  const { text = "", kind = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const { edges, pageInfo } = props.account.transactions;
  const kinds = [...new Set(edges.map(({ node }) => node.kind))].sort();
  const wanted = text.trim().toLowerCase();
  const shown = edges.filter(
    ({ node }) =>
      (kind === "" || node.kind === kind) &&
      `${node.symbol ?? ""} ${node.description}`.toLowerCase().includes(wanted),
  );
  const change = (next: { text?: string | undefined; kind?: string | undefined }): void =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <Panel
      title="Transactions"
      explanation="Booked rows of your broker's files, exact; the amount is the signed effect on cash, fees included. Filters look at the rows loaded so far."
      actions={
        <Group gap="xs">
          <TextInput
            size="xs"
            aria-label="Search transactions"
            placeholder="Symbol or words"
            value={text}
            onChange={(event) => change({ text: event.currentTarget.value || undefined })}
          />
          <NativeSelect
            size="xs"
            aria-label="Kind"
            value={kind}
            data={[
              { value: "", label: "All kinds" },
              ...kinds.map((value) => ({ value, label: label(value) })),
            ]}
            onChange={(event) => change({ kind: event.currentTarget.value || undefined })}
          />
        </Group>
      }
    >
      {shown.length === 0 ? (
        <NoTransactions isFiltered={edges.length > 0} />
      ) : (
        <Table transactions={shown.map(({ node }) => node)} />
      )}
      {pageInfo.hasNextPage ? (
        <Group justify="center" mt="sm">
          <Button variant="default" size="xs" onClick={() => props.more(pageInfo.endCursor)}>
            Show older transactions
          </Button>
        </Group>
      ) : null}
    </Panel>
  );
}

function NoTransactions({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No transaction fits">Clear the search, or load older ones.</Empty>
  ) : (
    <Empty title="Nothing booked yet">Import a broker's file with the button above.</Empty>
  );
}

function Table({ transactions }: { readonly transactions: readonly Transaction[] }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Transactions, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Trade date</th>
            <th scope="col">Kind</th>
            <th scope="col">Instrument</th>
            <th scope="col" className="number">
              Units
            </th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Fees
            </th>
            <th scope="col" className="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {transactions.map((each) => (
            <TransactionRow key={each.id} transaction={each} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TransactionRow({ transaction: each }: { readonly transaction: Transaction }) {
  return (
    <tr>
      <td style={{ whiteSpace: "nowrap" }}>{day(each.tradeDate)}</td>
      <td>{label(each.kind)}</td>
      <td style={{ minWidth: 180 }}>
        {each.instrument ? (
          <Anchor
            className="link"
            size="sm"
            renderRoot={(props) => (
              <Link
                to="/holdings/$instrumentId"
                params={{ instrumentId: each.instrument?.id ?? "" }}
                {...props}
              />
            )}
          >
            {each.symbol}
          </Anchor>
        ) : null}
        <div style={{ fontSize: "0.78rem", color: "var(--mantine-color-dimmed)" }}>
          {each.description}
        </div>
      </td>
      <td className="number">{each.units ? units(each.units) : "–"}</td>
      <td className="number">{moneyOf(each.price)}</td>
      <td className="number">{Number(each.fees.amount) === 0 ? "–" : moneyOf(each.fees)}</td>
      <td className={Number(each.amount.amount) > 0 ? "number gain" : "number"}>
        {signedMoney(each.amount.amount, each.amount.currency)}
      </td>
    </tr>
  );
}

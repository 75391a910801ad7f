import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import type { KeyboardEvent } from "react";
import type { AccountDetailQuery } from "../../generated/operations.js";
import { label } from "../../look/figures.js";
import { ProblemNotice } from "../../look/Notice.js";
import { Panel } from "../../look/Panel.js";
import { Empty } from "../../look/View.js";
import { useHousehold } from "../../shell/household.js";
import { Conflict } from "./Conflict.js";
import { LedgerGrid } from "./LedgerGrid.js";
import { type Ledger, useLedger } from "./useLedger.js";

const route = getRouteApi("/app/accounts/$accountId");

type Account = NonNullable<AccountDetailQuery["account"]>;

/** An account's transactions: searched, and by who may write entered, corrected and taken back. */
export function LedgerPanel(props: {
  readonly account: Account;
  readonly more: (after: string | null) => void;
}) {
  const { account, more } = props;
  const { text = "", kind = "" } = route.useSearch();
  const { canWrite } = useHousehold();
  const ledger = useLedger(account.id);
  const { edges, pageInfo } = account.transactions;
  const wanted = text.trim().toLowerCase();
  const shown = edges
    .map(({ node }) => node)
    .filter(
      (node) =>
        (kind === "" || node.kind === kind) &&
        `${node.symbol ?? ""} ${node.description}`.toLowerCase().includes(wanted),
    );
  const isConflict = ledger.problem?.code === "CONFLICT" && ledger.editing !== null;
  return (
    <div onKeyDown={canWrite ? (event) => undoByKey(event, ledger) : undefined}>
      <Panel
        title="Transactions"
        explanation="Exact, of your broker's files and your own entries; the amount is the signed effect on cash, fees included. Nothing is erased: a correction takes the old one back and books another. Filters look at the rows loaded so far."
        actions={<Filters kinds={[...new Set(edges.map(({ node }) => node.kind))].sort()} />}
      >
        {canWrite ? <Tools ledger={ledger} /> : null}
        {isConflict ? (
          <Conflict accountId={account.id} ledger={ledger} />
        ) : (
          <ProblemNotice problem={ledger.problem} />
        )}
        {shown.length === 0 && !ledger.editing ? (
          <NoTransactions isFiltered={edges.length > 0} />
        ) : (
          <LedgerGrid transactions={shown} ledger={canWrite ? ledger : null} />
        )}
        {pageInfo.hasNextPage ? (
          <Group justify="center" mt="sm">
            <Button variant="default" size="xs" onClick={() => more(pageInfo.endCursor)}>
              Show older transactions
            </Button>
          </Group>
        ) : null}
      </Panel>
    </div>
  );
}

/** Control and Z undoes, with Shift, or Control and Y, redoes; in a field they are the field's own. */
function undoByKey(event: KeyboardEvent, ledger: Ledger): void {
  if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  void (key === "y" || event.shiftKey ? ledger.redo() : ledger.undo());
}

function Tools({ ledger }: { readonly ledger: Ledger }) {
  const { undoable, redoable, isBusy, editing } = ledger;
  return (
    <Group gap="xs" mb="sm">
      <Button size="xs" disabled={editing !== null} onClick={() => ledger.edit(null)}>
        Enter a transaction
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={!undoable || isBusy}
        onClick={() => void ledger.undo()}
      >
        {undoable ? `Undo: ${undoable.label}` : "Undo"}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={!redoable || isBusy}
        onClick={() => void ledger.redo()}
      >
        {redoable ? `Redo: ${redoable.label}` : "Redo"}
      </Button>
    </Group>
  );
}

function Filters({ kinds }: { readonly kinds: readonly string[] }) {
  const { text = "", kind = "" } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (next: { text?: string | undefined; kind?: string | undefined }): void =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
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
  );
}

function NoTransactions({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <Empty title="No transaction fits">Clear the search, or load older ones.</Empty>
  ) : (
    <Empty title="Nothing booked yet">Import a broker's file, or enter a transaction.</Empty>
  );
}

import { type KeyboardEvent, useRef, useState } from "react";
import type { TransactionFieldsFragment } from "../../generated/operations.js";
import { DraftRow } from "./DraftRow.js";
import { isEditable } from "./draft.js";
import { LedgerRow } from "./LedgerRow.js";
import type { Ledger } from "./useLedger.js";

const COLUMNS = [
  { name: "Trade date" },
  { name: "Kind" },
  { name: "Instrument" },
  { name: "Units", isNumber: true },
  { name: "Price", isNumber: true },
  { name: "Fees", isNumber: true },
  { name: "Amount", isNumber: true },
] as const;

/**
 * The transactions as a grid for the keyboard: arrows, Home and End go through the rows, Enter
 * edits one, Delete takes it back; in a row that is edited Enter saves and Escape gives up.
 *
 * @param ledger null for who may only read
 */
export function LedgerGrid(props: {
  readonly transactions: readonly TransactionFieldsFragment[];
  readonly ledger: Ledger | null;
}) {
  const { ledger } = props;
  const rows = props.transactions.filter(({ id }) => id !== ledger?.leavingId);
  const [activeId, setActiveId] = useState<string | null>(null);
  const active = rows.find(({ id }) => id === activeId) ?? rows[0];
  const body = useRef<HTMLTableSectionElement>(null);
  const editedId = ledger?.editing?.original?.id ?? null;
  const isApart = ledger?.editing && !rows.some(({ id }) => id === editedId);
  const press = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    if (!ledger || !active || !(event.target instanceof HTMLTableRowElement)) return;
    const at = rows.indexOf(active);
    const to = rows[nextRow(event.key, at, rows.length)];
    if (to) {
      event.preventDefault();
      setActiveId(to.id);
      body.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(to.id)}"]`)?.focus();
    } else if (event.key === "Enter" && isEditable(active)) {
      event.preventDefault();
      ledger.edit(active);
    } else if (event.key === "Delete") void ledger.takeBack(active);
  };
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Transactions, scrollable">
      <table className="plain-table figures" role={ledger ? "grid" : undefined} aria-label="Ledger">
        <Head hasActions={ledger !== null} />
        <tbody ref={body} onKeyDown={press}>
          {ledger && isApart ? <DraftRow ledger={ledger} /> : null}
          {rows.map((each) =>
            ledger && each.id === editedId ? (
              <DraftRow key={each.id} ledger={ledger} />
            ) : (
              <LedgerRow
                key={each.id}
                transaction={each}
                ledger={ledger}
                isActive={each.id === active?.id}
                activate={() => setActiveId(each.id)}
              />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Head({ hasActions }: { readonly hasActions: boolean }) {
  return (
    <thead>
      <tr>
        {COLUMNS.map((column) => (
          <th key={column.name} scope="col" className={"isNumber" in column ? "number" : undefined}>
            {column.name}
          </th>
        ))}
        {hasActions ? <th scope="col" aria-label="Actions" /> : null}
      </tr>
    </thead>
  );
}

/** @returns -1 when the key goes nowhere */
function nextRow(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, count - 1);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return -1;
  }
}

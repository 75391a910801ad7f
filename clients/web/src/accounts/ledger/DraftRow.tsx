import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { day, label } from "../../look/figures.js";
import { DRAFT_KINDS, type DraftField, takes } from "./draft.js";
import type { Editing, Ledger } from "./useLedger.js";

/** The row that is typed in; on its way it already looks booked. */
export function DraftRow({ ledger }: { readonly ledger: Ledger }) {
  const { editing } = ledger;
  if (!editing) return null;
  if (editing.isSaving) return <SavingRow editing={editing} />;
  const press = (event: KeyboardEvent): void => {
    if (event.key === "Escape") ledger.cancel();
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      void ledger.save();
    }
  };
  return (
    <tr className="draft-row" onKeyDown={press}>
      <td>
        <Field ledger={ledger} field="tradeDate" name="Trade date" type="date" isFirst />
      </td>
      <td>
        <NativeSelect
          size="xs"
          aria-label="Kind of transaction"
          value={editing.draft.kind}
          data={DRAFT_KINDS.map((value) => ({ value, label: label(value) }))}
          onChange={(event) =>
            ledger.type({
              kind:
                DRAFT_KINDS.find((each) => each === event.currentTarget.value) ??
                editing.draft.kind,
            })
          }
        />
      </td>
      <td>
        <Field ledger={ledger} field="symbol" name="Symbol" />
        <Field ledger={ledger} field="description" name="Description" />
      </td>
      {(["units", "price", "fees", "amount"] as const).map((field) => (
        <td key={field}>
          <Field ledger={ledger} field={field} name={label(field.toUpperCase())} isNumber />
        </td>
      ))}
      <td className="number">
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <Button size="compact-xs" onClick={() => void ledger.save()}>
            Save
          </Button>
          <Button size="compact-xs" variant="default" onClick={ledger.cancel}>
            Cancel
          </Button>
        </Group>
      </td>
    </tr>
  );
}

function Field(props: {
  readonly ledger: Ledger;
  readonly field: Exclude<DraftField, "kind">;
  readonly name: string;
  readonly type?: string;
  readonly isNumber?: boolean;
  readonly isFirst?: boolean;
}) {
  const { ledger, field, name, type = "text", isNumber = false, isFirst = false } = props;
  const { editing } = ledger;
  if (!editing || !takes(editing.draft.kind, field)) return null;
  return (
    <TextInput
      size="xs"
      aria-label={name}
      placeholder={isNumber ? "" : name}
      type={type}
      inputMode={isNumber ? "decimal" : "text"}
      maxLength={field === "description" ? 500 : 40}
      autoFocus={isFirst}
      value={editing.draft[field]}
      error={editing.faults[field]}
      onChange={(event) => ledger.type({ [field]: event.currentTarget.value })}
      styles={{ input: { textAlign: isNumber ? "right" : "left" } }}
    />
  );
}

function SavingRow({ editing: { draft } }: { readonly editing: Editing }) {
  return (
    <tr className="draft-row">
      <td style={{ whiteSpace: "nowrap" }}>{day(draft.tradeDate)}</td>
      <td>{label(draft.kind)}</td>
      <td>
        {draft.symbol.toUpperCase()}
        <div className="note">{draft.description}</div>
      </td>
      <td className="number">{draft.units || "–"}</td>
      <td className="number">{draft.price || "–"}</td>
      <td className="number">{draft.fees || "–"}</td>
      <td className="number">{draft.amount || "–"}</td>
      <td className="number">
        <span className="tag" role="status">
          saving
        </span>
      </td>
    </tr>
  );
}

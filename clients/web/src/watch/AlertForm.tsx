import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { type AlertKind, AlertsDocument, CreateAlertDocument } from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { type FoundInstrument, InstrumentPicker } from "../look/InstrumentPicker.js";
import { ProblemNotice } from "../look/Notice.js";
import { ALERT_KINDS, readThreshold } from "./alertWords.js";

/** Sets an alert. */
export function AlertForm({ householdId }: { readonly householdId: string }) {
  const create = useAction(CreateAlertDocument, [AlertsDocument]);
  const [instrument, setInstrument] = useState<FoundInstrument | null>(null);
  const [kind, setKind] = useState<AlertKind>("PRICE_CROSSES");
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const threshold = kind === "STALE" ? null : readThreshold(kind, text);
    const isMissing = kind !== "STALE" && threshold === null;
    setFault(isMissing ? faultOf(kind) : null);
    if (!instrument || isMissing) return;
    const input = { householdId, instrumentId: instrument.id, kind, threshold };
    if (await create.run({ input })) setText("");
  };
  return (
    <Form submit={submit}>
      <Group align="end" gap="sm" mb="sm">
        <InstrumentPicker
          label="Instrument of the alert"
          chosen={instrument}
          choose={setInstrument}
          required
          style={{ flex: "0 1 300px" }}
        />
        <NativeSelect
          label="Tell me when"
          value={kind}
          data={[...ALERT_KINDS]}
          onChange={(event) =>
            setKind(
              ALERT_KINDS.find(({ value }) => value === event.currentTarget.value)?.value ?? kind,
            )
          }
        />
        {kind === "STALE" ? null : (
          <TextInput
            label={labelOf(kind, instrument)}
            inputMode="decimal"
            required
            w={140}
            value={text}
            error={fault}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <Button type="submit" variant="default" loading={create.isBusy} disabled={!instrument}>
          Set the alert
        </Button>
      </Group>
      <ProblemNotice problem={create.problem} />
    </Form>
  );
}

function labelOf(kind: AlertKind, instrument: FoundInstrument | null): string {
  if (kind === "PERCENT_CHANGE") return "Percent, signed";
  if (kind === "DRAWDOWN") return "Percent";
  return instrument ? `Price in ${instrument.currency}` : "Price";
}

function faultOf(kind: AlertKind): string {
  if (kind === "PERCENT_CHANGE") return "Percent, for example -5";
  return kind === "DRAWDOWN" ? "Percent, for example 20" : "A price above 0";
}

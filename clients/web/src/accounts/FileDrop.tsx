import { Loader, Text, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { Icon } from "../look/Icon.js";

/** A place to drop a file; by keyboard it is an ordinary file field. */
export function FileDrop(props: { readonly isBusy: boolean; readonly take: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const { isBusy, take } = props;
  return (
    <label
      className="drop"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file && !isBusy) take(file);
      }}
    >
      {isBusy ? <Loader size="sm" aria-label="Sending the file" /> : <Icon name="file" size={30} />}
      <Text fw={600} mt={6}>
        {isBusy ? "Sending the file …" : "Drop the file here, or choose one"}
      </Text>
      <Text size="sm" c="dimmed">
        The transaction export of Schwab, Fidelity, Vanguard, E*TRADE, Robinhood, Interactive
        Brokers, Coinbase, Trading 212 or DEGIRO, or OFX of any institution, up to 32 MiB. Nothing
        is booked before you confirm.
      </Text>
      <VisuallyHidden>
        <input
          type="file"
          accept=".csv,.txt,.xml,.ofx,.qfx,text/csv,text/plain,text/xml,application/x-ofx"
          disabled={isBusy}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) take(file);
            event.currentTarget.value = "";
          }}
        />
      </VisuallyHidden>
    </label>
  );
}

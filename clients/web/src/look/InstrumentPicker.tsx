import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type CSSProperties, useState } from "react";
import { SearchInstrumentsDocument, type SearchInstrumentsQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";

export type FoundInstrument = SearchInstrumentsQuery["searchInstruments"][number];

const SEARCH_AFTER_MS = 250;

type Named = Pick<FoundInstrument, "id" | "symbol" | "name">;

interface Picked {
  readonly label: string;
  readonly choose: (instrument: FoundInstrument | null) => void;
  readonly chosen?: Named | null;
  readonly accepts?: (instrument: FoundInstrument) => boolean;
  readonly required?: boolean;
  readonly style?: CSSProperties;
  readonly autoFocus?: boolean;
}

/** Adds one instrument after the other: empty again after each. */
export function InstrumentAdder(props: Omit<Picked, "chosen">) {
  const [added, setAdded] = useState(0);
  return (
    <InstrumentPicker
      {...props}
      key={added}
      autoFocus={added > 0}
      choose={(instrument) => {
        props.choose(instrument);
        if (instrument) setAdded(added + 1);
      }}
    />
  );
}

/** Finds an instrument by symbol or name and gives the chosen one. */
export function InstrumentPicker(props: Picked) {
  const { label, chosen = null, choose, accepts, required = false, style } = props;
  const [text, setText] = useState("");
  const { found, nothingFound } = useFound(text, chosen);
  const accepted = accepts ? found.filter(accepts) : found;
  return (
    <Select
      label={label}
      placeholder="Symbol or name"
      required={required}
      autoFocus={props.autoFocus ?? false}
      style={style ?? {}}
      searchable
      clearable
      clearButtonProps={{ "aria-label": `Clear: ${label}` }}
      data={optionsOf(accepted, chosen)}
      filter={({ options }) => options}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      nothingFoundMessage={nothingFound}
      onChange={(id) => choose(accepted.find((each) => each.id === id) ?? null)}
    />
  );
}

/** What the endpoint finds for the text, a moment after the last key. */
function useFound(text: string, chosen: Named | null) {
  const [wanted] = useDebouncedValue(text.trim(), SEARCH_AFTER_MS);
  const isIdle = wanted === "" || (chosen !== null && wanted === nameOf(chosen));
  const answer = useGraph(
    SearchInstrumentsDocument,
    isIdle ? null : { text: wanted.slice(0, 100) },
  );
  const found = isIdle ? [] : (answer.data?.searchInstruments ?? []);
  const words = wanted === text.trim() && !answer.isLoading ? NOTHING : "Searching …";
  return { found, nothingFound: text.trim() === "" ? "Type a symbol or a name" : words };
}

const NOTHING = "Nothing with this symbol or name";

function optionsOf(found: readonly Named[], chosen: Named | null) {
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  return all.map((each) => ({ value: each.id, label: nameOf(each) }));
}

function nameOf({ symbol, name }: { readonly symbol: string; readonly name: string }): string {
  return `${symbol} · ${name}`;
}

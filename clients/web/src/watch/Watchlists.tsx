import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import {
  CreateWatchlistDocument,
  UpdateWatchlistDocument,
  RemoveWatchlistDocument,
  type WatchlistFieldsFragment,
  WatchlistsDocument,
} from "../generated/operations.js";
import { useAction, useGraph } from "../graph/useGraph.js";
import { Form } from "../look/Form.js";
import { InstrumentAdder } from "../look/InstrumentPicker.js";
import { ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Empty, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { WatchTable } from "./WatchTable.js";

const route = getRouteApi("/app/watch");

/** The household's lists; which one is shown stands in the address. */
export function Watchlists({ householdId }: { readonly householdId: string }) {
  const answer = useGraph(WatchlistsDocument, { householdId });
  return (
    <Shown answer={answer} rows={5}>
      {({ household }) => <Lists householdId={householdId} lists={household?.watchlists ?? []} />}
    </Shown>
  );
}

function Lists(props: {
  readonly householdId: string;
  readonly lists: readonly WatchlistFieldsFragment[];
}) {
  const { householdId, lists } = props;
  const { list } = route.useSearch();
  const navigate = route.useNavigate();
  const { canWrite } = useHousehold();
  const shown = lists.find(({ id }) => id === list) ?? lists[0];
  const choose = (id: string | undefined): void =>
    void navigate({ search: { list: id }, replace: true, resetScroll: false });
  return (
    <Panel
      title="Watchlists"
      explanation="Latest price and its change since the close before, in the instrument's currency, live. Everybody in the household sees these lists."
      actions={
        lists.length > 1 && shown ? (
          <SegmentedControl
            size="xs"
            aria-label="Watchlist"
            value={shown.id}
            data={lists.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={choose}
          />
        ) : null
      }
    >
      {shown ? (
        <List key={shown.id} list={shown} gone={() => choose(undefined)} />
      ) : (
        <Empty title="No watchlist yet">
          {canWrite
            ? "Name one below, then add instruments to it."
            : "Members of the household can make one."}
        </Empty>
      )}
      {canWrite ? <NewList householdId={householdId} choose={choose} /> : null}
    </Panel>
  );
}

function List(props: { readonly list: WatchlistFieldsFragment; readonly gone: () => void }) {
  const { list, gone } = props;
  const { canWrite } = useHousehold();
  const update = useAction(UpdateWatchlistDocument, [WatchlistsDocument]);
  const remove = useAction(RemoveWatchlistDocument, [WatchlistsDocument]);
  const keep = (instrumentIds: readonly string[]): void =>
    void update.run({
      input: { watchlistId: list.id, version: list.version, instrumentIds: [...instrumentIds] },
    });
  const ids = list.instruments.map(({ id }) => id);
  return (
    <>
      <WatchTable
        instruments={list.instruments}
        drop={canWrite ? (id) => keep(ids.filter((each) => each !== id)) : null}
      />
      {canWrite ? (
        <Group align="end" gap="sm" my="sm">
          <InstrumentAdder
            label={`Add to ${list.name}`}
            style={{ flex: "0 1 320px" }}
            choose={(chosen) => {
              if (chosen && !ids.includes(chosen.id)) keep([...ids, chosen.id]);
            }}
          />
          <Button
            variant="default"
            onClick={() => {
              void remove
                .run({ input: { watchlistId: list.id, version: list.version } })
                .then((data) => (data ? gone() : undefined));
            }}
          >
            Remove the list
          </Button>
        </Group>
      ) : null}
      <ProblemNotice problem={update.problem ?? remove.problem} />
    </>
  );
}

function NewList(props: { readonly householdId: string; readonly choose: (id: string) => void }) {
  const create = useAction(CreateWatchlistDocument, [WatchlistsDocument]);
  const [name, setName] = useState("");
  const submit = async (): Promise<void> => {
    const data = await create.run({
      input: { householdId: props.householdId, name: name.trim(), instrumentIds: [] },
    });
    if (!data) return;
    setName("");
    props.choose(data.createWatchlist.id);
  };
  return (
    <Form submit={submit}>
      <Group align="end" gap="sm" mt="sm">
        <TextInput
          label="New watchlist"
          placeholder="Name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={create.isBusy}>
          Make the list
        </Button>
      </Group>
      <ProblemNotice problem={create.problem} />
    </Form>
  );
}

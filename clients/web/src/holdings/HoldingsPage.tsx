import { Button, Group, NativeSelect, TextInput } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useDeferredValue, useMemo } from "react";
import { count, label, wholeMoney } from "../look/figures.js";
import { Freshness } from "../look/Freshness.js";
import { Empty, Page, Shown } from "../look/View.js";
import { GROUPS, type HoldingsSearch } from "../search.js";
import { useHousehold } from "../shell/household.js";
import { arrange } from "./arrange.js";
import { HoldingsTable } from "./HoldingsTable.js";
import { type Positions, usePositions } from "./usePositions.js";

const route = getRouteApi("/app/holdings");

/** Every open position; what is filtered and how it is sorted stands in the address. */
export function HoldingsPage() {
  const { household } = useHousehold();
  const answer = usePositions(household.id);
  const quotes = (answer.data?.rows ?? []).flatMap(
    ({ position }) => position.instrument.quote ?? [],
  );
  return (
    <Page title="Holdings" lead={leadOf(answer.data)} actions={<Freshness quotes={quotes} />}>
      <Shown answer={answer} rows={10}>
        {(positions) =>
          positions.rows.length === 0 ? <NoHoldings /> : <Holdings positions={positions} />
        }
      </Shown>
    </Page>
  );
}

function leadOf(positions: Positions | null): string {
  if (!positions) return "Every open position of the household";
  const loading = positions.isComplete ? "" : ", reading further ones …";
  return `${count(positions.rows.length)} open positions, ${wholeMoney(positions.totals.value - positions.cash)}${loading}`;
}

function Holdings({ positions }: { readonly positions: Positions }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => arrange(positions.rows, wanted), [positions.rows, wanted]);
  const change = (next: HoldingsSearch): void =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false });
  return (
    <section className="panel" aria-label="Positions" style={{ padding: 0, overflow: "hidden" }}>
      <Filters positions={positions} search={search} change={change} />
      {lines.length === 0 ? (
        <Empty
          title="No position fits the filter"
          action={
            <Button variant="default" onClick={() => void navigate({ search: {} })}>
              Show all
            </Button>
          }
        >
          Clear a filter, or search for another symbol or name.
        </Empty>
      ) : (
        <HoldingsTable
          lines={lines}
          total={positions.totals.value - positions.cash}
          search={search}
          change={change}
        />
      )}
    </section>
  );
}

function NoHoldings() {
  return (
    <section className="panel" aria-label="Positions">
      <Empty
        title="No holdings yet"
        action={
          <Button renderRoot={(props) => <Link to="/import" {...props} />}>Bring a file</Button>
        }
      >
        Positions come from your transactions. Drop a broker's export and they appear here.
      </Empty>
    </section>
  );
}

function Filters(props: {
  readonly positions: Positions;
  readonly search: HoldingsSearch;
  readonly change: (next: HoldingsSearch) => void;
}) {
  const { positions, search, change } = props;
  const accounts = new Map(
    positions.rows.map(({ position }) => [position.account.id, position.account.name]),
  );
  const classes = [
    ...new Set(positions.rows.map(({ position }) => position.instrument.assetClass)),
  ];
  return (
    <Group gap="sm" p="sm" align="end">
      <TextInput
        aria-label="Search by symbol or name"
        placeholder="Symbol or name"
        value={search.text ?? ""}
        onChange={(event) => change({ text: event.currentTarget.value || undefined })}
        style={{ flex: "1 1 180px" }}
      />
      <NativeSelect
        aria-label="Account"
        style={{ flex: "1 1 140px" }}
        value={search.account ?? ""}
        data={[
          { value: "", label: "All accounts" },
          ...[...accounts].map(([value, name]) => ({ value, label: name })),
        ]}
        onChange={(event) => change({ account: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Asset class"
        style={{ flex: "1 1 140px" }}
        value={search.assetClass ?? ""}
        data={[
          { value: "", label: "All asset classes" },
          ...classes.sort().map((value) => ({ value, label: label(value) })),
        ]}
        onChange={(event) => change({ assetClass: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        aria-label="Group by"
        style={{ flex: "1 1 140px" }}
        value={search.group ?? ""}
        data={[
          { value: "", label: "Not grouped" },
          { value: "account", label: "By account" },
          { value: "assetClass", label: "By asset class" },
          { value: "instrument", label: "By instrument" },
        ]}
        onChange={(event) =>
          change({ group: GROUPS.find((each) => each === event.currentTarget.value) })
        }
      />
    </Group>
  );
}

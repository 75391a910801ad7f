import { Group, NativeSelect, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { PositionFieldsFragment } from "../generated/operations.js";
import type { Positions } from "../holdings/usePositions.js";
import { sharesBy, type Share } from "../holdings/valuation.js";
import { label, percent, wholeMoney } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { SERIES } from "../look/theme.js";
import { Waiting } from "../look/View.js";

const Donut = lazy(() => import("./Donut.js"));
const Treemap = lazy(() => import("./Treemap.js"));

const DIMENSIONS = [
  { value: "assetClass", label: "Asset class" },
  { value: "account", label: "Account" },
  { value: "tax", label: "Tax" },
  { value: "currency", label: "Currency" },
  { value: "sector", label: "Sector" },
  { value: "instrument", label: "Instrument" },
] as const;
type Dimension = (typeof DIMENSIONS)[number]["value"];

const SLICES_MAX = SERIES.length;

/** Where the money is: a donut, and the same as a table. */
export function Allocation({ positions }: { readonly positions: Positions }) {
  const [dimension, setDimension] = useState<Dimension>("assetClass");
  const [shape, setShape] = useState("donut");
  const shares = fold(sharesOf(positions, dimension));
  return (
    <Panel
      title="Allocation"
      explanation="Share of the positions' value at the latest quotes. Cash of the accounts is counted where the dimension has a place for it: not by account and tax. A fund has no sector; it stands under its asset class."
      actions={
        <Group gap="xs">
          <NativeSelect
            size="xs"
            aria-label="Allocation by"
            data={[...DIMENSIONS]}
            value={dimension}
            onChange={(event) =>
              setDimension(
                DIMENSIONS.find(({ value }) => value === event.currentTarget.value)?.value ??
                  dimension,
              )
            }
          />
          <SegmentedControl
            size="xs"
            aria-label="Drawn as"
            data={[
              { value: "donut", label: "Donut" },
              { value: "treemap", label: "Treemap" },
            ]}
            value={shape}
            onChange={setShape}
          />
        </Group>
      }
    >
      <Suspense fallback={<Waiting rows={5} />}>
        {shape === "donut" ? <Donut shares={shares} /> : <Treemap shares={shares} />}
      </Suspense>
      <ShareTable
        name={DIMENSIONS.find(({ value }) => value === dimension)?.label}
        shares={shares}
      />
    </Panel>
  );
}

function ShareTable(props: {
  readonly name: string | undefined;
  readonly shares: readonly Share[];
}) {
  return (
    <table className="plain-table figures">
      <thead>
        <tr>
          <th scope="col">{props.name}</th>
          <th scope="col" className="number">
            Value
          </th>
          <th scope="col" className="number">
            Share
          </th>
        </tr>
      </thead>
      <tbody>
        {props.shares.map((share, index) => (
          <tr key={share.name}>
            <td>
              <span
                className="dot"
                aria-hidden="true"
                style={{
                  display: "inline-block",
                  marginRight: 8,
                  color: SERIES[index % SERIES.length],
                }}
              />
              {share.name}
            </td>
            <td className="number">{wholeMoney(share.value)}</td>
            <td className="number">{percent(share.fraction, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sharesOf({ rows, cash }: Positions, dimension: Dimension): Share[] {
  const cashShare = [{ name: "Cash", value: cash }];
  switch (dimension) {
    case "assetClass":
      return sharesBy(rows, (position) => label(position.instrument.assetClass), cashShare);
    case "account":
      return sharesBy(rows, (position) => position.account.name);
    case "tax":
      return sharesBy(rows, (position) => label(position.account.taxTreatment));
    case "currency":
      return sharesBy(rows, (position) => position.instrument.currency, [
        { name: "USD", value: cash },
      ]);
    case "sector":
      return sharesBy(rows, sectorOf, cashShare);
    case "instrument":
      return sharesBy(rows, (position) => position.instrument.symbol, cashShare);
  }
}

/** Of a company; what has none is named by its asset class. */
function sectorOf({ instrument }: PositionFieldsFragment): string {
  return instrument.sector
    ? label(instrument.sector)
    : `No sector: ${label(instrument.assetClass).toLowerCase()}`;
}

function fold(shares: readonly Share[]): readonly Share[] {
  if (shares.length <= SLICES_MAX) return shares;
  const rest = shares.slice(SLICES_MAX - 1);
  const sum = (of: (share: Share) => number): number =>
    rest.reduce((total, share) => total + of(share), 0);
  return [
    ...shares.slice(0, SLICES_MAX - 1),
    { name: `${rest.length} others`, value: sum((s) => s.value), fraction: sum((s) => s.fraction) },
  ];
}

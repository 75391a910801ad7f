import { SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Positions } from "../holdings/usePositions.js";
import { sharesBy, type Share } from "../holdings/valuation.js";
import { label, percent, wholeMoney } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { SERIES } from "../look/theme.js";
import { Waiting } from "../look/View.js";

const Donut = lazy(() => import("./Donut.js"));

const DIMENSIONS = [
  { value: "assetClass", label: "Asset class" },
  { value: "account", label: "Account" },
  { value: "tax", label: "Tax" },
  { value: "instrument", label: "Instrument" },
] as const;
type Dimension = (typeof DIMENSIONS)[number]["value"];

const SLICES_MAX = SERIES.length;

/** Where the money is: a donut, and the same as a table. */
export function Allocation({ positions }: { readonly positions: Positions }) {
  const [dimension, setDimension] = useState<Dimension>("assetClass");
  const shares = fold(sharesOf(positions, dimension));
  return (
    <Panel
      title="Allocation"
      explanation="Share of the positions' value at the latest quotes. Cash of the accounts is counted where the dimension has a place for it (asset class, instrument)."
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Allocation by"
          data={[...DIMENSIONS]}
          value={dimension}
          onChange={(value) => setDimension(value as Dimension)}
        />
      }
    >
      <Suspense fallback={<Waiting rows={5} />}>
        <Donut shares={shares} />
      </Suspense>
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">{DIMENSIONS.find(({ value }) => value === dimension)?.label}</th>
            <th scope="col" className="number">
              Value
            </th>
            <th scope="col" className="number">
              Share
            </th>
          </tr>
        </thead>
        <tbody>
          {shares.map((share, index) => (
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
    </Panel>
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
    case "instrument":
      return sharesBy(rows, (position) => position.instrument.symbol, cashShare);
  }
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

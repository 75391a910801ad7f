import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { Valued } from "../holdings/valuation.js";
import { Delta } from "../look/Delta.js";
import { moneyOf, signedPercent } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty } from "../look/View.js";

const SHOWN = 7;

interface Mover {
  readonly row: Valued;
  readonly fraction: number;
  readonly change: number;
}

/** The instruments whose prices moved most today, whatever their weight. */
export function Movers({ rows }: { readonly rows: readonly Valued[] }) {
  const movers = moversOf(rows);
  return (
    <Panel
      title="Movers today"
      explanation="The largest price changes since the close before among your instruments, and what they did to your holdings in all accounts together."
    >
      {movers.length === 0 ? (
        <Empty title="No price moved yet">
          Changes are counted from the close of the session before.
        </Empty>
      ) : (
        <div className="scroll-x">
          <table className="plain-table figures">
            <thead>
              <tr>
                <th scope="col">Instrument</th>
                <th scope="col" className="number">
                  Price
                </th>
                <th scope="col" className="number">
                  Change
                </th>
                <th scope="col" className="number">
                  For you
                </th>
              </tr>
            </thead>
            <tbody>
              {movers.map(({ row, fraction, change }) => (
                <MoverRow
                  key={row.position.instrument.id}
                  row={row}
                  fraction={fraction}
                  change={change}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function MoverRow({ row, fraction, change }: Mover) {
  const { instrument } = row.position;
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          fw={600}
          size="sm"
          renderRoot={(props) => (
            <Link
              to="/holdings/$instrumentId"
              params={{ instrumentId: instrument.id }}
              {...props}
            />
          )}
        >
          {instrument.symbol}
        </Anchor>
      </td>
      <td className="number">{moneyOf(instrument.quote?.price)}</td>
      <td className="number">
        <span className={fraction < 0 ? "loss" : "gain"}>{signedPercent(fraction)}</span>
      </td>
      <td className="number">
        <Delta amount={change} />
      </td>
    </tr>
  );
}

function moversOf(rows: readonly Valued[]): Mover[] {
  const byInstrument = new Map<string, Mover>();
  for (const row of rows) {
    if (row.dayFraction === null || row.dayChange === null || row.dayFraction === 0) continue;
    const { id } = row.position.instrument;
    const change = (byInstrument.get(id)?.change ?? 0) + row.dayChange;
    byInstrument.set(id, { row, fraction: row.dayFraction, change });
  }
  return [...byInstrument.values()]
    .sort((a, b) => Math.abs(b.fraction) - Math.abs(a.fraction))
    .slice(0, SHOWN);
}

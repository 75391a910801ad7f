import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useSyncExternalStore } from "react";
import type { WatchlistFieldsFragment } from "../generated/operations.js";
import { liveQuotes, withLatestQuote } from "../holdings/liveQuotes.js";
import { useLiveQuotes } from "../holdings/useLiveQuotes.js";
import { instant, money, signedPercent } from "../look/figures.js";
import { LiveNumber } from "../look/LiveNumber.js";
import { Empty } from "../look/View.js";

type Watched = WatchlistFieldsFragment["instruments"][number];

/** Prices of a list, live. */
export function WatchTable(props: {
  readonly instruments: readonly Watched[];
  /** Null for who may only read. */
  readonly drop: ((instrumentId: string) => void) | null;
}) {
  const { instruments, drop } = props;
  useLiveQuotes(instruments);
  const quotes = useSyncExternalStore(liveQuotes.subscribe, liveQuotes.read);
  if (instruments.length === 0)
    return <Empty title="Nothing in this list yet">Add an instrument by symbol or name.</Empty>;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Watchlist, scrollable">
      <table className="plain-table figures" aria-label="Watched instruments">
        <thead>
          <tr>
            <th scope="col">Instrument</th>
            <th scope="col" className="number">
              Price
            </th>
            <th scope="col" className="number">
              Today
            </th>
            <th scope="col">As of, source</th>
            {drop ? <th scope="col" aria-label="Actions" /> : null}
          </tr>
        </thead>
        <tbody>
          {instruments.map((each) => (
            <WatchRow key={each.id} instrument={withLatestQuote(each, quotes)} drop={drop} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function WatchRow(props: {
  readonly instrument: Watched;
  readonly drop: ((instrumentId: string) => void) | null;
}) {
  const { instrument, drop } = props;
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          fw={600}
          size="sm"
          renderRoot={(link) => (
            <Link to="/holdings/$instrumentId" params={{ instrumentId: instrument.id }} {...link} />
          )}
        >
          {instrument.symbol}
        </Anchor>
        <div className="note">{instrument.name}</div>
      </td>
      <QuoteCells quote={instrument.quote} currency={instrument.currency} />
      {drop ? (
        <td className="number">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={`Drop ${instrument.symbol}`}
            onClick={() => drop(instrument.id)}
          >
            Drop
          </Button>
        </td>
      ) : null}
    </tr>
  );
}

function QuoteCells(props: { readonly quote: Watched["quote"]; readonly currency: string }) {
  const { quote, currency } = props;
  if (!quote)
    return (
      <>
        <td className="number">no quote</td>
        <td className="number">–</td>
        <td>–</td>
      </>
    );
  const price = Number(quote.price.amount);
  const change = quote.changePercent === null ? null : Number(quote.changePercent) / 100;
  const tone = change === null || change === 0 ? undefined : change < 0 ? "loss" : "gain";
  return (
    <>
      <td className="number">
        <LiveNumber value={price} text={money(price, currency)} />
      </td>
      <td className="number">
        <span className={tone}>{change === null ? "–" : signedPercent(change)}</span>
      </td>
      <td>
        {instant(quote.asOf)}
        <div className="note">
          {quote.isSimulated ? "simulated" : quote.source}
          {quote.isStale ? ", stale" : ""}
        </div>
      </td>
    </>
  );
}

import { Anchor, Text } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useSyncExternalStore } from "react";
import {
  InstrumentHistoryDocument,
  InstrumentLotsDocument,
  type InstrumentLotsQuery,
} from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Delta } from "../look/Delta.js";
import { day, label, money, today, units } from "../look/figures.js";
import { Freshness } from "../look/Freshness.js";
import { LiveNumber } from "../look/LiveNumber.js";
import { Panel } from "../look/Panel.js";
import { startOf } from "../look/range.js";
import { RangeControl } from "../look/RangeControl.js";
import { Stat } from "../look/Stat.js";
import { Empty, Page, Shown, Waiting } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { liveQuotes, withLatestQuote } from "./liveQuotes.js";
import { LotsTable } from "./LotsTable.js";
import { useLiveQuotes } from "./useLiveQuotes.js";

const LineChart = lazy(() => import("../look/LineChart.js"));
const route = getRouteApi("/app/holdings/$instrumentId");

type Instrument = NonNullable<InstrumentLotsQuery["instrument"]>;

/** One instrument: its price, the positions in it, their lots and what selling each would mean for tax. */
export function InstrumentPage() {
  const { instrumentId } = route.useParams();
  const answer = useGraph(InstrumentLotsDocument, { id: instrumentId });
  const quotes = useSyncExternalStore(liveQuotes.subscribe, liveQuotes.read);
  const asked = answer.data?.instrument;
  const instrument = asked ? withLatestQuote(asked, quotes) : null;
  useLiveQuotes(instrument ? [instrument] : []);
  return (
    <Page
      title={instrument ? `${instrument.symbol} · ${instrument.name}` : "Instrument"}
      lead={
        <Anchor
          className="link"
          size="sm"
          renderRoot={(props) => <Link to="/holdings" {...props} />}
        >
          Back to all holdings
        </Anchor>
      }
      actions={<Freshness quotes={instrument?.quote ? [instrument.quote] : []} />}
    >
      <Shown answer={answer} rows={8}>
        {(data) =>
          data.instrument ? (
            <Detail instrument={withLatestQuote(data.instrument, quotes)} />
          ) : (
            <Empty title="No such instrument">Go back to the holdings and choose again.</Empty>
          )
        }
      </Shown>
    </Page>
  );
}

function Detail({ instrument }: { readonly instrument: Instrument }) {
  const { household } = useHousehold();
  const holdings = instrument.holdings.filter(
    ({ account }) => account.household.id === household.id,
  );
  const fx = Number(instrument.quote?.fxToUsd ?? 1);
  const price = instrument.quote ? Number(instrument.quote.price.amount) : null;
  const held = holdings.reduce((sum, position) => sum + Number(position.units), 0);
  const cost = holdings.reduce((sum, position) => sum + Number(position.cost.amount), 0);
  const value = price === null ? null : held * price * fx;
  return (
    <>
      <div className="stats">
        <Stat
          label="Price"
          explanation="The latest quote in the instrument's own currency; the badge above says of when and from where."
        >
          {price === null ? (
            "no quote"
          ) : (
            <LiveNumber value={price} text={money(price, instrument.currency)} />
          )}
        </Stat>
        <Stat label="Units" explanation="Open units in all accounts of the household.">
          {units(held)}
        </Stat>
        <Stat
          label="Value"
          explanation="Units times price, in US dollars at the quote's exchange rate."
        >
          {value === null ? "–" : <LiveNumber value={value} text={money(value)} />}
        </Stat>
        <Stat
          label="Unrealized gain"
          explanation="Value less adjusted cost of the open lots, before tax."
        >
          {value === null ? (
            "–"
          ) : (
            <Delta amount={value - cost} fraction={cost > 0 ? (value - cost) / cost : null} />
          )}
        </Stat>
      </div>
      <PriceHistory id={instrument.id} currency={instrument.currency} />
      <Holdings holdings={holdings} />
    </>
  );
}

function Holdings({ holdings }: { readonly holdings: Instrument["holdings"] }) {
  return holdings.length === 0 ? (
    <Panel title="Lots">
      <Empty title="Not held">No account of this household holds it now.</Empty>
    </Panel>
  ) : (
    holdings.map((position) => (
      <Panel
        key={position.id}
        title={`Lots in ${position.account.name}`}
        explanation="Units bought together. Gain, tax saved and wash-sale flags are computed by the tax engine at the quote named in each row; open a row to see what they rest on."
        actions={
          <Text size="sm" c="dimmed">
            {label(position.account.kind)}
          </Text>
        }
      >
        <LotsTable lots={position.lots} />
      </Panel>
    ))
  );
}

function PriceHistory({ id, currency }: { readonly id: string; readonly currency: string }) {
  const { range = "1Y" } = route.useSearch();
  const navigate = route.useNavigate();
  const to = today();
  const answer = useGraph(InstrumentHistoryDocument, { id, from: startOf(range, to), to });
  return (
    <Panel
      title="Closing prices"
      explanation={`As traded on each day, in ${currency}; not adjusted for splits or dividends.`}
      actions={
        <RangeControl
          range={range}
          choose={(next) =>
            void navigate({ search: { range: next }, replace: true, resetScroll: false })
          }
        />
      }
    >
      <Shown answer={answer} rows={6}>
        {({ instrument }) => <Closes bars={instrument?.bars ?? null} currency={currency} />}
      </Shown>
    </Panel>
  );
}

function Closes(props: {
  readonly bars: {
    readonly dates: readonly string[];
    readonly close: readonly string[];
    readonly source: string;
    readonly isSimulated: boolean;
  } | null;
  readonly currency: string;
}) {
  const { bars, currency } = props;
  if (!bars || bars.dates.length === 0)
    return (
      <Empty title="No prices in this range">No provider has closing prices of these days.</Empty>
    );
  const closes = bars.close.map(Number);
  const last = bars.dates.length - 1;
  return (
    <>
      <Suspense fallback={<Waiting rows={6} />}>
        <LineChart
          name="Close"
          dates={bars.dates}
          unit={currency}
          series={[{ name: "Close", values: closes, isArea: true }]}
        />
      </Suspense>
      <Text size="sm" c="dimmed">
        {day(bars.dates[0] ?? "")}: {money(closes[0] ?? 0, currency)}; {day(bars.dates[last] ?? "")}
        : {money(closes[last] ?? 0, currency)}; lowest {money(Math.min(...closes), currency)},
        highest {money(Math.max(...closes), currency)}.{" "}
        {bars.isSimulated ? "Simulated: no market made these prices." : `Source: ${bars.source}.`}
      </Text>
    </>
  );
}

import { Button, SimpleGrid, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { QuoteFieldsFragment } from "../generated/operations.js";
import { type Positions, usePositions } from "../holdings/usePositions.js";
import { useLiveQuotes } from "../holdings/useLiveQuotes.js";
import { Delta } from "../look/Delta.js";
import { count, money, signedPercent } from "../look/figures.js";
import { Freshness } from "../look/Freshness.js";
import { LiveNumber } from "../look/LiveNumber.js";
import { Panel } from "../look/Panel.js";
import { Stat } from "../look/Stat.js";
import { Empty, Page, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { Allocation } from "./Allocation.js";
import { FirstSteps } from "./FirstSteps.js";
import { Movers } from "./Movers.js";
import { WealthHistory } from "./WealthHistory.js";

/** The household's money at a glance, live. */
export function OverviewPage() {
  const { household } = useHousehold();
  const answer = usePositions(household.id);
  const positions = answer.data;
  const largest = [...(positions?.rows ?? [])].sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  useLiveQuotes(largest.map(({ position }) => position.instrument));
  const quotes = quotesOf(positions);
  return (
    <Page title={household.name} lead="Overview" actions={<Freshness quotes={quotes} />}>
      <FirstSteps householdId={household.id} />
      <Shown answer={answer} rows={5}>
        {(data) => <Figures positions={data} />}
      </Shown>
      {positions && positions.rows.length > 0 ? (
        <>
          <WealthHistory householdId={household.id} now={positions.totals.value} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
            <Allocation positions={positions} />
            <Movers rows={positions.rows} />
          </SimpleGrid>
        </>
      ) : null}
      {positions && positions.rows.length === 0 ? <NothingYet /> : null}
    </Page>
  );
}

function NothingYet() {
  return (
    <Panel title="Holdings">
      <Empty
        title="No holdings yet"
        action={
          <Button renderRoot={(props) => <Link to="/import" {...props} />}>Bring a file</Button>
        }
      >
        Export your transactions at your broker and drop the file here. You see every row before
        anything is booked.
      </Empty>
    </Panel>
  );
}

function Figures({ positions }: { readonly positions: Positions }) {
  const { totals, cash, isComplete } = positions;
  return (
    <div className="stats">
      <Stat
        label="Net worth"
        isHero
        explanation="Units times the latest quote, converted to US dollars at the day's rate, of every open position in every account, plus cash. It moves with every quote."
        note={<Unpriced withoutQuote={totals.withoutQuote} isComplete={isComplete} />}
      >
        <span data-testid="net-worth">
          <LiveNumber value={totals.value} text={money(totals.value)} />
        </span>
      </Stat>
      <Stat
        label="Today"
        explanation="Units times the change since the close before, as each quote states it; deposits do not count. The percentage is of yesterday's value."
        note={<Share fraction={totals.dayFraction} of="yesterday's value" />}
      >
        <Delta amount={totals.dayChange} />
      </Stat>
      <Stat
        label="Unrealized gain"
        explanation="Value of the open positions less their adjusted cost: fees and losses disallowed by wash sales are part of the cost. Before tax."
        note={
          <Share
            fraction={totals.cost > 0 ? totals.gain / totals.cost : null}
            of={`a cost of ${money(totals.cost)}`}
          />
        }
      >
        <Delta amount={totals.gain} />
      </Stat>
      <Stat
        label="Cash"
        explanation="The sum of the cash effects of all transactions in all accounts, in US dollars, exact to the cent."
      >
        {money(cash)}
      </Stat>
    </div>
  );
}

function Share(props: { readonly fraction: number | null; readonly of: string }) {
  if (props.fraction === null) return null;
  return (
    <Text size="xs" c="dimmed" className="figures">
      {signedPercent(props.fraction)} of {props.of}
    </Text>
  );
}

function Unpriced(props: { readonly withoutQuote: number; readonly isComplete: boolean }) {
  if (!props.isComplete)
    return (
      <Text size="xs" c="dimmed">
        still reading positions …
      </Text>
    );
  if (props.withoutQuote === 0) return null;
  return (
    <span className="tag" data-tone="warn">
      {count(props.withoutQuote)} positions without a quote are not in it
    </span>
  );
}

export function quotesOf(positions: Positions | null): QuoteFieldsFragment[] {
  return (positions?.rows ?? []).flatMap(({ position }) => position.instrument.quote ?? []);
}

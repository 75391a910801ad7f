import { Anchor, Button, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RealizedDocument, type RealizedQuery } from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { Delta } from "../look/Delta.js";
import { count, day, label, money, moneyOf, units } from "../look/figures.js";
import { Notice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Stat } from "../look/Stat.js";
import { Empty, Shown } from "../look/View.js";
import type { Period } from "./RiskPanel.js";

type Portfolio = NonNullable<RealizedQuery["household"]>["portfolio"];
type Realized = Portfolio["realizedGains"];
type Disposal = Portfolio["disposals"]["edges"][number]["node"];

/** What was sold in the range, lot by lot, with what the wash-sale rule did to it. */
export function RealizedPanel({ period }: { readonly period: Period }) {
  const answer = useGraph(RealizedDocument, period);
  return (
    <Panel
      title="Realized"
      explanation="Lots closed in this range, on their trade dates. Gain is proceeds less adjusted cost; recognized is what a return takes: gain and the part of a loss that the wash-sale rule disallows. Exact, computed when the transactions were booked."
    >
      <Shown answer={answer} rows={4}>
        {({ household }) => {
          const portfolio = household?.portfolio;
          if (!portfolio || portfolio.disposals.edges.length === 0)
            return (
              <Empty title="Nothing was sold in this range">
                Choose a longer range, or look at the open lots of a holding.
              </Empty>
            );
          const { realizedGains, disposals } = portfolio;
          return (
            <>
              <Sums realized={realizedGains} />
              <Disposals disposals={disposals.edges.map(({ node }) => node)} />
              {disposals.pageInfo.hasNextPage ? (
                <Group justify="center" mt="sm">
                  <Button
                    variant="default"
                    size="xs"
                    onClick={() => answer.more({ after: disposals.pageInfo.endCursor })}
                  >
                    Show later disposals
                  </Button>
                </Group>
              ) : null}
            </>
          );
        }}
      </Shown>
    </Panel>
  );
}

const SUMS = [
  { key: "shortTerm", name: "Short term", what: "Held for one year or less, in taxable accounts." },
  { key: "longTerm", name: "Long term", what: "Held for more than one year, in taxable accounts." },
  {
    key: "sheltered",
    name: "Sheltered",
    what: "In retirement and other accounts that no return has.",
  },
] as const;

function Sums({ realized }: { readonly realized: Realized }) {
  return (
    <>
      <div className="stats" style={{ marginBottom: "1rem" }}>
        {SUMS.map(({ key, name, what }) => (
          <Stat
            key={key}
            label={name}
            explanation={`${what} Gain and disallowed loss of ${count(realized[key].count)} lots: ${money(realized[key].gain)} and ${money(realized[key].disallowedLoss)}.`}
            note={<div className="note figures">proceeds {money(realized[key].proceeds)}</div>}
          >
            <Delta amount={Number(realized[key].recognizedGain)} />
          </Stat>
        ))}
        <Stat
          label="Funds' distributions"
          explanation="Long-term capital gain distributions of funds in taxable accounts."
        >
          {money(realized.capitalGainDistributions)}
        </Stat>
      </div>
      {Number(realized.permanentLoss) > 0 ? (
        <Notice tone="warn" title={`${money(realized.permanentLoss)} of losses are lost for good`}>
          A replacement was bought in a sheltered account.
        </Notice>
      ) : null}
      {realized.unknownCostCount > 0 ? (
        <Notice tone="warn" title={`${count(realized.unknownCostCount)} lots have no known cost`}>
          They came without it; their gain is an assumption. Enter the cost of the transfer.
        </Notice>
      ) : null}
    </>
  );
}

function Disposals({ disposals }: { readonly disposals: readonly Disposal[] }) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Disposals, scrollable">
      <table className="plain-table figures" aria-label="Disposals">
        <thead>
          <tr>
            <th scope="col">Sold</th>
            <th scope="col">Instrument</th>
            <th scope="col" className="number">
              Units
            </th>
            <th scope="col">Held since</th>
            <th scope="col" className="number">
              Proceeds
            </th>
            <th scope="col" className="number">
              Cost
            </th>
            <th scope="col" className="number">
              Gain
            </th>
            <th scope="col">Wash sale</th>
          </tr>
        </thead>
        <tbody>
          {disposals.map((each) => (
            <DisposalRow key={each.id} disposal={each} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DisposalRow({ disposal: each }: { readonly disposal: Disposal }) {
  return (
    <tr>
      <td style={{ whiteSpace: "nowrap" }}>{day(each.disposedOn)}</td>
      <td>
        <Anchor
          className="link"
          size="sm"
          renderRoot={(link) => (
            <Link
              to="/holdings/$instrumentId"
              params={{ instrumentId: each.instrument.id }}
              {...link}
            />
          )}
        >
          {each.symbol}
        </Anchor>
        <div className="note">
          {each.account.name}
          {each.source === "SALE" ? "" : `, ${label(each.source).toLowerCase()}`}
        </div>
      </td>
      <td className="number">{units(each.units)}</td>
      <td>
        {day(each.acquiredOn)} <span className="tag">{label(each.term).toLowerCase()}</span>
      </td>
      <td className="number">{moneyOf(each.proceeds)}</td>
      <td className="number">{each.isCostKnown ? moneyOf(each.cost) : "unknown"}</td>
      <td className="number">
        <Delta amount={Number(each.gain.amount)} />
      </td>
      <td>
        <Washed disposal={each} />
      </td>
    </tr>
  );
}

function Washed({ disposal: each }: { readonly disposal: Disposal }) {
  const disallowed = Number(each.disallowedLoss.amount);
  const isForGood = Number(each.permanentLoss.amount) > 0;
  return (
    <>
      {disallowed > 0 ? (
        <span className="tag" data-tone={isForGood ? "loss" : "warn"}>
          {moneyOf(each.disallowedLoss)} {isForGood ? "lost for good" : "disallowed"}
        </span>
      ) : (
        <span className="tag">none</span>
      )}
      {each.washSaleUntil ? (
        <div className="note">buying back until {day(each.washSaleUntil)} disallows more</div>
      ) : null}
    </>
  );
}

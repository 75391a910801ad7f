import { Anchor, Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import {
  HarvestCandidatesDocument,
  type HarvestCandidatesQuery,
  type LotFieldsFragment,
} from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { WashSale } from "../holdings/LotsTable.js";
import { Delta } from "../look/Delta.js";
import { day, money, moneyOf, units } from "../look/figures.js";
import { Panel } from "../look/Panel.js";
import { Empty, Shown } from "../look/View.js";
import { useHousehold } from "../shell/household.js";

type Portfolio = NonNullable<HarvestCandidatesQuery["household"]>["portfolio"];
type Position = Portfolio["positions"]["edges"][number]["node"];

interface Candidate {
  readonly position: Position;
  readonly lot: LotFieldsFragment;
  readonly loss: number;
  readonly benefit: number | null;
}

/** Lots that stand at a loss in taxable accounts, the largest tax saving first. */
export function Harvest() {
  const { household } = useHousehold();
  const answer = useGraph(HarvestCandidatesDocument, { householdId: household.id });
  return (
    <Panel
      title="Losses that could be taken"
      explanation="Lots in taxable accounts whose value is below their cost, at the latest quotes. Tax saved is what the year's federal tax would fall by selling the whole lot now, computed by the tax engine from the year's profile. Without a profile only the loss is known."
    >
      <Shown answer={answer} rows={6}>
        {(data) => {
          const portfolio = data.household?.portfolio;
          if (!portfolio) return null;
          const { pageInfo } = portfolio.positions;
          return (
            <>
              <Candidates candidates={candidatesOf(portfolio)} />
              {pageInfo.hasNextPage ? (
                <Button
                  mt="sm"
                  size="xs"
                  variant="default"
                  onClick={() => answer.more({ after: pageInfo.endCursor })}
                >
                  Look at further positions
                </Button>
              ) : null}
            </>
          );
        }}
      </Shown>
    </Panel>
  );
}

function candidatesOf(portfolio: Portfolio): Candidate[] {
  return portfolio.positions.edges
    .filter(({ node }) => node.account.taxTreatment === "TAXABLE")
    .flatMap(({ node }) =>
      node.lots.map((lot) => ({
        position: node,
        lot,
        loss: Number(lot.harvest?.gain.amount ?? 0),
        benefit: lot.harvest?.benefit ? Number(lot.harvest.benefit.amount) : null,
      })),
    )
    .filter(({ loss }) => loss < 0)
    .sort((a, b) => (b.benefit ?? 0) - (a.benefit ?? 0) || a.loss - b.loss);
}

function Candidates({ candidates }: { readonly candidates: readonly Candidate[] }) {
  if (candidates.length === 0)
    return (
      <Empty title="No lot stands at a loss">
        There is nothing to harvest in taxable accounts at these prices.
      </Empty>
    );
  const losses = candidates.reduce((sum, { loss }) => sum + loss, 0);
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {candidates.length} lots, {money(losses)} in all. Savings do not add up: each is computed as
        if it were sold alone.
      </Text>
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Candidates, scrollable">
        <table className="plain-table figures">
          <thead>
            <tr>
              <th scope="col">Instrument</th>
              <th scope="col">Account</th>
              <th scope="col">Held since</th>
              <th scope="col" className="number">
                Units
              </th>
              <th scope="col" className="number">
                Loss
              </th>
              <th scope="col" className="number">
                Tax saved
              </th>
              <th scope="col" className="number">
                Disallowed
              </th>
              <th scope="col">Wash sale</th>
              <th scope="col">Do not buy back until after</th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((candidate) => (
              <CandidateRow key={candidate.lot.id} {...candidate} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CandidateRow({ position, lot, loss, benefit }: Candidate) {
  return (
    <tr>
      <td>
        <Anchor
          className="link"
          size="sm"
          fw={600}
          renderRoot={(props) => (
            <Link
              to="/holdings/$instrumentId"
              params={{ instrumentId: position.instrument.id }}
              {...props}
            />
          )}
        >
          {position.symbol}
        </Anchor>
      </td>
      <td>{position.account.name}</td>
      <td style={{ whiteSpace: "nowrap" }}>{day(lot.acquiredOn)}</td>
      <td className="number">{units(lot.units)}</td>
      <td className="number">
        <Delta amount={loss} />
      </td>
      <td className="number">{benefit === null ? "–" : <Delta amount={benefit} />}</td>
      <td className="number">{moneyOf(lot.harvest?.disallowedLoss)}</td>
      <td>
        <WashSale lot={lot} />
      </td>
      <td style={{ whiteSpace: "nowrap" }}>{day(lot.washSale.atRiskUntil)}</td>
    </tr>
  );
}

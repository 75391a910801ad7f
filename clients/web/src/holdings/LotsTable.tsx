import { Button } from "@mantine/core";
import { Fragment, useState } from "react";
import type { LotFieldsFragment } from "../generated/operations.js";
import { Delta } from "../look/Delta.js";
import { day, instant, moneyOf, percent, units } from "../look/figures.js";

/** Lots in the order in which they are sold; each opens to what its tax figures rest on. */
export function LotsTable({ lots }: { readonly lots: readonly LotFieldsFragment[] }) {
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Lots, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Held since</th>
            <th scope="col" className="number">
              Units
            </th>
            <th scope="col" className="number">
              Cost
            </th>
            <th scope="col">Term</th>
            <th scope="col" className="number">
              Gain
            </th>
            <th scope="col" className="number">
              Tax saved by selling
            </th>
            <th scope="col">Wash sale</th>
            <th scope="col" aria-label="Details" />
          </tr>
        </thead>
        <tbody>
          {lots.map((lot) => {
            const isOpen = lot.id === openId;
            return (
              <Fragment key={lot.id}>
                <LotRow
                  lot={lot}
                  isOpen={isOpen}
                  toggle={() => setOpenId(isOpen ? null : lot.id)}
                />
                {isOpen ? (
                  <tr>
                    <td colSpan={8}>
                      <LotDetails lot={lot} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function LotRow(props: {
  readonly lot: LotFieldsFragment;
  readonly isOpen: boolean;
  readonly toggle: () => void;
}) {
  const { lot, isOpen, toggle } = props;
  const { harvest } = lot;
  return (
    <tr>
      <td style={{ whiteSpace: "nowrap" }}>{day(lot.acquiredOn)}</td>
      <td className="number">{units(lot.units)}</td>
      <td className="number">{lot.isCostKnown ? moneyOf(lot.cost) : "unknown"}</td>
      <td>{harvest ? <Term harvest={harvest} /> : "–"}</td>
      <td className="number">{harvest ? <Delta amount={Number(harvest.gain.amount)} /> : "–"}</td>
      <td className="number">
        {harvest?.benefit ? <Delta amount={Number(harvest.benefit.amount)} /> : "–"}
      </td>
      <td>
        <WashSale lot={lot} />
      </td>
      <td className="number">
        <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={toggle}>
          {isOpen ? "Less" : "Why"}
        </Button>
      </td>
    </tr>
  );
}

function Term({ harvest }: { readonly harvest: NonNullable<LotFieldsFragment["harvest"]> }) {
  return harvest.term === "LONG" ? (
    <span className="tag" data-tone="gain">
      long
    </span>
  ) : (
    <span className="tag">short until {day(harvest.longFrom)}</span>
  );
}

export function WashSale({ lot }: { readonly lot: LotFieldsFragment }) {
  if (lot.washSale.conflict)
    return (
      <span className="tag" data-tone={lot.washSale.permanent ? "loss" : "warn"}>
        {lot.washSale.permanent ? "loss lost for good" : "loss disallowed"}
      </span>
    );
  return <span className="tag">none</span>;
}

function LotDetails({ lot }: { readonly lot: LotFieldsFragment }) {
  const { harvest, washSale } = lot;
  return (
    <div style={{ display: "grid", gap: 6, fontSize: "0.85rem", maxWidth: 760 }}>
      <div>
        Bought {day(lot.purchasedOn)}
        {lot.purchasedOn === lot.acquiredOn
          ? ""
          : `, counted from ${day(lot.acquiredOn)} after a wash sale`}
        ; {moneyOf(lot.disallowedLoss)} of the cost came from wash sales.
      </div>
      {harvest ? (
        <div>
          At the quote of {instant(harvest.asOf)}
          {harvest.rate === null
            ? ""
            : `: ${percent(Number(harvest.rate))} tax on each dollar of it`}
          . Disallowed part of a loss: {moneyOf(harvest.disallowedLoss)}.
        </div>
      ) : (
        <div>No tax figures: there is no quote, or the lot is short.</div>
      )}
      <div>
        {washSale.conflict
          ? `Selling at a loss today would disallow the loss of ${units(washSale.replacementUnits)} units.`
          : "Selling at a loss today is not a wash sale."}{" "}
        Buying it back up to {day(washSale.atRiskUntil)} would make it one.
      </div>
      {washSale.acquisitions.length > 0 ? (
        <ul style={{ margin: 0, paddingLeft: 18 }}>
          {washSale.acquisitions.map((bought) => (
            <li key={`${bought.accountName} ${bought.tradeDate} ${bought.units}`}>
              {units(bought.units)} units bought {day(bought.tradeDate)} in {bought.accountName}
              {bought.isIra ? " (sheltered account)" : ""}
            </li>
          ))}
        </ul>
      ) : null}
      {harvest && harvest.assumptions.length > 0 ? (
        <ul style={{ margin: 0, paddingLeft: 18, color: "var(--mantine-color-dimmed)" }}>
          {harvest.assumptions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { HouseholdPosition } from "../domain/harvesting/householdLot.js";
import {
  type SaleProposal,
  saleProposal as propose,
  type Wanted,
} from "../domain/harvesting/saleProposal.js";
import { YearTaxes } from "../domain/harvesting/yearTax.js";
import type { HeldPortfolio } from "./harvestPlan.js";
import type { LoadTaxProfile } from "./ports.js";
import { saleAssumptions } from "./saleAssumptions.js";
import { taxYear } from "./taxYear.js";

/** A sale that a household thinks of. */
export interface SaleRequest {
  readonly positionId: string | null; // lots of one account
  readonly instrumentId: string | null; // lots of every taxable account
  readonly wanted: Wanted;
  readonly state: string | null;
  readonly asOf: CalendarDate;
}

/** A proposal with what it rests on. */
export interface PricedSaleProposal extends SaleProposal {
  readonly assumptions: readonly string[];
}

/**
 * Which lots to sell for a wanted sale, with the least tax this year.
 *
 * @throws {Refusal} NOT_FOUND for another household, and when nothing like it is held in a taxable
 * account; BAD_INPUT, NO_QUOTE, LOT_COST_UNKNOWN, LOT_DATE_UNKNOWN, UNITS_EXCEED_POSITION,
 * TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN
 */
export async function saleProposal(
  load: LoadTaxProfile,
  viewer: Viewer,
  { householdId, positions }: HeldPortfolio,
  request: SaleRequest,
): Promise<PricedSaleProposal> {
  requireHousehold(viewer, householdId, "read");
  const lots = positionsToSell(positions, request).flatMap((position) => position.lots);
  const { asOf, wanted, state } = request;
  const key = { householdId, year: Number(asOf.slice(0, 4)) };
  const year = { ...(await taxYear(load, viewer, key)), state };
  const household = positions.flatMap((position) => position.lots);
  const proposal = propose({ lots, household, asOf, wanted, taxes: new YearTaxes(year) });
  const assumptions = [
    `Units are sold on ${asOf} at the latest quote, without fees, and nothing substantially identical is bought in the 30 days after; the tax of later years is not counted.`,
    ...saleAssumptions(year),
  ];
  return { ...proposal, assumptions };
}

function positionsToSell(
  positions: readonly HouseholdPosition[],
  { positionId, instrumentId }: SaleRequest,
): readonly HouseholdPosition[] {
  if ((positionId === null) === (instrumentId === null)) {
    throw new Refusal("BAD_INPUT", "a sale names either a position or an instrument", {
      field: "positionId",
    });
  }
  if (positionId !== null) {
    const position = positions.find(({ id }) => id === positionId);
    if (!position) throw new Refusal("NOT_FOUND", "no such position is open");
    if (position.account.taxTreatment === "TAXABLE") return [position];
    throw new Refusal(
      "BAD_INPUT",
      `the account is sheltered (${position.account.taxTreatment}): a sale inside it has no tax, whatever the lots`,
      { field: "positionId" },
    );
  }
  const held = positions.filter(
    ({ security, account }) =>
      security.instrumentId === instrumentId &&
      account.taxTreatment === "TAXABLE" &&
      account.kind !== "CUSTODIAL",
  );
  if (held.length === 0)
    throw new Refusal("NOT_FOUND", "the instrument is in no taxable account of the household");
  return held;
}

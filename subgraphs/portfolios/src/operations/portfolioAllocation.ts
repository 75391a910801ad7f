import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { type AccountKind, taxTreatmentOf } from "../domain/account.js";
import { allocation, type AllocationSlice } from "../domain/performance/allocation.js";
import { viewerScope } from "./access.js";
import type { Account, StoredPosition, Work } from "./ports.js";
import { type LivePrice, marketValue } from "./valuation.js";

export const ALLOCATION_DIMENSIONS = [
  "ACCOUNT",
  "ASSET_CLASS",
  "CURRENCY",
  "INSTRUMENT",
  "TAX_TREATMENT",
] as const;
export type AllocationDimension = (typeof ALLOCATION_DIMENSIONS)[number];

export interface AllocationFigures {
  readonly dimension: AllocationDimension;
  /** USD, at live prices. */
  readonly total: Decimal;
  readonly slices: readonly AllocationSlice[];
  readonly assumptions: readonly string[];
}

const CASH = "CASH";
const ONE = new Decimal(1);

const ASSUMPTIONS: Readonly<Record<AllocationDimension, readonly string[]>> = {
  ACCOUNT: [],
  ASSET_CLASS: [
    "An instrument has the asset class that market data gave it with its latest transaction; cash is CASH. Funds are not looked through.",
  ],
  CURRENCY: [
    "A holding is in the currency of its quote, cash in that of its account. Funds are not looked through.",
  ],
  INSTRUMENT: ["Segments are instrument ids; cash is CASH."],
  TAX_TREATMENT: ["Balances are before tax: a tax-deferred dollar is not worth a Roth dollar."],
};

/**
 * What a household holds at live prices, by one dimension.
 *
 * @param quotes by instrument
 * @returns null when one holding has no quote: shares of a part are not shares of the whole
 */
export async function portfolioAllocation(
  work: Work,
  viewer: Viewer,
  portfolio: { readonly id: string; readonly quotes: ReadonlyMap<string, LivePrice> },
  dimension: AllocationDimension,
): Promise<AllocationFigures | null> {
  requireHousehold(viewer, portfolio.id, "read");
  const { positions, accounts, classes } = await work.within(viewerScope(viewer), async (unit) => {
    const held = await unit.holdings.positionsOfHouseholds([portfolio.id], null);
    return {
      positions: held,
      accounts: await unit.accounts.ofHouseholds([portfolio.id]),
      classes: await unit.ledger.assetClasses(held.map(({ instrumentId }) => instrumentId)),
    };
  });
  const kinds = new Map(accounts.map(({ id, kind }) => [id, kind]));
  const ofPosition = (position: StoredPosition, quote: LivePrice): string =>
    positionSegment(dimension, position, {
      quote,
      assetClass: classes.get(position.instrumentId) ?? "OTHER",
      kind: kinds.get(position.accountId) ?? "TAXABLE",
    });
  const holdings = positions.map((position) => {
    const quote = portfolio.quotes.get(position.instrumentId) ?? null;
    const value = marketValue(position.units, quote);
    return value && quote ? exposed(value.amount, ofPosition(position, quote)) : null;
  });
  const known = holdings.filter((holding) => holding !== null);
  if (known.length < holdings.length) return null;
  const cash = accounts
    .filter((account) => !account.cash.isZero())
    .map((account) => exposed(account.cash, cashSegment(dimension, account)));
  const slices = allocation([...known, ...cash]);
  return {
    dimension,
    total: sum(slices.map(({ value }) => value)),
    slices,
    assumptions: [
      "Holdings are valued at live prices; borrowed cash counts negative.",
      ...ASSUMPTIONS[dimension],
    ],
  };
}

const exposed = (value: Decimal, segment: string) => ({
  value,
  exposures: [{ segment, weight: ONE }],
});

function positionSegment(
  dimension: AllocationDimension,
  position: StoredPosition,
  facts: { readonly quote: LivePrice; readonly assetClass: string; readonly kind: AccountKind },
): string {
  switch (dimension) {
    case "ACCOUNT":
      return position.accountId;
    case "ASSET_CLASS":
      return facts.assetClass;
    case "CURRENCY":
      return facts.quote.price.currency;
    case "INSTRUMENT":
      return position.instrumentId;
    case "TAX_TREATMENT":
      return taxTreatmentOf(facts.kind);
  }
}

function cashSegment(dimension: AllocationDimension, account: Account): string {
  switch (dimension) {
    case "ACCOUNT":
      return account.id;
    case "CURRENCY":
      return account.currency;
    case "TAX_TREATMENT":
      return taxTreatmentOf(account.kind);
    case "ASSET_CLASS":
    case "INSTRUMENT":
      return CASH;
  }
}

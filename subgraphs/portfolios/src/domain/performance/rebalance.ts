import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";

/** Units that can be sold, with what selling costs in tax: from the tax subgraph, or 0. */
export interface SellableLot {
  readonly id: string;
  readonly units: Decimal; // > 0
  /** Tax of selling one unit now; negative when it saves tax. */
  readonly taxPerUnit: Decimal;
}

/** A holding with its target, in one currency. */
export interface TargetHolding {
  readonly key: string;
  /** > 0 */
  readonly price: Decimal;
  /** Its lots; none for something to be bought first. */
  readonly lots: readonly SellableLot[];
  /** Share of the whole, 0 to 1; what all targets leave open stays cash. */
  readonly target: Decimal;
  /** Weight may be this far from the target, in points of the whole: 0.05 is five points. */
  readonly band: Decimal;
}

export interface RebalanceInput {
  readonly holdings: readonly TargetHolding[];
  /** Cash there is, new money included; ≥ 0. */
  readonly cash: Decimal;
  /** Smallest unit that trades: 1 for whole shares, 0.0001 for fractions. */
  readonly unitStep: Decimal;
  /** Trades of less value are left out; ≥ 0. */
  readonly minimumTrade: Decimal;
}

export interface ProposedTrade {
  readonly key: string;
  readonly side: "BUY" | "SELL";
  readonly units: Decimal; // > 0
  readonly value: Decimal;
  /** Lots to sell, cheapest in tax first; none for a purchase. */
  readonly lots: readonly { readonly id: string; readonly units: Decimal }[];
  /** Tax of the sale as its lots say; 0 for a purchase. */
  readonly tax: Decimal;
}

export interface Rebalance {
  /** Sales first, in the order of the holdings. */
  readonly trades: readonly ProposedTrade[];
  /** Cash after all trades, before tax; ≥ 0. */
  readonly cash: Decimal;
  readonly tax: Decimal;
}

interface Place {
  readonly holding: TargetHolding;
  readonly held: Decimal;
  readonly wanted: Decimal;
  readonly band: Decimal;
}

/**
 * Trades that bring holdings back to their targets.
 *
 * Cash buys what is short first. Only when a holding is then still outside its band is anything
 * sold: those above their band are sold down to the target, and when that does not pay for those
 * below their band, the ones inside theirs that are over target give in proportion. What the sales
 * leave buys the rest of what is short. Sales and purchases are rounded down to the step, so that
 * nothing is overdrawn.
 *
 * @returns trades that leave no cash or units negative
 */
export function rebalance(input: RebalanceInput): Rebalance {
  const { holdings, cash } = input;
  invariant(cash.gte(0) && input.unitStep.gt(0), "cash is not negative and the step is positive");
  const targets = sum(holdings.map(({ target }) => target));
  invariant(targets.lte(1), "targets sum to at most 1");
  const held = holdings.map(({ lots, price }) => sum(lots.map((l) => l.units)).times(price));
  const whole = sum(held).plus(cash);
  const places = holdings.map((holding, i) => ({
    holding,
    held: held[i] ?? ZERO,
    wanted: whole.times(holding.target),
    band: whole.times(holding.band),
  }));
  const reserve = whole.times(new Decimal(1).minus(targets));
  const spendable = Decimal.max(0, cash.minus(reserve));
  const sales = salesOf(places, spendable).map((value, i) => sale(places[i], value, input));
  const proceeds = sum(sales.map((trade) => trade?.value ?? ZERO));
  const funds = sales.some(Boolean)
    ? Decimal.max(0, cash.plus(proceeds).minus(reserve))
    : spendable;
  const purchases = spread(funds, places.map(shortOf)).map((value, i) =>
    purchase(places[i], value, input),
  );
  const trades = [...sales, ...purchases].filter((trade) => trade !== null);
  const spent = sum(purchases.map((trade) => trade?.value ?? ZERO));
  return {
    trades,
    cash: cash.plus(proceeds).minus(spent),
    tax: sum(trades.map(({ tax }) => tax)),
  };
}

const shortOf = ({ held, wanted }: Place) => Decimal.max(0, wanted.minus(held));
const overOf = ({ held, wanted }: Place) => Decimal.max(0, held.minus(wanted));

/** What to sell of each, by value; 0 everywhere when cash alone brings all into their bands. */
function salesOf(places: readonly Place[], spendable: Decimal): Decimal[] {
  const bought = spread(spendable, places.map(shortOf));
  const below = places.map((place, i) => {
    const short = shortOf(place).minus(bought[i] ?? ZERO);
    return short.gt(place.band) ? short : ZERO;
  });
  const above = places.map((place) => (overOf(place).gt(place.band) ? overOf(place) : ZERO));
  const missing = Decimal.max(0, sum(below).minus(sum(above)));
  const willing = places.map((place, i) => overOf(place).minus(above[i] ?? ZERO));
  const given = spread(missing, willing);
  return above.map((value, i) => value.plus(given[i] ?? ZERO));
}

/** Shares `funds` in proportion to what each can take, and gives none more than that. */
function spread(funds: Decimal, room: readonly Decimal[]): Decimal[] {
  const total = sum(room);
  if (total.lte(funds)) return [...room];
  return room.map((most) => funds.times(most).div(total));
}

function inSteps(value: Decimal, price: Decimal, step: Decimal): Decimal {
  // a quotient that misses a whole step by its last digits is that step
  return value.div(price).div(step).toDecimalPlaces(12).floor().times(step);
}

function sale(
  place: Place | undefined,
  wanted: Decimal,
  { unitStep, minimumTrade }: RebalanceInput,
): ProposedTrade | null {
  if (!place || wanted.isZero()) return null;
  const { key, price, lots } = place.holding;
  const all = sum(lots.map((lot) => lot.units));
  // a holding that is to go entirely goes entirely, odd fraction included
  const units = wanted.eq(place.held) ? all : Decimal.min(all, inSteps(wanted, price, unitStep));
  const value = units.times(price);
  if (units.isZero() || value.lt(minimumTrade)) return null;
  const picked = cheapestFirst(lots, units);
  const tax = sum(picked.map((lot) => lot.units.times(lot.taxPerUnit)));
  return {
    key,
    side: "SELL",
    units,
    value,
    lots: picked.map((lot) => ({ id: lot.id, units: lot.units })),
    tax,
  };
}

function cheapestFirst(lots: readonly SellableLot[], units: Decimal): SellableLot[] {
  let left = units;
  return lots
    .toSorted((a, b) => a.taxPerUnit.cmp(b.taxPerUnit))
    .flatMap((lot) => {
      const taken = Decimal.min(left, lot.units);
      left = left.minus(taken);
      return taken.isZero() ? [] : [{ ...lot, units: taken }];
    });
}

function purchase(
  place: Place | undefined,
  wanted: Decimal,
  { unitStep, minimumTrade }: RebalanceInput,
): ProposedTrade | null {
  if (!place) return null;
  const { key, price } = place.holding;
  const units = inSteps(wanted, price, unitStep);
  const value = units.times(price);
  if (units.isZero() || value.lt(minimumTrade)) return null;
  return { key, side: "BUY", units, value, lots: [], tax: ZERO };
}

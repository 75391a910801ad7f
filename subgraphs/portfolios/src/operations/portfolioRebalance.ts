import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type ProposedTrade,
  rebalance,
  type SellableLot,
  type TargetHolding,
} from "../domain/performance/rebalance.js";
import { viewerScope } from "./access.js";
import type { StoredLot, Work } from "./ports.js";
import type { LivePrice } from "./valuation.js";

/** What an account is to hold. */
export interface RebalanceTarget {
  readonly instrumentId: string;
  /** 0.6 is 60 % of the account */
  readonly weight: Decimal;
  /** Points of the account by which the weight may be off: 0.05 is five */
  readonly band: Decimal;
  /** USD for one unit; null: the live price of what is held */
  readonly price: Decimal | null;
}

export interface RebalanceOptions {
  readonly accountId: string;
  readonly targets: readonly RebalanceTarget[];
  /** Money that comes before the trades, USD, >= 0 */
  readonly newCash: Decimal;
  readonly wholeUnits: boolean;
  /** USD, >= 0 */
  readonly minimumTrade: Decimal;
}

/** A holding against its target; shares of the account with the new cash. */
export interface TargetDrift {
  readonly instrumentId: string;
  readonly weight: number;
  readonly target: number;
  readonly drift: number;
  readonly weightAfter: number;
  readonly isOutsideBand: boolean;
}

export interface RebalancePlan {
  readonly accountId: string;
  readonly total: Decimal;
  readonly cashBefore: Decimal;
  readonly cash: Decimal;
  /** Of all sales, by the tax subgraph's price of each lot; below 0 when they save tax */
  readonly tax: Decimal;
  /** True when a lot to be sold has no price in tax: its tax is not in the sum */
  readonly isTaxPartial: boolean;
  readonly drifts: readonly TargetDrift[];
  readonly trades: readonly ProposedTrade[];
  readonly assumptions: readonly string[];
}

/** What the router joins: prices, and the tax benefit of selling each lot whole. */
export interface RebalanceMarket {
  readonly id: string;
  readonly quotes: ReadonlyMap<string, LivePrice>;
  /** USD by lot; null where tax cannot be priced */
  readonly benefits: ReadonlyMap<string, Decimal | null>;
}

const TARGETS_MAX = 100;
const FRACTION = new Decimal("0.0001");
const ONE = new Decimal(1);
const ASSUMPTIONS = [
  "New cash buys what is short first; only when a holding is then still outside its band is anything sold.",
  "What is held without a target has the target 0 and a band of 0: it is sold when anything is.",
  "Lots are sold cheapest in tax first; the tax of part of a lot is its share of the tax of the whole lot, each lot priced alone.",
  "Trades are at live prices without costs, rounded down to the step; smaller ones than the minimum are left out.",
];

/**
 * Trades that bring one account back to its targets.
 *
 * @throws {Refusal} BAD_INPUT for targets that make no sense; NOT_FOUND for an account of somebody else;
 * NO_QUOTE when something held or wanted has no price
 */
export async function portfolioRebalance(
  work: Work,
  viewer: Viewer,
  market: RebalanceMarket,
  options: RebalanceOptions,
): Promise<RebalancePlan> {
  requireHousehold(viewer, market.id, "read");
  requireTargets(options);
  const { account, lots } = await work.within(viewerScope(viewer), async (unit) => {
    const found = (await unit.accounts.byIds([options.accountId])).get(options.accountId);
    if (found?.householdId !== market.id) {
      throw new Refusal("NOT_FOUND", "no account of this household has this id");
    }
    const positions = await unit.holdings.positionsOfAccounts([found.id], {
      first: 10_000,
      after: null,
    });
    return {
      account: found,
      lots: await unit.holdings.lotsOfPositions(positions.map(({ id }) => id)),
    };
  });
  const cashBefore = Decimal.max(0, account.cash);
  const holdings = holdingsOf(lots, options, market);
  const plan = rebalance({
    holdings,
    cash: cashBefore.plus(options.newCash),
    unitStep: options.wholeUnits ? ONE : FRACTION,
    minimumTrade: options.minimumTrade,
  });
  const total = sum(holdings.map(valueOf)).plus(cashBefore).plus(options.newCash);
  const sold = new Set(plan.trades.flatMap((trade) => trade.lots.map(({ id }) => id)));
  return {
    accountId: account.id,
    total,
    cashBefore,
    cash: plan.cash,
    tax: cents(plan.tax),
    isTaxPartial: [...sold].some((id) => (market.benefits.get(id) ?? null) === null),
    drifts: driftsOf(holdings, plan.trades, total),
    trades: plan.trades.map((trade) => ({ ...trade, tax: cents(trade.tax) })),
    assumptions: ASSUMPTIONS,
  };
}

/** An estimate needs no more. */
const cents = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);

function requireTargets({ targets, newCash, minimumTrade }: RebalanceOptions): void {
  const ids = new Set(targets.map(({ instrumentId }) => instrumentId));
  if (targets.length === 0 || targets.length > TARGETS_MAX || ids.size < targets.length) {
    throw new Refusal("BAD_INPUT", `1 to ${TARGETS_MAX} targets, each instrument once`);
  }
  if (targets.some(({ weight, band }) => weight.lt(0) || band.lt(0) || band.gt(1))) {
    throw new Refusal("BAD_INPUT", "weights and bands of targets are 0 to 1");
  }
  if (sum(targets.map(({ weight }) => weight)).gt(1)) {
    throw new Refusal("BAD_INPUT", "targets sum to at most 1: what they leave open stays cash");
  }
  if (newCash.lt(0) || minimumTrade.lt(0)) {
    throw new Refusal("BAD_INPUT", "new cash and the minimum trade are not below 0");
  }
}

function holdingsOf(
  lots: readonly StoredLot[],
  { targets }: RebalanceOptions,
  { quotes, benefits }: RebalanceMarket,
): TargetHolding[] {
  const byInstrument = Map.groupBy(lots, ({ instrumentId }) => instrumentId);
  const wanted = new Map(targets.map((target) => [target.instrumentId, target]));
  return [...new Set([...byInstrument.keys(), ...wanted.keys()])].map((key) => {
    const target = wanted.get(key);
    const quote = quotes.get(key);
    const price = target?.price ?? (quote && quote.price.amount.times(quote.fxToUsd));
    if (!price?.gt(0)) {
      throw new Refusal("NO_QUOTE", "something held or wanted has no price", {
        instrumentId: key.slice(0, 40),
      });
    }
    return {
      key,
      price,
      lots: (byInstrument.get(key) ?? []).map((lot) => sellable(lot, benefits)),
      target: target?.weight ?? ZERO,
      band: target?.band ?? ZERO,
    };
  });
}

function sellable(
  { id, units }: StoredLot,
  benefits: ReadonlyMap<string, Decimal | null>,
): SellableLot {
  return { id, units, taxPerUnit: (benefits.get(id) ?? ZERO).negated().div(units) };
}

const valueOf = ({ lots, price }: TargetHolding): Decimal =>
  sum(lots.map(({ units }) => units)).times(price);

function driftsOf(
  holdings: readonly TargetHolding[],
  trades: readonly ProposedTrade[],
  total: Decimal,
): TargetDrift[] {
  const traded = new Map(
    trades.map(({ key, side, value }) => [key, side === "BUY" ? value : value.negated()]),
  );
  const share = (value: Decimal) => (total.gt(0) ? value.div(total).toNumber() : 0);
  return holdings
    .map((holding) => {
      const value = valueOf(holding);
      const [weight, target] = [share(value), holding.target.toNumber()];
      return {
        instrumentId: holding.key,
        weight,
        target,
        drift: weight - target,
        weightAfter: share(value.plus(traded.get(holding.key) ?? ZERO)),
        isOutsideBand: Math.abs(weight - target) > holding.band.toNumber(),
      };
    })
    .sort((a, b) => Math.abs(b.drift) - Math.abs(a.drift));
}

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type AccountKind, isSheltered } from "../domain/account.js";
import type { HouseholdHoldings } from "../domain/householdLedger.js";
import { type Position, positionsOf } from "../domain/position.js";
import type { RealizedGain } from "../domain/realizedGain.js";
import { replayHousehold } from "../domain/replay.js";
import type { Transaction } from "../domain/transaction.js";
import { viewerScope } from "./access.js";
import { LEDGER_CURRENCY } from "./createAccount.js";
import type { Account, Work } from "./ports.js";
import { inAccountCurrency, ledgerAccounts, replayOptionsFor } from "./saveHoldings.js";
import type { LivePrice } from "./valuation.js";

/** A trade that nobody makes: today, in one account. */
export interface HypotheticalTrade {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly side: "BUY" | "SELL";
  /** > 0 */
  readonly units: Decimal;
  /** USD for one unit; null: the live price */
  readonly price: Decimal | null;
  /** USD, ≥ 0 */
  readonly fees: Decimal;
}

export interface WhatIfPosition {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly unitsBefore: Decimal;
  readonly units: Decimal;
  readonly cost: Decimal;
  /** null without a price */
  readonly value: Decimal | null;
}

/** A household as it would be; money in USD. */
export interface WhatIf {
  readonly on: CalendarDate;
  /** Everything held after the trades, and what the trades closed */
  readonly positions: readonly WhatIfPosition[];
  readonly cashBefore: Decimal;
  readonly cash: Decimal;
  /** null when a position has no price */
  readonly value: Decimal | null;
  /** Of the trades alone, in taxable accounts, after the wash-sale rule */
  readonly shortTermGain: Decimal;
  readonly longTermGain: Decimal;
  readonly disallowedLoss: Decimal;
  readonly assumptions: readonly string[];
}

export const TRADES_MAX = 200;
const ASSUMPTIONS = [
  "Nothing is stored. Trades happen today at the price given, else at the live one, in the order given.",
  "Sales close the lots that the account's method chooses; the wash-sale rule looks at the household's real purchases of the last 30 days and at the purchases of this list, not at those still to come.",
  "Gains are those of taxable accounts; tax itself is not calculated here.",
];

/**
 * The same portfolio after trades that nobody makes.
 *
 * @throws {Refusal} BAD_INPUT for a trade that makes no sense; NOT_FOUND for an account of somebody
 * else; NO_QUOTE for a trade without a price; UNITS_EXCEED_POSITION when more is sold than held
 */
export async function whatIf(
  work: Work,
  viewer: Viewer,
  portfolio: {
    readonly id: string;
    readonly quotes: ReadonlyMap<string, LivePrice>;
    readonly now: Date;
  },
  trades: readonly HypotheticalTrade[],
): Promise<WhatIf> {
  const { id, quotes, now } = portfolio;
  requireHousehold(viewer, id, "read");
  if (trades.length > TRADES_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${TRADES_MAX} trades`, { tradesMax: TRADES_MAX });
  }
  const { accounts, transactions, lotMethods } = await work.within(
    viewerScope(viewer),
    async (unit) => ({
      accounts: await unit.accounts.ofHouseholds([id]),
      transactions: await unit.ledger.ofHousehold(id),
      lotMethods: await unit.lotMethods.ofHousehold(id),
    }),
  );
  const on = dateOfInstant(now, "America/New_York");
  const prices = pricesIn(trades, quotes);
  const real = transactions.map(inAccountCurrency);
  const added = trades.map((trade, i) => hypothetical(trade, i, { accounts, prices, on }));
  const options = replayOptionsFor(transactions, lotMethods);
  const before = replayHousehold(ledgerAccounts(accounts), real, options);
  const after = replayHousehold(ledgerAccounts(accounts), [...real, ...added], options);
  const ids = new Set(added.map((one) => one.id));
  const positions = compared(before, after, prices);
  const cash = cashOf(after);
  const values = positions.map(({ value }) => value);
  const known = values.filter((value) => value !== null);
  const kinds = new Map(accounts.map((account) => [account.id, account.kind]));
  return {
    on,
    positions,
    cashBefore: cashOf(before),
    cash,
    value: known.length < values.length ? null : sum(known).plus(cash),
    ...gainsOf(
      after.realized.filter(({ transactionId }) => ids.has(transactionId)),
      kinds,
    ),
    assumptions: ASSUMPTIONS,
  };
}

/** USD for one unit, by instrument: the trades' own prices before the live ones. */
function pricesIn(
  trades: readonly HypotheticalTrade[],
  quotes: ReadonlyMap<string, LivePrice>,
): Map<string, Decimal> {
  const prices = new Map(
    [...quotes].map(([id, { price, fxToUsd }]) => [id, price.amount.times(fxToUsd)]),
  );
  for (const { instrumentId, price } of trades) if (price) prices.set(instrumentId, price);
  return prices;
}

function hypothetical(
  trade: HypotheticalTrade,
  index: number,
  world: {
    readonly accounts: readonly Account[];
    readonly prices: ReadonlyMap<string, Decimal>;
    readonly on: CalendarDate;
  },
): Transaction {
  const { accountId, instrumentId, side, units, fees } = trade;
  if (!world.accounts.some(({ id }) => id === accountId)) {
    throw new Refusal("NOT_FOUND", "no account of this household has this id", { accountId });
  }
  if (!units.gt(0) || fees.lt(0) || (trade.price && !trade.price.gt(0))) {
    throw new Refusal("BAD_INPUT", "units and price of a trade are above 0, fees are not below", {
      trade: index,
    });
  }
  const price = trade.price ?? world.prices.get(instrumentId);
  if (!price) {
    throw new Refusal("NO_QUOTE", "the trade needs a price: there is no live one", {
      instrumentId: instrumentId.slice(0, 40),
    });
  }
  const worth = units.times(price);
  return {
    id: `what-if-${String(index).padStart(4, "0")}`,
    kind: side,
    accountId,
    instrumentId,
    symbol: null,
    tradeDate: world.on,
    tradeTime: `23:59:59`,
    settlementDate: world.on,
    units,
    price,
    amount: side === "BUY" ? worth.plus(fees).negated() : worth.minus(fees),
    fees,
    currency: LEDGER_CURRENCY,
    description: "",
    contentKey: `what-if ${String(index).padStart(4, "0")}`,
    occurrence: 1,
  };
}

function compared(
  before: HouseholdHoldings,
  after: HouseholdHoldings,
  prices: ReadonlyMap<string, Decimal>,
): WhatIfPosition[] {
  const keyOf = ({ accountId, instrumentId }: Position) => `${accountId} ${instrumentId}`;
  const old = new Map(
    positionsOf(before.lots, before.shorts).map((position) => [keyOf(position), position]),
  );
  const held = positionsOf(after.lots, after.shorts).map((position) => {
    const was = old.get(keyOf(position));
    old.delete(keyOf(position));
    const { accountId, instrumentId, units, cost } = position;
    const price = prices.get(instrumentId);
    const value = price ? units.times(price) : null;
    return { accountId, instrumentId, unitsBefore: was?.units ?? ZERO, units, cost, value };
  });
  const closed = [...old.values()].map(({ accountId, instrumentId, units }) => ({
    accountId,
    instrumentId,
    unitsBefore: units,
    units: ZERO,
    cost: ZERO,
    value: ZERO,
  }));
  return [...held, ...closed];
}

const cashOf = ({ cash }: HouseholdHoldings): Decimal =>
  sum([...cash.values()].flatMap((balances) => [...balances.values()]));

function gainsOf(realized: readonly RealizedGain[], kinds: ReadonlyMap<string, AccountKind>) {
  const taxable = realized.filter(
    ({ accountId }) => !isSheltered(kinds.get(accountId) ?? "TAXABLE"),
  );
  const recognised = (term: RealizedGain["term"]) =>
    sum(taxable.flatMap((one) => (one.term === term ? one.gain.plus(one.disallowedLoss) : [])));
  return {
    shortTermGain: recognised("SHORT"),
    longTermGain: recognised("LONG"),
    disallowedLoss: sum(taxable.map(({ disallowedLoss }) => disallowedLoss)),
  };
}

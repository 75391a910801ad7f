import { Refusal } from "@wealthgraph/kernel/refusal";
import type { LedgerAccount } from "./account.js";
import { type HouseholdHoldings, HouseholdLedger } from "./householdLedger.js";
import type { LotMethodElection } from "./lotMethod.js";
import { ordered } from "./replayOrder.js";
import type { Transaction } from "./transaction.js";

export interface ReplayOptions {
  /** Instruments to which the wash-sale rule does not apply: neither stock nor security. */
  readonly washSaleExempt?: ReadonlySet<string>;
  /** Standing instructions for sales, in the order in which they were given; FIFO without. */
  readonly lotMethods?: readonly LotMethodElection[];
}

export interface RefusedTransaction {
  readonly transactionId: string;
  readonly refusal: Refusal;
}

export interface TriedReplay {
  /** Of the transactions that were not refused. */
  readonly holdings: HouseholdHoldings;
  readonly refused: readonly RefusedTransaction[];
}

/**
 * Replays a household's history and leaves out what cannot have happened: for the preview of an
 * import, and before one is undone.
 *
 * @param transactions of any of `accounts`, any order
 */
export function tryReplayHousehold(
  accounts: readonly LedgerAccount[],
  transactions: readonly Transaction[],
  options: ReplayOptions = {},
): TriedReplay {
  const steps = replaySteps(accounts, transactions, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** As `tryReplayHousehold`, a transaction a step, so that the caller can let others run in between. */
export function* replaySteps(
  accounts: readonly LedgerAccount[],
  transactions: readonly Transaction[],
  options: ReplayOptions,
): Generator<void, TriedReplay> {
  const ledger = new HouseholdLedger(accounts, options);
  const refused: RefusedTransaction[] = [];
  for (const event of ordered(transactions)) {
    try {
      ledger.apply(event);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { transaction } = event;
      refused.push({ transactionId: transaction.id, refusal: located(error, transaction) });
    }
    yield;
  }
  return { holdings: ledger.holdings(), refused };
}

/**
 * What a household's transactions add up to: lots, realized gains, wash sales, cash.
 *
 * Lots, positions and realized gains are always a function of all transactions of the household,
 * because a purchase in one account changes lots and gains of another, and a late file changes the
 * past. Linear in the number of transactions but for lots bought within 30 days of a loss.
 *
 * @param transactions of any of `accounts`, any order: the result does not depend on it
 * @throws {Refusal} UNITS_EXCEED_POSITION when more units leave an account than it holds on that
 *   date; the facts name the transaction
 */
export function replayHousehold(
  accounts: readonly LedgerAccount[],
  transactions: readonly Transaction[],
  options: ReplayOptions = {},
): HouseholdHoldings {
  const { holdings, refused } = tryReplayHousehold(accounts, transactions, options);
  if (refused[0]) throw refused[0].refusal;
  return holdings;
}

function located(refusal: Refusal, transaction: Transaction): Refusal {
  const what = transaction.symbol ?? transaction.instrumentId ?? "";
  return new Refusal(refusal.code, `${what} on ${transaction.tradeDate}: ${refusal.message}`, {
    ...refusal.facts,
    transactionId: transaction.id,
    accountId: transaction.accountId,
    symbol: transaction.symbol,
    tradeDate: transaction.tradeDate,
  });
}

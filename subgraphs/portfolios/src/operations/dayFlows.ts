import { type Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { LedgerEvent } from "../domain/replayOrder.js";
import type { TransactionKind } from "../domain/transaction.js";
import type { FlowTotals } from "./ports.js";

/** The price of an instrument on the day, as its holdings are valued. */
export type PriceOf = (instrumentId: string) => Decimal;

/** What one event brings from outside its account, and what it pays in fees. */
interface Flow {
  readonly event: LedgerEvent;
  readonly cash: Decimal;
  readonly instrumentId: string | null;
  /** Units that arrive; negative for units that leave. */
  readonly units: Decimal;
  readonly fees: Decimal;
}

const NONE = { cash: ZERO, instrumentId: null, units: ZERO };

/**
 * External flows and fees of the events of one day.
 *
 * Deposits, withdrawals and transfers in kind are external; trades, income, taxes and fees are not.
 * Between accounts of the household a joined transfer in kind, and a withdrawal from one account
 * that is a deposit of the same amount in another on the same day, is external to the accounts and
 * not to the household.
 */
export class DayFlows {
  readonly #flows: readonly Flow[];
  readonly #internal: ReadonlySet<Flow>;

  /** @param joined ids of outgoing transfers that arrive in an own account */
  constructor(events: readonly LedgerEvent[], joined: ReadonlySet<string>) {
    this.#flows = events.map(flowOf);
    const transfers = this.#flows.filter(
      ({ event }) => event.transferredFrom !== null || joined.has(event.transaction.id),
    );
    this.#internal = new Set([...transfers, ...cashPairs(this.#flows)]);
  }

  ofAccount(accountId: string, priceOf: PriceOf): FlowTotals {
    const own = this.#flows.filter(({ event }) => event.transaction.accountId === accountId);
    return totalsOf(own, own, priceOf);
  }

  ofHousehold(priceOf: PriceOf): FlowTotals {
    const external = this.#flows.filter((flow) => !this.#internal.has(flow));
    return totalsOf(external, this.#flows, priceOf);
  }
}

/** Kinds that cross the border of an account. */
const EXTERNAL: ReadonlySet<TransactionKind> = new Set([
  "DEPOSIT",
  "WITHDRAWAL",
  "TRANSFER_IN",
  "TRANSFER_OUT",
]);

function flowOf(event: LedgerEvent): Flow {
  const { kind, amount, fees, instrumentId } = event.transaction;
  if (kind === "FEE") return { ...NONE, event, fees: amount.negated() };
  if (!EXTERNAL.has(kind)) return { ...NONE, event, fees };
  const units = event.transaction.units ?? ZERO;
  return {
    event,
    cash: amount.plus(fees),
    instrumentId: units.isZero() ? null : instrumentId,
    units: kind === "TRANSFER_OUT" ? units.negated() : units,
    fees,
  };
}

/** Withdrawals that are the deposit of the same amount in another account, with it; each once. */
function cashPairs(flows: readonly Flow[]): Flow[] {
  const arriving = flows.filter(({ cash, units }) => cash.gt(0) && units.isZero());
  return flows.flatMap((out) => {
    if (!out.cash.lt(0) || !out.units.isZero()) return [];
    const found = arriving.findIndex(
      ({ event, cash }) =>
        cash.eq(out.cash.negated()) &&
        event.transaction.accountId !== out.event.transaction.accountId,
    );
    return found < 0 ? [] : [out, ...arriving.splice(found, 1)];
  });
}

function totalsOf(
  external: readonly Flow[],
  paying: readonly Flow[],
  priceOf: PriceOf,
): FlowTotals {
  const moved = external.map(({ cash, instrumentId, units }) =>
    instrumentId === null ? cash : cash.plus(units.times(priceOf(instrumentId))),
  );
  return {
    inflow: sum(moved.filter((value) => value.gt(0))),
    outflow: sum(moved.filter((value) => value.lt(0))).negated(),
    fees: sum(paying.map(({ fees }) => fees)),
  };
}

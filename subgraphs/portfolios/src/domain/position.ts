import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import type { Lot } from "./lot.js";

/** All open lots of one security in one account. */
export interface Position {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly currency: Currency;
  readonly units: Decimal;
  /** Sum of the lots' cost. */
  readonly cost: Decimal;
  /** In FIFO order, at least one. */
  readonly lots: readonly Lot[];
}

/**
 * Joins open lots into positions.
 *
 * @param lots of any number of accounts; the order within a security is kept
 * @returns one position per account and security, in order of the first lot
 */
export function positionsOf(lots: Iterable<Lot>): Position[] {
  const grouped = new Map<string, Lot[]>();
  for (const lot of lots) {
    const key = `${lot.accountId} ${lot.instrumentId}`;
    const group = grouped.get(key);
    if (group) group.push(lot);
    else grouped.set(key, [lot]);
  }
  return [...grouped.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    return {
      accountId: first.accountId,
      instrumentId: first.instrumentId,
      currency: first.currency,
      units: sum(group.map((lot) => lot.units)),
      cost: sum(group.map((lot) => lot.cost)),
      lots: group,
    };
  });
}

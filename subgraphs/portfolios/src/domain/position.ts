import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import type { Currency } from "@wealthgraph/kernel/money";
import type { Lot } from "./lot.js";
import type { ShortLot } from "./shortLot.js";

/** All open lots and short lots of one security in one account. */
export interface Position {
  readonly accountId: string;
  readonly instrumentId: string;
  readonly currency: Currency;
  /** Of the lots, less those of the short lots. */
  readonly units: Decimal;
  /** Sum of the lots' cost, less the proceeds of the short lots: value less cost is the gain of both. */
  readonly cost: Decimal;
  /** In FIFO order. */
  readonly lots: readonly Lot[];
  /** In order of opening. */
  readonly shorts: readonly ShortLot[];
}

/**
 * Joins open lots and short lots into positions.
 *
 * @param lots of any number of accounts; the order within a security is kept
 * @returns one position per account and security, in order of the first lot
 */
export function positionsOf(lots: Iterable<Lot>, shorts: Iterable<ShortLot> = []): Position[] {
  const groups = new Map<string, { lots: Lot[]; shorts: ShortLot[] }>();
  const groupOf = ({ accountId, instrumentId }: Lot | ShortLot) => {
    const key = `${accountId} ${instrumentId}`;
    const group = groups.get(key) ?? { lots: [], shorts: [] };
    groups.set(key, group);
    return group;
  };
  for (const lot of lots) groupOf(lot).lots.push(lot);
  for (const short of shorts) groupOf(short).shorts.push(short);
  return [...groups.values()].flatMap((group) => {
    const first = group.lots[0] ?? group.shorts[0];
    if (!first) return [];
    const total = (of: readonly { readonly units: Decimal }[]) => sum(of.map((lot) => lot.units));
    return {
      accountId: first.accountId,
      instrumentId: first.instrumentId,
      currency: first.currency,
      units: total(group.lots).minus(total(group.shorts)),
      cost: sum(group.lots.map((lot) => lot.cost)).minus(
        sum(group.shorts.map((short) => short.proceeds)),
      ),
      ...group,
    };
  });
}

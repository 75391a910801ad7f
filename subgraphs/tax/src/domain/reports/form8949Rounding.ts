import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { LotRow } from "./form8949.js";

/** CENTS, or WHOLE_DOLLARS: all amounts of a return, or none. */
export type Rounding = "CENTS" | "WHOLE_DOLLARS";

/**
 * Rounds rows: cents so that the lots of a sale add up to the sale, as a broker's form shows it;
 * then, when asked, to whole dollars, half up, each amount for itself.
 *
 * A loss that is wholly disallowed stays wholly disallowed: (h) is 0 when it was 0.
 *
 * @returns as many rows, in the order given; (h) is (d) - (e) + (g) of the rounded amounts
 * @see Instructions for Form 8949, "Rounding"
 */
export function roundedSales(rows: readonly LotRow[], rounding: Rounding): LotRow[] {
  const running = new Map<string, { proceeds: Decimal; cost: Decimal }>();
  return rows.map((row) => {
    const before = running.get(row.transactionId) ?? { proceeds: ZERO, cost: ZERO };
    const after = {
      proceeds: before.proceeds.plus(row.proceeds),
      cost: before.cost.plus(row.cost),
    };
    running.set(row.transactionId, after);
    const exact = {
      proceeds: cent(after.proceeds).minus(cent(before.proceeds)),
      cost: cent(after.cost).minus(cent(before.cost)),
    };
    const [proceeds, cost] =
      rounding === "CENTS"
        ? [exact.proceeds, exact.cost]
        : [dollar(exact.proceeds), dollar(exact.cost)];
    const round = rounding === "CENTS" ? cent : dollar;
    const adjustment = row.gain.isZero() ? cost.minus(proceeds) : round(row.adjustment);
    const disallowedLoss =
      row.gain.isZero() && row.codes === "W" ? adjustment : round(row.disallowedLoss);
    return {
      ...row,
      proceeds,
      cost,
      adjustment: row.codes === "" ? ZERO : adjustment,
      gain: proceeds.minus(cost).plus(row.codes === "" ? ZERO : adjustment),
      disallowedLoss,
    };
  });
}

const cent = (amount: Decimal): Decimal => amount.toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
const dollar = (amount: Decimal): Decimal => amount.toDecimalPlaces(0, Decimal.ROUND_HALF_UP);

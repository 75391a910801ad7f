import { toCent } from "./cents.js";
import type { PlanContext } from "./planContext.js";
import { openingLayers, type RothLayers } from "./rothLayers.js";

/** One saver's accounts on 31 December. USD. */
export interface SaverBalances {
  readonly traditional: number;
  readonly basis: number; // Form 8606 line 14
  readonly roth: number;
  readonly layers: RothLayers; // of what the Roth balance consists
  readonly rothIncome: number; // earnings drawn for tax in April, on the next return
  readonly rothPenalized: number; // drawn then and under the 10 % tax of the next return
}

/** Everything one year hands to the next. USD, whole cents. */
export interface Balances {
  readonly savers: readonly SaverBalances[];
  readonly taxable: number;
  readonly costBasis: number;
  readonly shortTermLoss: number; // carried forward
  readonly longTermLoss: number; // carried forward
  readonly gainOfNextYear: number; // realized to pay this year's tax in April
  readonly drawnForTax: readonly number[]; // of each saver's traditional account in April, on the next return
  readonly surcharges: readonly [number, number]; // Medicare, due next year and the year after
  readonly unfunded: number; // needs no account could pay, with interest
}

export function openingBalances({ input, firstSurcharges }: PlanContext): Balances {
  return {
    savers: input.savers.map((s) => ({
      traditional: toCent(s.traditional.toNumber()),
      basis: toCent(s.traditionalBasis.toNumber()),
      roth: toCent(s.roth.toNumber()),
      layers: openingLayers(toCent(s.roth.toNumber()), {
        contributions: s.rothContributions ? toCent(s.rothContributions.toNumber()) : null,
        since: s.rothSince ?? null,
      }),
      rothIncome: 0,
      rothPenalized: 0,
    })),
    taxable: toCent(input.taxable.balance.toNumber()),
    costBasis: toCent(input.taxable.costBasis.toNumber()),
    shortTermLoss: 0,
    longTermLoss: 0,
    gainOfNextYear: 0,
    drawnForTax: input.savers.map(() => 0),
    surcharges: firstSurcharges,
    unfunded: 0,
  };
}

export const traditionalOf = ({ savers }: Balances): number =>
  toCent(savers.reduce((sum, s) => sum + s.traditional, 0));

export const rothOf = ({ savers }: Balances): number =>
  toCent(savers.reduce((sum, s) => sum + s.roth, 0));

/** Additional tax before 59 1/2 (26 USC 72(t)(1)). */
export const EARLY_RATE = 0.1;

/** Tax still to come when the plan ends here: on traditional balances, gains, and what this year decided. */
export function terminalTax({ input }: PlanContext, after: Balances): number {
  const { traditional: rate, gain } = input.terminalRates;
  const taxed = after.savers.reduce((sum, s) => sum + Math.max(0, s.traditional - s.basis), 0);
  const drawn = after.drawnForTax.reduce((sum, d) => sum + d, 0);
  const unrealized = Math.max(0, after.taxable - after.costBasis);
  const earnings = after.savers.reduce((sum, s) => sum + s.rothIncome, 0);
  const penalized = after.savers.reduce((sum, s) => sum + s.rothPenalized, 0);
  return (
    (taxed + drawn + earnings) * rate +
    penalized * EARLY_RATE +
    (unrealized + Math.max(0, after.gainOfNextYear)) * gain
  );
}

/** Medicare surcharges that past income has decided and that are not paid yet, at their present value. */
export function surchargesToCome({ input }: PlanContext, { surcharges }: Balances): number {
  const step = 1 + input.discountRate;
  return surcharges[0] / step + surcharges[1] / step ** 2;
}

/**
 * Wealth after all tax if everything were liquidated at the end of year `index`, in money of the
 * day before the first year.
 */
export function wealthInTodaysMoney(context: PlanContext, after: Balances, index: number): number {
  const gross = traditionalOf(after) + rothOf(after) + after.taxable;
  const owed = terminalTax(context, after) + surchargesToCome(context, after) + after.unfunded;
  return (gross - owed) / (1 + context.input.inflation) ** (index + 1);
}

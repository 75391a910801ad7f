import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { excessOver, smaller } from "../exact.js";

/** An employer's promise: rates on slices of pay that the employee defers. */
export interface MatchFormula {
  readonly tiers: readonly MatchTier[]; // "100 % of the first 3 %, 50 % of the next 2 %"
  readonly maximum: Decimal | null; // USD a year
  readonly compensationLimit: Decimal; // USD of pay that counts: 401(a)(17)
  readonly timing: "EACH_PAYCHECK" | "ANNUAL_TRUE_UP"; // what is compared with the slices
}

export interface MatchTier {
  readonly rate: Decimal; // of the deferral in this slice
  readonly nextShare: Decimal; // width of the slice, as a share of pay
}

/** USD, >= 0. */
export interface Paycheck {
  readonly pay: Decimal;
  readonly deferral: Decimal; // pre-tax and Roth, <= pay
}

/** A year's match. USD. */
export interface EmployerMatch {
  readonly match: Decimal;
  readonly fullMatch: Decimal; // for someone who defers enough from every paycheck
  readonly missed: Decimal; // fullMatch - match
  readonly lostToTiming: Decimal; // the part of `missed` that a true-up at the year's end would have given
  readonly fullShare: Decimal; // of each paycheck to defer for the full match
}

/**
 * What the employer adds to a year's deferrals.
 *
 * Paycheck by paycheck, money deferred early earns no match on the paychecks after the limit; a
 * true-up looks at the whole year once more. Nothing is rounded.
 *
 * @throws {Refusal} BAD_INPUT for a tier or amount below 0, or a deferral over the pay
 */
export function employerMatch(
  formula: MatchFormula,
  paychecks: readonly Paycheck[],
): EmployerMatch {
  checkFormula(formula, paychecks);
  const counted = withinLimit(formula.compensationLimit, paychecks);
  const pay = sum(counted.map((p) => p.pay));
  const fullShare = sum(formula.tiers.map((t) => t.nextShare));
  const deferred = sum(paychecks.map((p) => p.deferral));
  const byPaycheck = sum(counted.map((p) => onSlices(formula.tiers, p.pay, p.deferral)));
  const byYear = onSlices(formula.tiers, pay, deferred);
  const capped = (amount: Decimal) => (formula.maximum ? smaller(amount, formula.maximum) : amount);
  const fullMatch = capped(onSlices(formula.tiers, pay, pay.times(fullShare)));
  const match = capped(formula.timing === "ANNUAL_TRUE_UP" ? byYear : byPaycheck);
  return {
    match,
    fullMatch,
    missed: excessOver(fullMatch, match),
    lostToTiming: excessOver(capped(byYear), match),
    fullShare,
  };
}

/** Pay counts until the year's limit is reached; deferrals beyond it are not matched. */
function withinLimit(limit: Decimal, paychecks: readonly Paycheck[]): readonly Paycheck[] {
  let left = limit;
  return paychecks.map(({ pay, deferral }) => {
    const counted = smaller(pay, left);
    left = left.minus(counted);
    return { pay: counted, deferral };
  });
}

function onSlices(tiers: readonly MatchTier[], pay: Decimal, deferral: Decimal): Decimal {
  let left = deferral;
  let match = ZERO;
  for (const { rate, nextShare } of tiers) {
    const slice = smaller(left, pay.times(nextShare));
    match = match.plus(slice.times(rate));
    left = left.minus(slice);
  }
  return match;
}

function checkFormula(formula: MatchFormula, paychecks: readonly Paycheck[]): void {
  const isTier = (t: MatchTier) => t.rate.gte(0) && t.nextShare.gte(0) && t.nextShare.lte(1);
  const isPaycheck = (p: Paycheck) => p.deferral.gte(0) && p.deferral.lte(p.pay);
  if (formula.tiers.every(isTier) && paychecks.every(isPaycheck)) return;
  throw new Refusal(
    "BAD_INPUT",
    "Tiers are not negative, slices are shares of pay, and a deferral is part of its paycheck.",
    { tiers: formula.tiers.length, paychecks: paychecks.length },
  );
}

/** The safe harbour formula: 100 % of the first 3 %, 50 % of the next 2 % (26 USC 401(k)(12)(B)). */
export const SAFE_HARBOR_TIERS: readonly MatchTier[] = [
  { rate: new Decimal(1), nextShare: new Decimal("0.03") },
  { rate: new Decimal("0.5"), nextShare: new Decimal("0.02") },
];

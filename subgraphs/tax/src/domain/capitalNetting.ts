import type { Decimal } from "@wealthgraph/kernel/decimal";
import { ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, excessOver, larger, less, smaller } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";

/** Schedule D in four numbers, USD. */
export interface CapitalNetting {
  readonly shortTerm: Decimal; // net of this year and the carryover, signed (line 7)
  readonly longTerm: Decimal; // the same, long-term (line 15)
  readonly onReturn: Decimal; // enters adjusted gross income; a loss only down to the limit (line 16 or 21)
  readonly netCapitalGain: Decimal; // the part with preferential rates, >= 0 (26 USC 1222(11))
}

/** Losses that go to the next year, by character; both >= 0, USD. */
export interface LossCarryforward {
  readonly shortTerm: Decimal;
  readonly longTerm: Decimal;
}

/**
 * Nets short- and long-term results with the carryovers, then against each other.
 *
 * @param lossLimit what a net loss may take from other income this year, USD
 * @see 26 USC 1211(b), 1222; Schedule D (Form 1040)
 */
export function netCapitalResults(facts: FederalFacts, lossLimit: Decimal): CapitalNetting {
  const shortTerm = less(facts.shortTermGain, facts.shortTermLossCarryover);
  const longTerm = less(facts.longTermGain, facts.longTermLossCarryover);
  const net = add(shortTerm, longTerm);
  return {
    shortTerm,
    longTerm,
    onReturn: net.isNegative() ? larger(net, lossLimit.negated()) : net,
    netCapitalGain: atLeastZero(smaller(longTerm, net)),
  };
}

/**
 * What is left of the losses, with its character kept.
 *
 * The deducted loss uses up short-term losses first. A loss that was deducted from an income
 * already below the deductions bought nothing and is not used up: that is why taxable income
 * comes in before it is cut off at zero.
 *
 * @param incomeBeforeFloor adjusted gross income less deductions, negative when deductions exceed it
 * @returns conserves: what is used plus what is carried is the whole net loss
 * @see 26 USC 1212(b); Capital Loss Carryover Worksheet, Schedule D instructions
 */
export function carryForward(
  netting: CapitalNetting,
  incomeBeforeFloor: Decimal,
): LossCarryforward {
  if (netting.onReturn.gte(0)) return { shortTerm: ZERO, longTerm: ZERO };
  const deducted = netting.onReturn.negated();
  const used = smaller(deducted, atLeastZero(incomeBeforeFloor.plus(deducted)));
  const shortTermLoss = atLeastZero(netting.shortTerm.negated());
  const longTermLoss = atLeastZero(netting.longTerm.negated());
  const usedBeyondShortTerm = excessOver(used, shortTermLoss);
  return {
    shortTerm: atLeastZero(shortTermLoss.minus(used).minus(atLeastZero(netting.longTerm))),
    longTerm: atLeastZero(
      longTermLoss.minus(atLeastZero(netting.shortTerm)).minus(usedBeyondShortTerm),
    ),
  };
}

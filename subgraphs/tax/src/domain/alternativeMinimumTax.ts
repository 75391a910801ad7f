import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, excessOver, larger, smaller, times, total } from "./exact.js";
import type { FederalFacts } from "./federalFacts.js";
import type { FederalParameters, MinimumTax } from "./federalParameters.js";
import type { AlternativeMinimum, Deduction } from "./federalReturn.js";
import type { FilingStatus } from "./filingStatus.js";

/** What the minimum tax needs of the regular return, USD. */
export interface RegularTax {
  readonly incomeBeforeFloor: Decimal; // adjusted gross income less deductions; may be negative
  readonly taxable: Decimal;
  readonly preferential: Decimal;
  readonly tax: Decimal; // on taxable income, with what Schedule 2 line 1 adds
}

/**
 * The alternative minimum tax. Added back: the standard deduction, or state and local taxes; the
 * senior deduction (26 USC 56(b)(1)(D)); interest of private activity bonds. The top bracket's
 * limit on itemised deductions does not apply (26 USC 56(b)(1)(F)). Gains keep their 0, 15 and
 * 20 % rates. The foreign tax credit without Form 1116 is the same on both sides and cancels.
 *
 * @see 26 USC 55-57; Form 6251, Part III included
 */
export function alternativeMinimumTax(
  facts: FederalFacts,
  parameters: FederalParameters,
  deduction: Deduction,
  regular: RegularTax,
): AlternativeMinimum {
  const rule = parameters.minimumTax.value;
  const status = facts.filingStatus;
  const addedBack =
    deduction.kind === "ITEMIZED"
      ? add(deduction.itemized.taxes, deduction.itemized.limitation.negated())
      : deduction.amount;
  const before = total(
    regular.incomeBeforeFloor,
    addedBack,
    deduction.senior,
    facts.privateActivityBondInterest,
  );
  const income = add(before, separateAddition(before, rule, status));
  const overStart = excessOver(income, rule.phaseOutFrom[status]);
  const exemption = atLeastZero(rule.exemption[status].minus(times(overStart, rule.phaseOutRate)));
  const base = excessOver(income, exemption);
  const tentativeTax = base.isZero() ? ZERO : tentative(base, regular, parameters, status);
  return { income, exemption, tentativeTax, tax: excessOver(tentativeTax, regular.tax) };
}

/**
 * What a separate return adds once its exemption is gone: at the rate of the phase-out, as much
 * as the exemption, so that it stands where half of a joint return would.
 *
 * @see 26 USC 55(d)(3), last sentence; Form 6251 instructions, line 4
 */
function separateAddition(income: Decimal, rule: MinimumTax, status: FilingStatus): Decimal {
  if (status !== "MARRIED_FILING_SEPARATELY" || income.lte(rule.phaseOutFrom[status])) return ZERO;
  const exemption = rule.exemption[status];
  const gone = rule.phaseOutFrom[status].plus(exemption.div(rule.phaseOutRate));
  return smaller(exemption, times(excessOver(income, gone), rule.phaseOutRate));
}

/** 26 % up to the edge, 28 % above it. */
function flatTax(base: Decimal, rule: MinimumTax, status: FilingStatus): Decimal {
  const over = excessOver(base, rule.highRateOver[status]);
  return add(times(base, rule.lowRate), times(over, rule.highRate.minus(rule.lowRate)));
}

/** Form 6251 lines 12 to 40. */
function tentative(
  base: Decimal,
  regular: RegularTax,
  parameters: FederalParameters,
  status: FilingStatus,
): Decimal {
  const rule = parameters.minimumTax.value;
  const whole = flatTax(base, rule, status);
  if (regular.preferential.isZero()) return whole;
  const { zeroUpTo, fifteenUpTo } = parameters.gainBreakpoints.value[status];
  const { middle, top } = parameters.gainRates.value;
  const gains = smaller(base, regular.preferential); // line 22
  const ordinary = regular.taxable.minus(regular.preferential); // line 20
  const atZero = smaller(gains, excessOver(zeroUpTo, ordinary)); // line 23
  const room = atLeastZero(fifteenUpTo.minus(larger(zeroUpTo, ordinary))); // line 29
  const atMiddle = smaller(gains.minus(atZero), room); // line 30
  const atTop = gains.minus(atZero).minus(atMiddle); // line 33
  const stacked = total(
    flatTax(base.minus(gains), rule, status),
    times(atMiddle, middle),
    times(atTop, top),
  );
  return smaller(stacked, whole);
}

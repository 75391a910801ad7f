import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { codesOf, descriptionOf, type Form8949Box, type LotRow } from "./form8949.js";
import type { BasisReporting, StatedForm, TaxDisposal } from "./taxDisposal.js";

interface Adjustment {
  readonly code: string;
  readonly amount: Decimal;
}

/**
 * A row in exact figures, with every code that the facts raise and what it adjusts.
 *
 * W: a wash sale disallows a loss. B: the basis that was reported is not ours; the row keeps the
 * reported one and column (g) holds the difference; where no basis was reported the right one goes
 * into (e) without a code. E: the form shows proceeds before selling expenses. T: the form shows the
 * other term; the row stands in the right part.
 *
 * @throws {Refusal} BAD_INPUT when what is stated contradicts the figures
 * @see Instructions for Form 8949, column (f) and (g)
 */
export function adjustedRow(
  disposal: TaxDisposal,
  form: StatedForm | null,
  { box, reporting }: { readonly box: Form8949Box; readonly reporting: BasisReporting },
): LotRow {
  const right = rightCost(disposal, form);
  const cost = (reporting === "REPORTED" ? form?.reportedCost : null) ?? right;
  const proceeds = form?.proceeds ?? disposal.proceeds;
  const disallowedLoss = disallowedOf(disposal, disposal.proceeds.minus(right));
  const adjustments: Adjustment[] = [
    { code: "W", amount: disallowedLoss },
    { code: "B", amount: cost.minus(right) },
    { code: proceeds.gt(disposal.proceeds) ? "E" : "O", amount: disposal.proceeds.minus(proceeds) },
  ].filter(({ amount }) => !amount.isZero());
  if ((form?.term ?? disposal.term) !== disposal.term)
    adjustments.push({ code: "T", amount: ZERO });
  const before = adjustments.reduce((total, { amount }) => total.plus(amount), ZERO);
  const unadjusted = proceeds.minus(cost).plus(before);
  if (form) adjustments.push(...statedAdjustments(form, unadjusted));
  const adjustment = adjustments.reduce((total, { amount }) => total.plus(amount), ZERO);
  return {
    box,
    disposalIds: [disposal.id],
    transactionId: disposal.transactionId,
    units: disposal.units,
    symbol: disposal.symbol,
    source: disposal.source,
    description: descriptionOf(disposal.units, disposal),
    acquired: disposal.acquiredOn,
    sold: disposal.disposedOn,
    proceeds,
    cost,
    codes: codesOf(adjustments.map(({ code }) => code)),
    adjustment,
    gain: proceeds.minus(cost).plus(adjustment),
    disallowedLoss,
  };
}

/** What the household states to be right, else ours, else what its form shows. */
function rightCost(disposal: TaxDisposal, form: StatedForm | null): Decimal {
  if (form?.cost) return form.cost;
  return disposal.isCostKnown ? disposal.cost : (form?.reportedCost ?? ZERO);
}

/** With another basis than ours the loss is another, and so is the part of it that is disallowed. */
function disallowedOf(disposal: TaxDisposal, gain: Decimal): Decimal {
  const ours = disposal.proceeds.minus(disposal.cost);
  if (disposal.disallowedLoss.isZero() || gain.eq(ours)) return disposal.disallowedLoss;
  if (gain.gte(0)) return ZERO;
  return gain.negated().times(disposal.disallowedLoss).div(ours.negated());
}

/** @param gain with the adjustments that the figures raise */
function statedAdjustments(form: StatedForm, gain: Decimal): Adjustment[] {
  const [first, ...others] = form.codes;
  if (!first) {
    if (form.adjustment === null) return [];
    throw contradiction(form, "an adjustment needs its code");
  }
  const amount = form.adjustment ?? (form.codes.includes("L") ? gain.negated() : ZERO);
  checkStated(form, gain, amount);
  return [{ code: first, amount }, ...others.map((code) => ({ code, amount: ZERO }))];
}

/** @throws {Refusal} BAD_INPUT when a code takes back what is not there */
function checkStated(form: StatedForm, gain: Decimal, amount: Decimal): void {
  const isWithin = amount.abs().lte(gain.abs());
  const takesBackLoss = gain.lt(0) && amount.gt(0) && isWithin;
  if (form.codes.includes("L") && !takesBackLoss) {
    throw contradiction(form, "code L takes back a loss, wholly or partly");
  }
  const excludesGain = gain.gt(0) && amount.lt(0) && isWithin;
  if (form.codes.includes("H") && !excludesGain) {
    throw contradiction(form, "code H excludes a gain, with a negative adjustment up to it");
  }
}

function contradiction(form: StatedForm, message: string): Refusal {
  return new Refusal("BAD_INPUT", `${message} (disposal ${form.disposalId})`, {
    disposalId: form.disposalId,
  });
}

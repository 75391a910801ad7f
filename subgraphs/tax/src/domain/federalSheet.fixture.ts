import type { FederalParameters } from "./federalParameters.js";
import { FILING_STATUSES } from "./filingStatus.js";
import {
  type Check,
  comparison,
  type Json,
  type Pair,
  THEIR_STATUS,
} from "./referenceSheet.fixture.js";

/** Every figure of a federal return beside the sheet's. */
export function federalPairs(p: FederalParameters, sheet: Json): readonly Pair[] {
  const { pairs, check } = comparison(sheet, "federal", p.year);
  for (const status of FILING_STATUSES) {
    const theirs = THEIR_STATUS[status];
    p.ordinary.value.from[status].forEach((edge, i) => {
      check(edge, "ordinaryBrackets", theirs, i, "over");
      check(p.ordinary.value.rates[i] ?? null, "ordinaryBrackets", theirs, i, "rate");
    });
    const gains = p.gainBreakpoints.value[status];
    check(gains.zeroUpTo, "longTermGainBreakpoints", theirs, "zeroRateUpTo");
    check(gains.fifteenUpTo, "longTermGainBreakpoints", theirs, "fifteenRateUpTo");
    check(p.standardDeduction.value[status], "standardDeduction", theirs);
    check(p.agedOrBlindAddition.value[status], "standardDeductionAgedOrBlindEach", theirs);
    check(p.capitalLossLimit.value[status], "capitalLossLimit", theirs);
    check(p.netInvestmentIncomeTax.value.threshold[status], "niit", "threshold", theirs);
    check(
      p.additionalMedicareTax.value.threshold[status],
      "additionalMedicare",
      "threshold",
      theirs,
    );
    check(
      p.seniorDeduction.value?.phaseOutFrom[status] ?? null,
      "seniorDeduction",
      "magiStart",
      theirs,
    );
  }
  checkTheRest(p, check);
  checkTemporary(p, check);
  check(p.netInvestmentIncomeTax.value.rate, "niit", "rate");
  check(p.seniorDeduction.value?.perPerson ?? null, "seniorDeduction", "perPerson");
  check(p.seniorDeduction.value?.phaseOutRate ?? null, "seniorDeduction", "phaseOutRate");
  const lost = p.itemizedLimitation.value;
  const top = p.ordinary.value.rates.at(-1);
  const worth = lost && top ? top.minus(top.times(lost.numerator).div(lost.denominator)) : null;
  check(worth, "itemizedValueCapRate");
  return pairs;
}

/** Everything that is not by schedule: deductions, minimum tax, payroll, credits. */
function checkTheRest(p: FederalParameters, check: Check): void {
  for (const status of FILING_STATUSES) {
    const theirs = THEIR_STATUS[status];
    check(p.saltCap.value[status], "saltCap", theirs);
    const down = p.saltPhaseDown.value;
    check(down?.start[status] ?? null, "saltPhaseDown", "start", theirs);
    check(down?.floor[status] ?? null, "saltPhaseDown", "floor", theirs);
    check(p.charity.value.withoutItemizing[status], "nonItemizerCharity", theirs);
    const amt = p.minimumTax.value;
    check(amt.exemption[status], "amt", "exemption", theirs);
    check(amt.phaseOutFrom[status], "amt", "phaseOutStart", theirs);
    check(amt.highRateOver[status], "amt", "rate28Over", theirs);
    check(p.saversCredit.value?.scale[status] ?? null, "saversCredit", "scale", theirs);
    if (status === "QUALIFYING_SURVIVING_SPOUSE") continue; // federalParameters.test.ts says why
    check(p.childTaxCredit.value.phaseOutFrom[status], "childTaxCredit", "phaseOutStart", theirs);
  }
  checkSocialSecurity(p, check);
  checkCredits(p, check);
  const { minimumTax: amt, payrollTax: payroll } = p;
  check(p.saltPhaseDown.value?.rate ?? null, "saltPhaseDown", "rate");
  check(p.charity.value.floorRate, "charityFloorRateOfAgi");
  check(amt.value.phaseOutRate, "amt", "phaseOutRate");
  check(amt.value.lowRate, "amt", "rates", 0);
  check(amt.value.highRate, "amt", "rates", 1);
  const dependent = p.dependentStandardDeduction.value;
  check(dependent.minimum, "dependentStandardDeduction", "minimum");
  check(dependent.earnedIncomePlus, "dependentStandardDeduction", "earnedIncomePlus");
  check(p.additionalMedicareTax.value.rate, "additionalMedicare", "rate");
  check(payroll.value.socialSecurityRate, "fica", "ssRateEmployee");
  check(payroll.value.medicareRate, "fica", "medicareRateEmployee");
  check(p.socialSecurityWageBase.value, "fica", "ssWageBase");
}

/** What P.L. 119-21 gives for some years. */
function checkTemporary(p: FederalParameters, check: Check): void {
  const senior = p.seniorDeduction.value;
  const separate = senior?.phaseOutFrom.MARRIED_FILING_SEPARATELY ?? null;
  check(senior && separate !== null, "seniorDeduction", "marriedSeparateEligible");
  const temporary = p.temporaryDeductions.value;
  const name = "obbbaTemporary";
  if (temporary === null) return check(null, name);
  for (const kind of ["tips", "overtime", "autoLoanInterest"] as const) {
    check(temporary[kind].cap, name, kind, "cap");
    check(temporary[kind].phaseOutFrom, name, kind, "magiStart", "other");
    check(temporary[kind].phaseOutFromJoint, name, kind, "magiStart", "marriedJoint");
  }
  check(temporary.overtime.capJoint, name, "overtime", "capJoint");
  check(temporary.firstYear, name, "years", 0);
  return check(temporary.lastYear, name, "years", 1);
}

function checkSocialSecurity(p: FederalParameters, check: Check): void {
  const rule = p.socialSecurityTaxability.value;
  const name = "socialSecurityTaxability";
  for (const status of FILING_STATUSES) {
    const isSeparate = status === "MARRIED_FILING_SEPARATELY";
    const theirs = isSeparate ? "marriedSeparateTogether" : THEIR_STATUS[status];
    check(rule.base[status], name, "base", theirs);
    check(rule.adjustedBase[status], name, "adjustedBase", theirs);
  }
  check(rule.base.SINGLE, name, "base", "marriedSeparateApart");
  check(rule.adjustedBase.SINGLE, name, "adjustedBase", "marriedSeparateApart");
  check(rule.tier1Rate, name, "tier1Rate");
  check(rule.tier2Rate, name, "tier2Rate");
}

function checkCredits(p: FederalParameters, check: Check): void {
  const child = p.childTaxCredit.value;
  check(child.perChild, "childTaxCredit", "perChildUnder17");
  check(child.refundableMax, "childTaxCredit", "refundableMax");
  check(child.otherDependent, "childTaxCredit", "otherDependent");
  check(child.phaseOutPerThousand, "childTaxCredit", "phaseOutPer1000");
  check(child.refundableRate, "childTaxCredit", "refundableRate");
  check(child.refundableEarnedOver, "childTaxCredit", "refundableEarnedOver");
  const earned = p.earnedIncomeCredit.value;
  for (const children of [0, 1, 2, 3]) {
    check(earned.maximum[children] ?? null, "eitc", "max", children);
    check(earned.phaseInRate[children] ?? null, "eitc", "phaseInRate", children);
    check(earned.phaseOutFrom[children] ?? null, "eitc", "phaseOutStart", children);
    check(earned.phaseOutRate[children] ?? null, "eitc", "phaseOutRate", children);
  }
  check(earned.jointAddition[0], "eitc", "jointAddition", 0);
  check(earned.jointAddition[1], "eitc", "jointAddition", 1);
  check(earned.investmentIncomeMax, "eitc", "investmentIncomeMax");
  const savers = p.saversCredit.value;
  check(savers?.contributionMax ?? null, "saversCredit", "maxContribution");
  savers?.tiers.forEach((tier, i) => {
    check(tier.upTo, "saversCredit", "jointAgiUpTo", i, "agi");
    check(tier.rate, "saversCredit", "jointAgiUpTo", i, "rate");
  });
  check(p.premiumTaxCredit.value.endsAbove400, "premiumTaxCredit", "cliff400");
  p.premiumTaxCredit.value.applicable.forEach((row, i) => {
    [row.from, row.to, row.low, row.high].forEach((part, j) =>
      check(part, "premiumTaxCredit", "applicable", i, j),
    );
  });
}

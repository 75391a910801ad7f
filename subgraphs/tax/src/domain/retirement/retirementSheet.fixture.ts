import type { FilingStatus } from "../filingStatus.js";
import {
  type Check,
  comparison,
  type Json,
  type Ours,
  type Pair,
  THEIR_STATUS,
} from "../referenceSheet.fixture.js";
import { REDUCED_LIMIT } from "./iraContribution.js";
import { MEDICARE_LOOKBACK_YEARS } from "./medicareSurcharge.js";
import type { RetirementParameters } from "./retirementParameters.js";

const STATUSES = Object.keys(THEIR_STATUS) as readonly FilingStatus[];

/** Every figure of retirement saving, Medicare and benefits beside the sheet's. */
export function retirementPairs(p: RetirementParameters, sheet: Json): readonly Pair[] {
  const { pairs, check } = comparison(sheet, "federal", p.year);
  checkIra(p, check);
  checkAmounts(p, check);
  for (const status of STATUSES) checkTiers(p, check, status);
  const plans = "retirementPlans";
  check(p.deferral.value.limit, plans, "electiveDeferral401k403b457b");
  check(p.deferral.value.catchUp50, plans, "catchUp50");
  check(p.deferral.value.catchUp60to63, plans, "catchUp60to63");
  check(p.simpleDeferral.value.limit, plans, "simpleDeferral");
  check(p.annualAdditions.value, plans, "annualAdditions415c");
  check(p.compensationLimit.value, plans, "compensationLimit401a17");
  check(p.rothCatchUpWagesOver.value, plans, "rothCatchUpPriorYearWagesOver");
  check(p.hsa.value.selfOnly, "hsa", "selfOnly");
  check(p.hsa.value.family, "hsa", "family");
  check(p.hsa.value.catchUp55, "hsa", "catchUp55");
  for (const [ours, theirs] of [
    ["selfOnly", "self"],
    ["family", "family"],
  ] as const) {
    check(p.hsa.value.deductibleMin[ours], "hsa", "hdhpMinDeductible", theirs);
    check(p.hsa.value.outOfPocketMax[ours], "hsa", "hdhpMaxOutOfPocket", theirs);
  }
  const { lifetime, accountOpenYears, seasoningYears } = p.rothRollover.value;
  check(lifetime, "plan529", "rothRolloverLifetime");
  check(accountOpenYears, "plan529", "accountOpenYears");
  check(seasoningYears, "plan529", "contributionSeasoningYears");
  check(MEDICARE_LOOKBACK_YEARS, "medicare", "irmaaLookbackYears");
  check(p.giftExclusion.value, "gift", "annualExclusion");
  check(p.educationFiveYears.value, "gift", "plan529FiveYear");
  check(p.qualifiedCharitable.value, "qcd", "limit");
  check(p.medicare.value.partBPremium, "medicare", "partBStandardMonthly");
  return pairs;
}

function checkIra(p: RetirementParameters, check: Check): void {
  check(p.ira.value.limit, "ira", "limit");
  check(p.ira.value.catchUp50, "ira", "catchUp50");
  for (const status of STATUSES) {
    // the sheet has no separate row for surviving spouses; they have that of joint returns
    const theirs =
      THEIR_STATUS[status] === "survivingSpouse" ? "marriedJoint" : THEIR_STATUS[status];
    check(p.ira.value.roth[status].from, "ira", "rothPhaseOut", theirs, 0);
    check(p.ira.value.roth[status].to, "ira", "rothPhaseOut", theirs, 1);
    check(
      p.ira.value.deductibleCovered[status].from,
      "ira",
      "deductiblePhaseOutCovered",
      theirs,
      0,
    );
    check(p.ira.value.deductibleCovered[status].to, "ira", "deductiblePhaseOutCovered", theirs, 1);
  }
  check(p.ira.value.deductibleSpouseCovered.from, "ira", "deductiblePhaseOutSpouseCovered", 0);
  check(p.ira.value.deductibleSpouseCovered.to, "ira", "deductiblePhaseOutSpouseCovered", 1);
  check(REDUCED_LIMIT.roundUpTo, "ira", "roundUpTo");
  check(REDUCED_LIMIT.minimum, "ira", "minimumReduced");
}

function checkAmounts(p: RetirementParameters, check: Check): void {
  const social = p.socialSecurity.value;
  check(p.educationSchools.value, "plan529", "k12PerYear");
  check(p.lifetimeExclusion.value, "gift", "basicExclusion");
  check(p.splitInterestGift.value, "qcd", "splitInterestOneTime");
  check(p.healthSpending.value, "healthFsaLimit");
  check(p.dependentCareSpending.value, "dependentCareFsaLimit");
  check(social.earningsBeforeFullAge, "socialSecurity", "earningsTestUnderFra");
  check(social.earningsInYearOfFullAge, "socialSecurity", "earningsTestFraYear");
  social.bendPoints.forEach((edge, i) => check(edge, "socialSecurity", "piaBendPoints", i));
  social.formulaRates.forEach((share, i) => check(share, "socialSecurity", "piaRates", i));
}

function checkTiers(p: RetirementParameters, check: Check, status: FilingStatus): void {
  const name =
    status === "MARRIED_FILING_SEPARATELY" ? "marriedSeparateTogether" : THEIR_STATUS[status];
  const { partBPremium, tiers } = p.medicare.value;
  tiers[status].forEach((tier, i) => {
    const tierCheck = (ours: Ours, key: string) => check(ours, "medicare", "irmaa", name, i, key);
    tierCheck(tier.magi, "magi");
    tierCheck(tier.isReachedAt ? ">=" : ">", "test");
    tierCheck(tier.partBSurcharge, "partBSurchargeMonthly");
    tierCheck(tier.partDSurcharge, "partDSurchargeMonthly");
    tierCheck(partBPremium.plus(tier.partBSurcharge), "partBTotalMonthly");
  });
}

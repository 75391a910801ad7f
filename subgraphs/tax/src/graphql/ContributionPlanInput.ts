import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { DeferralPlanKind } from "../domain/retirement/deferralRoom.js";
import type { MatchFormula } from "../domain/retirement/employerMatch.js";
import type { HsaSaver } from "../domain/retirement/hsaContribution.js";
import type { ContributionSaver, StatedPlan } from "../domain/retirement/saverRoom.js";
import type { ContributionPlanRequest, SaverStatement } from "../operations/contributionPlan.js";
import { dollars, dollarsOrNull } from "./TaxDetailsInput.js";

export const DeferralPlanKindEnum: Readonly<Record<DeferralPlanKind, DeferralPlanKind>> = {
  PLAN_401K: "PLAN_401K",
  PLAN_403B: "PLAN_403B",
  GOVERNMENTAL_457B: "GOVERNMENTAL_457B",
  SIMPLE: "SIMPLE",
  SIMPLE_SMALL_EMPLOYER: "SIMPLE_SMALL_EMPLOYER",
};
registerEnumType(DeferralPlanKindEnum, { name: "DeferralPlanKind" });

type Timing = MatchFormula["timing"];
export const MatchTimingEnum: Readonly<Record<Timing, Timing>> = {
  EACH_PAYCHECK: "EACH_PAYCHECK",
  ANNUAL_TRUE_UP: "ANNUAL_TRUE_UP",
};
registerEnumType(MatchTimingEnum, { name: "MatchTiming" });

type Coverage = HsaSaver["coverage"];
export const HsaCoverageEnum: Readonly<Record<Coverage, Coverage>> = {
  SELF_ONLY: "SELF_ONLY",
  FAMILY: "FAMILY",
};
registerEnumType(HsaCoverageEnum, { name: "HsaCoverage" });

@InputType({ description: "A slice of pay: 100 % of the first 3 % is 1 and 0.03." })
export class MatchTierInput {
  @Field(() => DecimalScalar, { description: "Of the deferral in this slice." })
  rate!: Decimal;

  @Field(() => DecimalScalar, { description: "Width of the slice, a share of pay." })
  nextShare!: Decimal;
}

@InputType()
export class PaycheckInput {
  @Field(() => MoneyInput)
  pay!: MoneyInput;

  @Field(() => MoneyInput)
  deferral!: MoneyInput;
}

@InputType({ description: "A plan at work in the year, as its member knows it; USD." })
export class ContributionPlanAtWorkInput {
  @Field(() => DeferralPlanKindEnum)
  kind!: DeferralPlanKind;

  @Field(() => MoneyInput, { nullable: true, description: "Absent: wages of the tax profile." })
  compensation?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "So far, pre-tax and Roth." })
  deferred?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "So far, in other employers' plans." })
  deferredElsewhere?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Of the year, without the match." })
  employerContributions?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "So far, not Roth." })
  afterTax?: MoneyInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "And their conversion to Roth." })
  allowsAfterTax!: boolean;

  @Field(() => Boolean, { defaultValue: false })
  hasRoth!: boolean;

  @Field(() => MoneyInput, { nullable: true, description: "From this employer, W-2 box 3." })
  wagesYearBefore?: MoneyInput | null;

  @Field(() => [MatchTierInput], { nullable: true, description: "Absent: no match." })
  matchTiers?: MatchTierInput[] | null;

  @Field(() => MoneyInput, { nullable: true, description: "Most that the match can be a year." })
  matchMaximum?: MoneyInput | null;

  @Field(() => MatchTimingEnum, { nullable: true, description: "Absent: EACH_PAYCHECK." })
  matchTiming?: Timing | null;

  @Field(() => [PaycheckInput], { nullable: true, description: "Of the year; absent: even ones." })
  paychecks?: PaycheckInput[] | null;
}

@InputType({ description: "A health savings account under a high-deductible plan; USD." })
export class ContributionHsaInput {
  @Field(() => HsaCoverageEnum)
  coverage!: Coverage;

  @Field(() => Int, { nullable: true, description: "0 to 12; absent: 12." })
  monthsEligible?: number | null;

  @Field(() => Boolean, { defaultValue: false })
  usesLastMonthRule!: boolean;

  @Field(() => MoneyInput, { nullable: true, description: "So far, the employer's included." })
  contributed?: MoneyInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "Then payroll tax is saved too." })
  throughPayroll!: boolean;
}

@InputType()
export class ContributionSaverInput {
  @Field(() => ID, { description: "A person of the household whose birth date is known." })
  personId!: string;

  @Field(() => ContributionPlanAtWorkInput, { nullable: true })
  plan?: ContributionPlanAtWorkInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "W-2 box 13; with a plan always." })
  isCoveredByPlan!: boolean;

  @Field(() => ContributionHsaInput, { nullable: true })
  hsa?: ContributionHsaInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "For the year so far." })
  traditionalIra?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "For the year so far." })
  rothIra?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "In all traditional IRAs; absent: what they held at the end of the year before.",
  })
  preTaxIraBalance?: MoneyInput | null;
}

@InputType()
export class ContributionPlanInput {
  @Field(() => [ContributionSaverInput], {
    description: "Each person on the return, in its order.",
  })
  savers!: ContributionSaverInput[];

  @Field(() => MoneyInput, { description: "Own money to save." })
  budget!: MoneyInput;

  @Field(() => DecimalScalar, { description: "Expected when it comes out; a fraction." })
  rateLater!: Decimal;

  @Field(() => String, { nullable: true, description: "Postal code; absent: federal tax only." })
  state?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: "Separate returns only." })
  isSeparateSpouseCovered!: boolean;

  @Field(() => MoneyInput, { nullable: true, description: "For 529 plans." })
  educationWanted?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: "Of the 529 plans; absent: 1." })
  educationBeneficiaries?: number | null;

  @Field(() => DecimalScalar, { nullable: true, description: "State tax saved; absent: 0." })
  educationStateRate?: Decimal | null;
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD */
export function toContributionPlanRequest(input: ContributionPlanInput): ContributionPlanRequest {
  return {
    savers: input.savers.map(toSaver),
    budget: dollars("budget", input.budget),
    rateLater: input.rateLater,
    state: input.state ?? null,
    isSeparateSpouseCovered: input.isSeparateSpouseCovered,
    educationWanted: dollars("educationWanted", input.educationWanted),
    educationBeneficiaries: input.educationBeneficiaries ?? 1,
    educationStateRate: input.educationStateRate ?? ZERO,
  };
}

const toSaver = (saver: ContributionSaverInput): SaverStatement => ({
  personId: saver.personId,
  plan: saver.plan ? toPlan(saver.plan) : null,
  isCoveredByPlan: saver.isCoveredByPlan,
  hsa: saver.hsa ? toHsa(saver.hsa) : null,
  traditionalIra: dollars("traditionalIra", saver.traditionalIra),
  rothIra: dollars("rothIra", saver.rothIra),
  preTaxIraBalance: dollarsOrNull("preTaxIraBalance", saver.preTaxIraBalance),
});

const toHsa = (hsa: ContributionHsaInput): ContributionSaver["hsa"] => ({
  coverage: hsa.coverage,
  monthsEligible: hsa.monthsEligible ?? 12,
  usesLastMonthRule: hsa.usesLastMonthRule,
  contributed: dollars("contributed", hsa.contributed),
  throughPayroll: hsa.throughPayroll,
});

const toPlan = (plan: ContributionPlanAtWorkInput): StatedPlan => ({
  kind: plan.kind,
  compensation: dollarsOrNull("compensation", plan.compensation),
  deferred: dollars("deferred", plan.deferred),
  deferredElsewhere: dollars("deferredElsewhere", plan.deferredElsewhere),
  employerContributions: dollars("employerContributions", plan.employerContributions),
  afterTax: dollars("afterTax", plan.afterTax),
  allowsAfterTax: plan.allowsAfterTax,
  hasRoth: plan.hasRoth,
  wagesYearBefore: dollars("wagesYearBefore", plan.wagesYearBefore),
  match: toMatch(plan),
  paychecks: (plan.paychecks ?? []).map(({ pay, deferral }) => ({
    pay: dollars("pay", pay),
    deferral: dollars("deferral", deferral),
  })),
});

const toMatch = (plan: ContributionPlanAtWorkInput): StatedPlan["match"] =>
  plan.matchTiers
    ? {
        tiers: plan.matchTiers.map(({ rate, nextShare }) => ({ rate, nextShare })),
        maximum: dollarsOrNull("matchMaximum", plan.matchMaximum),
        timing: plan.matchTiming ?? "EACH_PAYCHECK",
      }
    : null;

// Each class is a type and, with the suffix Input, the input of the same shape.
import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { AssetClass } from "../domain/assetClass.js";
import type {
  ExpenseCategory,
  PlanIncomeKind,
  PlanOneTime as PlanOneTimeModel,
  RebalancingKind,
  Treatment,
} from "../domain/plan/householdPlan.js";
import type { Sex } from "../domain/plan/longevity.js";
import { DEFAULT_RULE, type SpendingRuleKind } from "../domain/plan/spendingRule.js";
import {
  ExpenseCategoryEnum,
  PlanIncomeKindEnum,
  PlanTreatmentEnum,
  RebalancingKindEnum,
  SpendingRuleKindEnum,
} from "./planEnums.js";
import { registerEnumType } from "type-graphql";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

const SexEnum = { FEMALE: "FEMALE", MALE: "MALE" } as const;
registerEnumType(SexEnum, { name: "Sex", description: "As life tables know it." });

const PlanOneTimeKindEnum = {
  TAX_FREE: "TAX_FREE",
  ORDINARY: "ORDINARY",
  ESSENTIAL: "ESSENTIAL",
  DISCRETIONARY: "DISCRETIONARY",
  HEALTH: "HEALTH",
  EDUCATION: "EDUCATION",
} as const;
registerEnumType(PlanOneTimeKindEnum, {
  name: "PlanOneTimeKind",
  description: "TAX_FREE and ORDINARY come in; the others are expenses of their category.",
});

@InputType("PlanSocialSecurityInput")
@ObjectType()
export class PlanSocialSecurity {
  @Field(() => Float, {
    description: "Primary insurance amount a month in today's USD, as the statement has it.",
  })
  monthlyAmount!: number;

  @Field(() => Int, { description: "744 (62 years) to 840 (70 years)." })
  claimAgeMonths!: number;
}

@InputType("PlanPersonInput")
@ObjectType()
export class PlanPerson {
  @Field(() => ID, { description: "Of the household's people." })
  personId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => CalendarDateScalar)
  birthDate!: CalendarDate;

  @Field(() => SexEnum, { nullable: true, description: "Null: the mean of both life tables." })
  sex!: Sex | null;

  @Field(() => PlanSocialSecurity, { nullable: true })
  socialSecurity!: PlanSocialSecurity | null;
}

@InputType("PlanIncomeInput")
@ObjectType()
export class PlanIncome {
  @Field(() => String)
  name!: string;

  @Field(() => PlanIncomeKindEnum)
  kind!: PlanIncomeKind;

  @Field(() => ID, { nullable: true, description: "Ends with this life; null: the household's." })
  personId!: string | null;

  @Field(() => Float, { description: "Gross, USD: of today when indexed, otherwise of `from`." })
  monthlyAmount!: number;

  @Field(() => Boolean, { defaultValue: true, description: "Rises with prices." })
  isIndexed!: boolean;

  @Field(() => Float, { defaultValue: 0, description: "A year, above prices when indexed." })
  growth!: number;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Null: today." })
  from!: CalendarDate | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: "First day without it." })
  until!: CalendarDate | null;

  @Field(() => Float, { defaultValue: 0, description: "What goes on to the survivor, 0 to 1." })
  survivorShare!: number;
}

@InputType("PlanExpenseInput")
@ObjectType()
export class PlanExpense {
  @Field(() => String)
  name!: string;

  @Field(() => ExpenseCategoryEnum)
  category!: ExpenseCategory;

  @Field(() => ID, { nullable: true, description: "Ends with this life; null: the household's." })
  personId!: string | null;

  @Field(() => Float, { description: "In today's USD." })
  monthlyAmount!: number;

  @Field(() => Float, { defaultValue: 0, description: "A year, above prices." })
  growth!: number;

  @Field(() => CalendarDateScalar, { nullable: true })
  from!: CalendarDate | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  until!: CalendarDate | null;
}

@InputType("PlanDebtInput")
@ObjectType({ description: "A loan or mortgage with level payments from next month on." })
export class PlanDebt {
  @Field(() => String)
  name!: string;

  @Field(() => Float, { description: "Owed today, USD." })
  balance!: number;

  @Field(() => Float, { description: "Nominal (APR); a twelfth is charged each month." })
  annualRate!: number;

  @Field(() => Float, { description: "USD, above the interest." })
  monthlyPayment!: number;
}

@InputType("PlanOneTimeInput")
@ObjectType()
export class PlanOneTime {
  @Field(() => String)
  name!: string;

  @Field(() => PlanOneTimeKindEnum)
  kind!: PlanOneTimeModel["kind"];

  @Field(() => Float, { description: "In today's USD." })
  amount!: number;

  @Field(() => CalendarDateScalar)
  on!: CalendarDate;
}

@InputType("PlanContributionInput")
@ObjectType({ description: "Served in the order of the plan, from what a month leaves." })
export class PlanContribution {
  @Field(() => String)
  name!: string;

  @Field(() => ID, { nullable: true })
  personId!: string | null;

  @Field(() => PlanTreatmentEnum)
  treatment!: Treatment;

  @Field(() => Float, { description: "In today's USD." })
  yearlyAmount!: number;

  @Field(() => Boolean, { defaultValue: false, description: "Out of wages before income tax." })
  isPreTax!: boolean;

  @Field(() => Float, { defaultValue: 0, description: "On top, in today's USD." })
  employerYearlyAmount!: number;

  @Field(() => CalendarDateScalar, { nullable: true })
  from!: CalendarDate | null;

  @Field(() => CalendarDateScalar, { nullable: true })
  until!: CalendarDate | null;
}

@InputType("GlideWeightInput")
@ObjectType()
export class GlideWeight {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float, { description: "0 to 1; the weights of a date sum to 1." })
  weight!: number;
}

@InputType("GlidePointInput")
@ObjectType({ description: "Target weights on a date; between two dates they move in a line." })
export class GlidePoint {
  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => [GlideWeight])
  weights!: GlideWeight[];
}

@InputType("RebalancingInput")
@ObjectType()
export class Rebalancing {
  @Field(() => RebalancingKindEnum, { defaultValue: "YEARLY" })
  kind!: RebalancingKind;

  @Field(() => Float, {
    defaultValue: 0.05,
    description: "BAND: distance of a weight from its target.",
  })
  band!: number;

  @Field(() => Float, { defaultValue: 0.0005, description: "Of each dollar traded." })
  costRate!: number;
}

@InputType("SpendingRuleInput")
@ObjectType({ description: "Decides at the start of each year; a twelfth is taken each month." })
export class SpendingRule {
  @Field(() => SpendingRuleKindEnum)
  kind!: SpendingRuleKind;

  @Field(() => Float, {
    defaultValue: DEFAULT_RULE.rate,
    description: "CONSTANT_REAL, CONSTANT_PERCENTAGE, GUYTON_KLINGER, FLOOR_CEILING: first share.",
  })
  rate!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.realReturn, description: "VPW: assumed." })
  realReturn!: number;

  @Field(() => Int, {
    defaultValue: DEFAULT_RULE.untilAgeYears,
    description: "VPW, GUARDRAILS, GUYTON_KLINGER: the plan is to last to this age.",
  })
  untilAgeYears!: number;

  @Field(() => Float, {
    defaultValue: DEFAULT_RULE.capeBase,
    description: "CAPE: a of a + b / CAPE.",
  })
  capeBase!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.capeSlope, description: "CAPE: b." })
  capeSlope!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.cape, description: "CAPE: today's." })
  cape!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.floorChange, description: "FLOOR_CEILING." })
  floorChange!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.ceilingChange, description: "FLOOR_CEILING." })
  ceilingChange!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.targetProbability, description: "GUARDRAILS." })
  targetProbability!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.lowProbability, description: "GUARDRAILS." })
  lowProbability!: number;

  @Field(() => Float, { defaultValue: DEFAULT_RULE.highProbability, description: "GUARDRAILS." })
  highProbability!: number;
}

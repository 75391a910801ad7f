import { Field, Float, InputType, Int } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { PlanFilingStatus, Treatment } from "../domain/plan/householdPlan.js";
import { PlanFilingStatusEnum, PlanTreatmentEnum } from "./planEnums.js";
import {
  GlidePoint,
  PlanContribution,
  PlanDebt,
  PlanExpense,
  PlanIncome,
  PlanOneTime,
  PlanPerson,
  Rebalancing,
  SpendingRule,
} from "./PlanElements.js";
import { PlanLifeEventInput } from "./PlanLifeEvent.js";

@InputType({ description: "What a household expects and intends. Amounts in USD." })
export class PlanDocumentInput {
  @Field(() => PlanFilingStatusEnum)
  filingStatus!: PlanFilingStatus;

  @Field(() => String, { nullable: true, description: "Postal code; absent: no state income tax." })
  state?: string | null;

  @Field(() => [PlanPerson], { description: "One or two." })
  people!: PlanPerson[];

  @Field(() => Int, { nullable: true, description: "Absent: lives end by the life table." })
  fixedAgeYears?: number | null;

  @Field(() => [PlanIncome], { defaultValue: [] })
  incomes!: PlanIncome[];

  @Field(() => [PlanExpense], { defaultValue: [] })
  expenses!: PlanExpense[];

  @Field(() => [PlanDebt], { defaultValue: [] })
  debts!: PlanDebt[];

  @Field(() => [PlanOneTime], { defaultValue: [] })
  oneTimes!: PlanOneTime[];

  @Field(() => [PlanContribution], { defaultValue: [] })
  contributions!: PlanContribution[];

  @Field(() => [PlanLifeEventInput], { defaultValue: [] })
  lifeEvents!: PlanLifeEventInput[];

  @Field(() => [PlanTreatmentEnum], {
    defaultValue: ["TAXABLE", "TAX_DEFERRED", "ROTH"],
    description: "TAXABLE, TAX_DEFERRED and ROTH in the order they are drawn from.",
  })
  withdrawalOrder!: Treatment[];

  @Field(() => SpendingRule, { nullable: true, description: "Absent: PLANNED_EXPENSES." })
  spendingRule?: SpendingRule | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Absent: at once." })
  spendingRuleFrom?: CalendarDate | null;

  @Field(() => Float, { defaultValue: 0.75, description: "Of a couple's spending, by one alone." })
  survivorSpendingShare!: number;

  @Field(() => Boolean, { defaultValue: true, description: "What a month leaves is saved." })
  savesSurplus!: boolean;

  @Field(() => [GlidePoint], { defaultValue: [], description: "Empty: today's weights." })
  glidePath!: GlidePoint[];

  @Field(() => Rebalancing, { nullable: true, description: "Absent: yearly at 0.05 % of trades." })
  rebalancing?: Rebalancing | null;
}

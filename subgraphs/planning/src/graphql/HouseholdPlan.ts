import { Field, FieldResolver, Float, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type {
  HouseholdPlan as HouseholdPlanModel,
  PlanDocument as PlanDocumentModel,
  PlanFilingStatus,
  PlanLifeEvent as PlanLifeEventModel,
  Treatment,
} from "../domain/plan/householdPlan.js";
import { Household } from "./Household.js";
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
import { PlanLifeEvent } from "./PlanLifeEvent.js";

@ObjectType({ description: "What a household expects and intends. Amounts in USD." })
export class PlanDocument {
  @Field(() => PlanFilingStatusEnum)
  filingStatus!: PlanFilingStatus;

  @Field(() => String, { nullable: true })
  state!: string | null;

  @Field(() => [PlanPerson])
  people!: PlanPerson[];

  @Field(() => Int, { nullable: true, description: "Null: lives end by the life table." })
  fixedAgeYears!: number | null;

  @Field(() => [PlanIncome])
  incomes!: PlanIncome[];

  @Field(() => [PlanExpense])
  expenses!: PlanExpense[];

  @Field(() => [PlanDebt])
  debts!: PlanDebt[];

  @Field(() => [PlanOneTime])
  oneTimes!: PlanOneTime[];

  @Field(() => [PlanContribution])
  contributions!: PlanContribution[];

  @Field(() => [PlanLifeEvent])
  lifeEvents!: readonly PlanLifeEventModel[];

  @Field(() => [PlanTreatmentEnum])
  withdrawalOrder!: readonly Treatment[];

  @Field(() => SpendingRule)
  spendingRule!: SpendingRule;

  @Field(() => CalendarDateScalar, { nullable: true })
  spendingRuleFrom!: CalendarDate | null;

  @Field(() => Float)
  survivorSpendingShare!: number;

  @Field(() => Boolean)
  savesSurplus!: boolean;

  @Field(() => [GlidePoint])
  glidePath!: GlidePoint[];

  @Field(() => Rebalancing)
  rebalancing!: Rebalancing;
}

@ObjectType({ description: "A household's own plan, or a scenario: a copy with changes." })
export class HouseholdPlan {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { description: "The household's own plan; false for a scenario." })
  isBaseline!: boolean;

  @Field(() => PlanDocument)
  document!: PlanDocumentModel;

  @Field(() => Int, { description: "Grows with every change; send the one you read with yours." })
  version!: number;

  @Field(() => DateTimeScalar)
  updatedAt!: Date;
}

@Resolver(() => HouseholdPlan)
export class HouseholdPlanFields {
  @FieldResolver(() => Household)
  household(@Root() plan: HouseholdPlanModel): Household {
    return { id: plan.householdId };
  }
}

import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { SavingsStepKind } from "../domain/retirement/contributionOrder.js";

export const ContributionStepKindEnum: Readonly<Record<SavingsStepKind, SavingsStepKind>> = {
  DEFERRAL_FOR_MATCH: "DEFERRAL_FOR_MATCH",
  HSA: "HSA",
  TRADITIONAL_IRA: "TRADITIONAL_IRA",
  ROTH_IRA: "ROTH_IRA",
  BACKDOOR_ROTH_IRA: "BACKDOOR_ROTH_IRA",
  TRADITIONAL_DEFERRAL: "TRADITIONAL_DEFERRAL",
  ROTH_DEFERRAL: "ROTH_DEFERRAL",
  MEGA_BACKDOOR: "MEGA_BACKDOOR",
  EDUCATION_529: "EDUCATION_529",
  TAXABLE: "TAXABLE",
};
registerEnumType(ContributionStepKindEnum, { name: "ContributionStepKind" });

@ObjectType({ description: "One step of the order, USD." })
export class ContributionStep {
  @Field(() => Int, { description: "Place among the savers, from 0." })
  saver!: number;

  @Field(() => ContributionStepKindEnum)
  kind!: SavingsStepKind;

  @Field(() => DecimalScalar)
  amount!: Decimal;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "Last day for the year; null: any day.",
  })
  by!: CalendarDate | null;

  @Field(() => DecimalScalar, {
    description:
      "Now, against putting the same dollars into the other tax treatment or the taxable account.",
  })
  worth!: Decimal;

  @Field(() => String)
  reason!: string;
}

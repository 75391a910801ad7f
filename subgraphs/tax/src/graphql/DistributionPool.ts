import { Field, ID, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { DistributionPool as DistributionPoolModel } from "../domain/retirement/householdDistributions.js";

type From = DistributionPoolModel["from"];

export const DistributionPoolKindEnum: Readonly<Record<From, From>> = {
  IRAS: "IRAS",
  PLANS_403B: "PLANS_403B",
  ONE_PLAN: "ONE_PLAN",
  ONE_INHERITED: "ONE_INHERITED",
};
registerEnumType(DistributionPoolKindEnum, {
  name: "DistributionPoolKind",
  description: "IRAs of one owner count as one, 403(b) contracts as another; others stand alone.",
});

@ObjectType({ description: "A minimum that may be taken from any of the accounts; USD." })
export class DistributionPool {
  @Field(() => DistributionPoolKindEnum)
  from!: From;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => [ID])
  accountIds!: readonly string[];

  @Field(() => DecimalScalar)
  amount!: Decimal;

  @Field(() => CalendarDateScalar, {
    description: "31 December, or 1 April after a first year: then the next year has two.",
  })
  dueBy!: CalendarDate;

  @Field(() => DecimalScalar, { description: "As stated." })
  taken!: Decimal;

  @Field(() => DecimalScalar)
  left!: Decimal;

  @Field(() => DecimalScalar, { description: "25 % of what is left." })
  exciseIfMissed!: Decimal;

  @Field(() => DecimalScalar, { description: "10 %, when it is taken by correctBy after all." })
  exciseIfCorrected!: Decimal;

  @Field(() => CalendarDateScalar)
  correctBy!: CalendarDate;
}

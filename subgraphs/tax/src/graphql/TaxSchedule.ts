import {
  Field,
  FieldResolver,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { INCOME_KINDS, type IncomeKind } from "../domain/incomeKind.js";
import type { TaxSchedule as TaxScheduleModel } from "../domain/taxSchedule.js";

/** Kinds of income as a GraphQL enum. */
export const IncomeKindEnum = Object.fromEntries(
  INCOME_KINDS.map((kind) => [kind, kind]),
  // one entry for each kind, which fromEntries cannot tell
) as Readonly<Record<IncomeKind, IncomeKind>>;

registerEnumType(IncomeKindEnum, {
  name: "TaxIncomeKind",
  description: "Kinds of income that one more dollar can have; what is a person's is the filer's.",
});

@ObjectType({
  description:
    "Federal tax on more income of one kind, everything else of the household unchanged: linear between the points. Schedules of two kinds do not add up.",
})
export class TaxSchedule {
  @Field(() => Int)
  year!: number;

  @Field(() => IncomeKindEnum)
  kind!: IncomeKind;

  @Field(() => [DecimalScalar], {
    description: "Additional USD, rising from 0; a cliff is two points one dollar apart.",
  })
  incomes!: readonly Decimal[];

  @Field(() => [DecimalScalar], {
    description: "Additional tax at these, USD, refundable credits included; payroll tax is not.",
  })
  taxes!: readonly Decimal[];

  @Field(() => Int, { description: "At how many incomes the exact return was computed." })
  checkedIncomes!: number;
}

@Resolver(() => TaxSchedule)
export class TaxScheduleFields {
  @FieldResolver(() => Money, {
    description: "Bound of the distance from the exact return between the points.",
  })
  maxError(@Root() schedule: TaxScheduleModel): MoneyModel {
    return money(schedule.maxError, "USD");
  }
}

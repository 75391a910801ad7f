import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { IncomeKind } from "../domain/incomeKind.js";
import type { ChangeCost } from "../domain/retirement/healthPremiumCliffs.js";
import { IncomeKindEnum } from "./TaxSchedule.js";

@ObjectType({ description: "What more income costs by the exact engine; USD." })
export class IncomeChangeCost {
  @Field(() => IncomeKindEnum)
  kind!: IncomeKind;

  @Field(() => DecimalScalar)
  amount!: Decimal;

  @Field(() => DecimalScalar, { description: "Federal, without the premium credit." })
  incomeTax!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the premium tax credit." })
  creditLost!: Decimal;

  @Field(() => DecimalScalar, { description: "Surcharges two years later, all persons." })
  medicare!: Decimal;

  @Field(() => DecimalScalar)
  total!: Decimal;

  @Field(() => [DecimalScalar], { description: "Incomes of the cliffs that it passes." })
  crosses!: readonly Decimal[];
}

@Resolver(() => IncomeChangeCost)
export class IncomeChangeCostFields {
  @FieldResolver(() => DecimalScalar, {
    description: "Total over the amount, a fraction of 6 places.",
  })
  rate(@Root() cost: ChangeCost): Decimal {
    return cost.rate.toDecimalPlaces(6);
  }
}

import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "One year under one law; USD of that year." })
export class ProjectedReturn {
  @Field(() => DecimalScalar)
  adjustedGrossIncome!: Decimal;

  @Field(() => DecimalScalar)
  taxableIncome!: Decimal;

  @Field(() => DecimalScalar, { description: "Refundable credits taken off." })
  federalTax!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Null without a state." })
  stateTax!: Decimal | null;

  @Field(() => DecimalScalar, { description: "Of employees, beside the return." })
  payrollTax!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Surcharges that this income decides for two years later, all persons.",
  })
  medicare!: Decimal;

  @Field(() => DecimalScalar, { description: "Federal, on one more dollar of pension." })
  marginalRate!: Decimal;
}

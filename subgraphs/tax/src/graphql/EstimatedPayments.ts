import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { SafeHarbor } from "../domain/reports/estimatedPayments.js";
import { SafeHarborEnum } from "./SafeHarbor.js";
import { EstimatedInstallment } from "./EstimatedInstallment.js";

@ObjectType({
  description:
    "Payments that keep a penalty for underpayment away; USD. Informational only, not advice.",
})
export class EstimatedPayments {
  @Field(() => SafeHarborEnum)
  harbor!: SafeHarbor;

  @Field(() => DecimalScalar, { description: "90 % of this year's tax." })
  currentYearHarbor!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "100 or 110 % of last year's; null without a return of last year.",
  })
  priorYearHarbor!: Decimal | null;

  @Field(() => DecimalScalar, { description: "Withholding counts towards it." })
  requiredAnnualPayment!: Decimal;

  @Field(() => [EstimatedInstallment])
  installments!: readonly EstimatedInstallment[];

  @Field(() => String)
  why!: string;

  @Field(() => [String])
  notModelled!: readonly string[];
}

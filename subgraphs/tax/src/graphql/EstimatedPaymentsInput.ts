import { Field, InputType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { type EstimatedPaymentStatement, NOTHING_STATED } from "../operations/yearEnd.js";

@InputType()
export class EstimatedPaymentInput {
  @Field(() => CalendarDateScalar)
  paidOn!: CalendarDate;

  @Field(() => DecimalScalar, { description: "USD, from 0." })
  amount!: Decimal;
}

@InputType({ description: "What differs from the tax profiles of this year and the last; USD." })
export class EstimatedPaymentsInput {
  @Field(() => DecimalScalar, {
    nullable: true,
    description: "This year's, by the profile when absent.",
  })
  tax?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "By the profile when absent." })
  withholding?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "By last year's profile when absent.",
  })
  priorYearTax?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "By last year's profile when absent.",
  })
  priorYearAdjustedGrossIncome?: Decimal | null;

  @Field(() => Boolean, { nullable: true, description: "Of twelve months; true when absent." })
  hasPriorYearReturn?: boolean | null;

  @Field(() => [EstimatedPaymentInput], { nullable: true, description: "Made already." })
  payments?: EstimatedPaymentInput[] | null;

  @Field(() => [DecimalScalar], {
    nullable: true,
    description:
      "Tax on the annualised income of January to March, May, August and December (Form 2210, Schedule AI); even income when absent.",
  })
  annualizedTax?: Decimal[] | null;
}

export function toPaymentStatement(
  input: EstimatedPaymentsInput | null,
): EstimatedPaymentStatement {
  if (!input) return NOTHING_STATED;
  return {
    tax: input.tax ?? null,
    withholding: input.withholding ?? null,
    priorYearTax: input.priorYearTax ?? null,
    priorYearAdjustedGrossIncome: input.priorYearAdjustedGrossIncome ?? null,
    hasPriorYearReturn: input.hasPriorYearReturn ?? true,
    payments: input.payments ?? [],
    annualizedTax: input.annualizedTax ?? null,
  };
}

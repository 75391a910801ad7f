import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({
  description:
    "Tax on exactly one more dollar of each kind, as a fraction: a step of one dollar through the whole computation.",
})
export class TaxMarginalRates {
  @Field(() => DecimalScalar, { description: "Of wages, without payroll tax." })
  ordinary!: Decimal;

  @Field(() => DecimalScalar, { description: "Of interest and non-qualified dividends." })
  interest!: Decimal;

  @Field(() => DecimalScalar)
  qualifiedDividends!: Decimal;

  @Field(() => DecimalScalar, { description: "0 where a loss swallows the gain." })
  shortTermGain!: Decimal;

  @Field(() => DecimalScalar, { description: "0 where a loss swallows the gain." })
  longTermGain!: Decimal;

  @Field(() => DecimalScalar, { description: "Of business profit, self-employment tax included." })
  selfEmployment!: Decimal;

  @Field(() => DecimalScalar)
  pension!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the filer's IRAs, basis taken out pro rata." })
  iraDistribution!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the filer's IRAs, basis taken out pro rata." })
  rothConversion!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the filer's benefits." })
  socialSecurity!: Decimal;

  @Field(() => DecimalScalar, { description: "Above 0 where it makes benefits taxable." })
  taxExemptInterest!: Decimal;
}

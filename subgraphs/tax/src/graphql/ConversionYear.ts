import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({
  description:
    "One year of a strategy by the exact engine; USD of that year, balances on 31 December.",
})
export class ConversionYear {
  @Field(() => Int)
  year!: number;

  @Field(() => [Int], { description: "Of the savers, reached in the year." })
  agesYears!: readonly number[];

  @Field(() => DecimalScalar)
  conversion!: Decimal;

  @Field(() => DecimalScalar)
  requiredMinimum!: Decimal;

  @Field(() => DecimalScalar, {
    description: "From traditional accounts for living costs, beyond the minimum.",
  })
  drawn!: Decimal;

  @Field(() => DecimalScalar)
  rothDrawn!: Decimal;

  @Field(() => DecimalScalar, { description: "Earnings of Roth accounts on this return." })
  rothIncome!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Out of Roth accounts and under the 10 % tax of this return.",
  })
  rothPenalized!: Decimal;

  @Field(() => DecimalScalar, { description: "Refundable credits taken off." })
  federalTax!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Premium tax credit of the year, in federalTax but for what was paid in advance; null without coverage.",
  })
  marketplaceCredit!: Decimal | null;

  @Field(() => DecimalScalar)
  stateTax!: Decimal;

  @Field(() => DecimalScalar, { description: "10 % on distributions before 59 1/2." })
  earlyTax!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Income tax on the next converted dollar, Medicare not included; a fraction.",
  })
  marginalRate!: Decimal;

  @Field(() => DecimalScalar, { description: "AGI plus tax-exempt interest." })
  magi!: Decimal;

  @Field(() => Int, { description: "Decided by this income for two years later; 0: no surcharge." })
  irmaaTier!: number;

  @Field(() => DecimalScalar, { description: "Of that premium year, all persons." })
  irmaaDecided!: Decimal;

  @Field(() => DecimalScalar, { description: "This year, decided two years before." })
  irmaaPaid!: Decimal;

  @Field(() => DecimalScalar)
  traditional!: Decimal;

  @Field(() => DecimalScalar)
  roth!: Decimal;

  @Field(() => DecimalScalar)
  taxable!: Decimal;

  @Field(() => DecimalScalar, {
    description: "After all tax if the plan ended here, in today's money.",
  })
  wealth!: Decimal;
}

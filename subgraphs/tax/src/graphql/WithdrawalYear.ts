import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { WithdrawalRow } from "../domain/retirement/withdrawalOrder.js";

@ObjectType({ description: "USD by kind of account." })
export class WithdrawalBuckets {
  @Field(() => DecimalScalar)
  taxable!: Decimal;

  @Field(() => DecimalScalar)
  deferred!: Decimal;

  @Field(() => DecimalScalar)
  roth!: Decimal;

  @Field(() => DecimalScalar)
  hsa!: Decimal;
}

@ObjectType({ description: "One year of a strategy by the exact engine; USD of that year." })
export class WithdrawalYear {
  @Field(() => Int)
  year!: number;

  @Field(() => Int, { description: "Of the owner of the deferred accounts." })
  ageYears!: number;

  @Field(() => WithdrawalBuckets, { description: "At the start of the year." })
  draws!: WithdrawalBuckets;

  @Field(() => DecimalScalar)
  requiredMinimum!: Decimal;

  @Field(() => DecimalScalar, { description: "Long-term; negative for a loss." })
  realizedGain!: Decimal;

  @Field(() => DecimalScalar, {
    description:
      "Federal income tax, the 10 % before 59 1/2, and Medicare surcharges that fall due.",
  })
  tax!: Decimal;

  @Field(() => DecimalScalar, { description: "Spending that nothing was left for." })
  shortfall!: Decimal;

  @Field(() => DecimalScalar, { description: "Beyond the need, into the taxable account." })
  reinvested!: Decimal;

  @Field(() => WithdrawalBuckets, { description: "On 31 December." })
  closing!: WithdrawalBuckets;
}

/** To the cent, half-even. */
export const cents = (amount: Decimal): Decimal =>
  amount.toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);

const bucketsOf = ({ taxable, deferred, roth, hsa }: WithdrawalBuckets): WithdrawalBuckets => ({
  taxable: cents(taxable),
  deferred: cents(deferred),
  roth: cents(roth),
  hsa: cents(hsa),
});

export const withdrawalYearOf = (row: WithdrawalRow): WithdrawalYear => ({
  year: row.year,
  ageYears: row.ageYears,
  draws: bucketsOf(row.draws),
  requiredMinimum: cents(row.requiredMinimum),
  realizedGain: cents(row.realizedGain),
  tax: cents(row.tax),
  shortfall: cents(row.shortfall),
  reinvested: cents(row.reinvested),
  closing: bucketsOf(row.closing),
});

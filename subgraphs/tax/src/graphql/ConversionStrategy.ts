import { Field, Int, ObjectType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { NAMED_STRATEGIES } from "../domain/conversions/namedStrategies.js";
import type { Strategy } from "../domain/conversions/strategyResult.js";
import { ConversionClock } from "./ConversionClock.js";
import { ConversionYear } from "./ConversionYear.js";

/** Strategies as a GraphQL enum. */
export const ConversionStrategyName = Object.fromEntries(
  [...NAMED_STRATEGIES, "OPTIMISED"].map((name) => [name, name]),
  // one entry for each strategy, which fromEntries cannot tell
) as Readonly<Record<Strategy, Strategy>>;

registerEnumType(ConversionStrategyName, {
  name: "ConversionStrategyName",
  description:
    "FILL_n fills the bracket of n percent each year; BELOW_IRMAA_TIER_n stays below that Medicare tier; BELOW_ACA_CLIFF converts in years of marketplace coverage up to the end of the premium credit; LADDER converts what is spent five years later, before 59 1/2.",
});

@ObjectType({ description: "One strategy from the first year to the last; USD." })
export class ConversionStrategy {
  @Field(() => ConversionStrategyName)
  strategy!: Strategy;

  @Field(() => [ConversionYear])
  years!: readonly ConversionYear[];

  @Field(() => DecimalScalar, { description: "All years together." })
  converted!: Decimal;

  @Field(() => DecimalScalar, {
    description: "After tax at the end, in today's money: the objective.",
  })
  wealth!: Decimal;

  @Field(() => DecimalScalar, { description: "Over no conversion." })
  advantage!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Income tax, surcharges and terminal tax at the discount rate.",
  })
  taxPresentValue!: Decimal;

  @Field(() => Int, {
    nullable: true,
    description: "From it to the end it is ahead of no conversion; null: never.",
  })
  breakEvenYear!: number | null;

  @Field(() => DecimalScalar, {
    description: "Needs that no account could pay, with interest; over 0 the plan does not work.",
  })
  unfunded!: Decimal;

  @Field(() => [ConversionClock])
  clocks!: readonly ConversionClock[];
}

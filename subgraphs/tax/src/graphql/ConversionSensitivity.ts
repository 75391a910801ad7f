import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Scenario } from "../domain/conversions/sensitivity.js";
import type { Strategy } from "../domain/conversions/strategyResult.js";
import { ConversionStrategyName } from "./ConversionStrategy.js";

/** Changed assumptions as a GraphQL enum. */
export const ConversionScenario: Readonly<Record<Scenario, Scenario>> = {
  RETURNS_UP: "RETURNS_UP",
  RETURNS_DOWN: "RETURNS_DOWN",
  RATES_UP: "RATES_UP",
  RATES_DOWN: "RATES_DOWN",
};

registerEnumType(ConversionScenario, {
  name: "ConversionScenario",
  description:
    "Every account's growth, or every bracket's rate after the first year and the terminal rate.",
});

@ObjectType({
  description:
    "The best strategy's conversions, unchanged, under a changed assumption; USD in today's money.",
})
export class ConversionSensitivity {
  @Field(() => ConversionScenario)
  scenario!: Scenario;

  @Field(() => DecimalScalar, { description: "Signed fraction." })
  shift!: Decimal;

  @Field(() => DecimalScalar, { description: "Over no conversion." })
  advantage!: Decimal;

  @Field(() => ConversionStrategyName, {
    description: "Whose conversions, unchanged, end best here.",
  })
  best!: Strategy;

  @Field(() => DecimalScalar, { description: "What that one has more, >= 0." })
  regret!: Decimal;
}

import {
  Field,
  FieldResolver,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import type {
  HarvestStrategy as HarvestStrategyModel,
  HarvestStrategyName,
} from "../domain/harvesting/harvestPlan.js";

export const HarvestStrategyNameEnum: Readonly<Record<HarvestStrategyName, HarvestStrategyName>> = {
  NONE: "NONE",
  HIGHEST_LOSS_RATIO: "HIGHEST_LOSS_RATIO",
  SHORT_TERM_FIRST: "SHORT_TERM_FIRST",
  LONG_TERM_FIRST: "LONG_TERM_FIRST",
  EVERYTHING: "EVERYTHING",
};

registerEnumType(HarvestStrategyNameEnum, {
  name: "HarvestStrategyName",
  description:
    "Which lots are taken: none, all that pass the thresholds, or in an order (most loss for the value; by term) until one more brings nothing.",
});

@ObjectType({ description: "One way to choose the lots, priced as a whole." })
export class HarvestStrategy {
  @Field(() => HarvestStrategyNameEnum)
  name!: HarvestStrategyName;

  @Field(() => Int)
  lots!: number;
}

@Resolver(() => HarvestStrategy)
export class HarvestStrategyFields {
  @FieldResolver(() => Money, { description: "Tax saved this year, USD." })
  benefit(@Root() { worth }: HarvestStrategyModel): MoneyModel {
    return money(cents(worth.benefit), "USD");
  }

  @FieldResolver(() => Money, { description: "Benefit less the cost of deferral, USD." })
  netBenefit(@Root() { worth }: HarvestStrategyModel): MoneyModel {
    return money(cents(worth.net), "USD");
  }
}

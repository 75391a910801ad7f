import { Field, ObjectType } from "type-graphql";
import type { Strategy } from "../domain/conversions/strategyResult.js";
import { ConversionFigures } from "./ConversionFigures.js";
import { ConversionSearch } from "./ConversionSearch.js";
import { ConversionSensitivity } from "./ConversionSensitivity.js";
import { ConversionStrategy, ConversionStrategyName } from "./ConversionStrategy.js";

@ObjectType({
  description:
    "Roth conversions over years: named strategies and an optimised one, each year by the exact engine. Informational only, not advice.",
})
export class ConversionPlan {
  @Field(() => [ConversionStrategy], { description: "The named ones, then OPTIMISED." })
  strategies!: readonly ConversionStrategy[];

  @Field(() => ConversionStrategyName, {
    description: "The most wealth after tax; on a tie the simplest.",
  })
  best!: Strategy;

  @Field(() => ConversionSearch)
  search!: ConversionSearch;

  @Field(() => [ConversionSensitivity])
  sensitivity!: readonly ConversionSensitivity[];

  @Field(() => ConversionFigures)
  figures!: ConversionFigures;

  @Field(() => [String])
  assumptions!: readonly string[];

  @Field(() => [String])
  notModelled!: readonly string[];
}

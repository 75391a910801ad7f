import { Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { AssetClass } from "../domain/assetClass.js";
import type { ImportedHistory } from "../domain/importedHistory.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@ObjectType({ description: "Monthly returns that a household imported to fit models to." })
export class MarketHistory {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: "Where the figures come from, in the importer's words." })
  source!: string;

  @Field(() => String, { description: "Such as 1926-07." })
  firstMonth!: string;

  @Field(() => [SimulatedAssetClassEnum])
  assetClasses!: readonly AssetClass[];

  @Field(() => DateTimeScalar)
  importedAt!: Date;
}

@Resolver(() => MarketHistory)
export class MarketHistoryFields {
  @FieldResolver(() => Int)
  months(@Root() history: ImportedHistory): number {
    return history.rows.length;
  }
}

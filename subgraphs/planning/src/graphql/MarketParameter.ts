import { Field, Float, Int, ObjectType } from "type-graphql";
import type { AssetClass } from "../domain/assetClass.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@ObjectType({ description: "One number of a fitted model." })
export class MarketParameter {
  @Field(() => String, { description: 'Its usual name and unit: "mean, a month", "alpha".' })
  name!: string;

  @Field(() => SimulatedAssetClassEnum, { nullable: true })
  assetClass!: AssetClass | null;

  @Field(() => Int, { nullable: true, description: "From 1, the calmest." })
  regime!: number | null;

  @Field(() => Float)
  value!: number;
}

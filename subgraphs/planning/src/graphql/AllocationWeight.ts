import { Field, Float, ObjectType } from "type-graphql";
import type { AssetClass } from "../domain/assetClass.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@ObjectType({ description: "Target share of an asset class; rebalanced to it every month." })
export class AllocationWeight {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float, { description: "0 to 1; the weights sum to 1." })
  weight!: number;
}

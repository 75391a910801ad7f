import { Field, Float, ObjectType } from "type-graphql";
import type { AssetClass } from "../domain/assetClass.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@ObjectType({ description: "Nominal, a year, before tax and fees; fractions: 0.07 is 7 %." })
export class AssetClassAssumption {
  @Field(() => SimulatedAssetClassEnum)
  assetClass!: AssetClass;

  @Field(() => Float, { description: "Arithmetic mean of the annual return." })
  expectedReturn!: number;

  @Field(() => Float, { description: "Standard deviation of the annual return." })
  volatility!: number;

  @Field(() => String)
  source!: string;
}

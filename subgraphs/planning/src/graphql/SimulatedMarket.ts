import { Field, ObjectType } from "type-graphql";
import type { CapitalMarketModel } from "../domain/capitalMarket.js";
import { CapitalMarketModelEnum } from "./CapitalMarketModel.js";
import { MarketParameter } from "./MarketParameter.js";

@ObjectType({ description: "The fitted model a run was computed with." })
export class SimulatedMarket {
  @Field(() => CapitalMarketModelEnum)
  model!: CapitalMarketModel;

  @Field(() => String)
  modelVersion!: string;

  @Field(() => String)
  source!: string;

  @Field(() => [MarketParameter])
  parameters!: readonly MarketParameter[];
}

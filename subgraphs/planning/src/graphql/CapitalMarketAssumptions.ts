import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
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

@ObjectType({ description: "A dated set of assumptions. Assumptions, not forecasts." })
export class CapitalMarketAssumptions {
  @Field(() => CalendarDateScalar)
  asOf!: CalendarDate;

  @Field(() => Float, { description: "Growth of prices a year, as a fraction." })
  inflation!: number;

  @Field(() => [AssetClassAssumption])
  assetClasses!: readonly AssetClassAssumption[];

  @Field(() => [[Float]], {
    description: "Correlations of annual returns, in the order of assetClasses.",
  })
  correlations!: readonly (readonly number[])[];

  @Field(() => String)
  source!: string;
}

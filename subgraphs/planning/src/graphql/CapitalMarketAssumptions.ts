import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { AssetClassAssumption } from "./AssetClassAssumption.js";

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

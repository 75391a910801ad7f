import { Field, FieldResolver, Float, Int, ObjectType, Resolver, Root } from "type-graphql";
import type { CapitalMarketModel, FrozenCapitalMarket } from "../domain/capitalMarket.js";
import { CapitalMarketModelEnum } from "./CapitalMarketModel.js";

@ObjectType({ description: "The model of a run as it was chosen, and what it is fitted to." })
export class SimulationCapitalMarket {
  @Field(() => CapitalMarketModelEnum)
  model!: CapitalMarketModel;

  @Field(() => Int, { nullable: true })
  regimes!: number | null;

  @Field(() => Int, { nullable: true })
  degreesOfFreedom!: number | null;

  @Field(() => Float, { nullable: true })
  skew!: number | null;

  @Field(() => Float, { nullable: true })
  meanBlockMonths!: number | null;
}

@Resolver(() => SimulationCapitalMarket)
export class SimulationCapitalMarketFields {
  @FieldResolver(() => String, {
    nullable: true,
    description: "Publication or importer; null when the assumptions alone are used.",
  })
  historySource(@Root() market: FrozenCapitalMarket): string | null {
    return market.history?.source ?? null;
  }

  @FieldResolver(() => String, { nullable: true, description: "First year or month." })
  historyFrom(@Root() market: FrozenCapitalMarket): string | null {
    return market.history?.firstPeriod ?? null;
  }

  @FieldResolver(() => Int, { nullable: true })
  historyMonths(@Root() market: FrozenCapitalMarket): number | null {
    return market.history ? market.history.rows.length * market.history.monthsPerRow : null;
  }
}

import { Arg, Field, InputType, Int, ObjectType, Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import {
  efficientFrontier,
  type FrontierAnswer as EfficientFrontierModel,
} from "../operations/portfolioConstruction.js";
import { ConstructedPortfolio } from "./ConstructedPortfolio.js";
import { ConstructionEstimates } from "./ConstructionEstimates.js";
import { PortfolioUniverseInput, toConstructionRequest } from "./PortfolioUniverseInput.js";

@InputType()
export class EfficientFrontierInput {
  @Field(() => PortfolioUniverseInput, { nullable: true })
  universe?: PortfolioUniverseInput | null;

  @Field(() => Int, { defaultValue: 25, description: "2 to 100." })
  points!: number;
}

@ObjectType()
export class EfficientFrontier {
  @Field(() => [ConstructedPortfolio], {
    description:
      "From the least volatility to the highest expected return, equally spaced in expected return; one alone when no other return can be reached.",
  })
  points!: EfficientFrontierModel["points"];

  @Field(() => ConstructedPortfolio, {
    nullable: true,
    description: "Null when nothing is expected to return more than the risk-free rate.",
  })
  maximumSharpe!: EfficientFrontierModel["maximumSharpe"];

  @Field(() => ConstructedPortfolio, { nullable: true, description: "Of currentWeights." })
  current!: EfficientFrontierModel["current"];

  @Field(() => ConstructionEstimates)
  estimates!: EfficientFrontierModel["estimates"];
}

@Resolver()
export class EfficientFrontierQuery {
  @Authenticated()
  @Query(() => EfficientFrontier, {
    nullable: true,
    description:
      "Not advice. Refusals: CONSTRUCTION_INPUT_INVALID, COVARIANCE_NOT_POSITIVE_DEFINITE, PORTFOLIO_INFEASIBLE.",
  })
  efficientFrontier(
    @Arg("input", () => EfficientFrontierInput) input: EfficientFrontierInput,
  ): Promise<EfficientFrontierModel> {
    return efficientFrontier(toConstructionRequest(input.universe ?? {}), input.points);
  }
}

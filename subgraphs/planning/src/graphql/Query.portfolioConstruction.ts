import {
  Arg,
  Field,
  Float,
  InputType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import {
  portfolioConstruction,
  type PortfolioConstruction as PortfolioConstructionModel,
  type RequestedObjective,
} from "../operations/portfolioConstruction.js";
import { ConstructedPortfolio } from "./ConstructedPortfolio.js";
import { ConstructionEstimates } from "./ConstructionEstimates.js";
import {
  assetValues,
  AssetWeightInput,
  PortfolioUniverseInput,
  toConstructionRequest,
} from "./PortfolioUniverseInput.js";

const METHODS: Record<RequestedObjective["method"], string> = {
  MINIMUM_VOLATILITY: "Least volatility within the constraints.",
  MAXIMUM_SHARPE: "Highest expected return above the risk-free rate per volatility.",
  MAXIMUM_UTILITY: "Highest expected return less half of riskAversion times the variance.",
  TARGET_RETURN: "Least volatility with at least targetReturn.",
  RISK_PARITY: "Every asset has its budget of the variance; long only, takes no bounds or limits.",
};

export const ConstructionMethodEnum = Object.fromEntries(
  Object.keys(METHODS).map((method) => [method, method]),
);

registerEnumType(ConstructionMethodEnum, {
  name: "ConstructionMethod",
  valuesConfig: Object.fromEntries(
    Object.entries(METHODS).map(([method, description]) => [method, { description }]),
  ),
});

@InputType()
export class PortfolioConstructionInput {
  @Field(() => ConstructionMethodEnum)
  method!: RequestedObjective["method"];

  @Field(() => PortfolioUniverseInput, { nullable: true })
  universe?: PortfolioUniverseInput | null;

  @Field(() => Float, {
    nullable: true,
    description: "For MAXIMUM_UTILITY, 0.01 to 1,000; absent: that of blackLitterman.",
  })
  riskAversion?: number | null;

  @Field(() => Float, { nullable: true, description: "For TARGET_RETURN, a year, a fraction." })
  targetReturn?: number | null;

  @Field(() => [AssetWeightInput], {
    nullable: true,
    description: "For RISK_PARITY: share of the variance of every asset; absent: equal.",
  })
  riskBudgets?: AssetWeightInput[] | null;
}

@ObjectType()
export class PortfolioConstruction {
  @Field(() => ConstructedPortfolio)
  portfolio!: PortfolioConstructionModel["portfolio"];

  @Field(() => ConstructedPortfolio, { nullable: true, description: "Of currentWeights." })
  current!: PortfolioConstructionModel["current"];

  @Field(() => ConstructionEstimates)
  estimates!: PortfolioConstructionModel["estimates"];
}

@Resolver()
export class PortfolioConstructionQuery {
  @Authenticated()
  @Query(() => PortfolioConstruction, {
    nullable: true,
    description:
      "One portfolio; not advice. Refusals: CONSTRUCTION_INPUT_INVALID, COVARIANCE_NOT_POSITIVE_DEFINITE, PORTFOLIO_INFEASIBLE, PORTFOLIO_NO_SOLUTION.",
  })
  portfolioConstruction(
    @Arg("input", () => PortfolioConstructionInput) input: PortfolioConstructionInput,
  ): PortfolioConstructionModel {
    return portfolioConstruction(toConstructionRequest(input.universe ?? {}), {
      method: input.method,
      riskAversion: input.riskAversion ?? null,
      targetReturn: input.targetReturn ?? null,
      riskBudgets: input.riskBudgets ? assetValues(input.riskBudgets) : null,
    });
  }
}

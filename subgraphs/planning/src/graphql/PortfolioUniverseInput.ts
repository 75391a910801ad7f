import { Field, Float, InputType } from "type-graphql";
import type { AssetClass } from "../domain/assetClass.js";
import type { AssetValue, ConstructionRequest } from "../operations/portfolioConstruction.js";
import { SimulatedAssetClassEnum } from "./SimulatedAssetClass.js";

@InputType()
export class AssetWeightInput {
  @Field(() => String, { description: "Name of the asset; of an asset class its value." })
  asset!: string;

  @Field(() => Float, { description: "A fraction; the weights of a list sum to 1." })
  weight!: number;
}

@InputType({ description: "Nominal, a year, as fractions: 0.07 is 7 %." })
export class AssetEstimateInput {
  @Field(() => String)
  name!: string;

  @Field(() => Float, { description: "Arithmetic mean of the annual return." })
  expectedReturn!: number;

  @Field(() => Float, { description: "Above 0: what has no risk is riskFreeRate." })
  volatility!: number;
}

@InputType({ description: "Means, volatilities and correlations of the caller." })
export class AssetEstimatesInput {
  @Field(() => [AssetEstimateInput], { description: "2 to 30." })
  assets!: AssetEstimateInput[];

  @Field(() => [[Float]], { description: "In the order of assets; positive definite." })
  correlations!: number[][];

  @Field(() => Float, {
    nullable: true,
    description: "Years behind the means, for standard errors; absent: none are given.",
  })
  yearsObserved?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Replace correlations that contradict each other by the nearest that do not.",
  })
  repairCorrelations!: boolean;
}

@InputType({ description: "Returns to estimate from: sample means, Ledoit-Wolf covariance." })
export class ReturnHistoryInput {
  @Field(() => [String], { description: "2 to 30." })
  assets!: string[];

  @Field(() => [[Float]], {
    description:
      "A row a period, oldest first, in the order of assets: simple returns as fractions. 24 rows or more, at most 150,000 / assets^2.",
  })
  returns!: number[][];

  @Field(() => Float, { description: "12 for months, 252 for trading days." })
  periodsPerYear!: number;
}

@InputType({ description: "These assets in these proportions return this much a year." })
export class PortfolioViewInput {
  @Field(() => [AssetWeightInput], {
    description:
      "Sums to 1 for an absolute view, to 0 for a relative one (the assets expected to do less are negative).",
  })
  assets!: AssetWeightInput[];

  @Field(() => Float, { description: "Nominal, total; of a relative view the difference." })
  expectedReturn!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Absent: square root of tau times the variance of what the view is about.",
  })
  standardError?: number | null;
}

@InputType({
  description:
    "Replaces the means by those at which the market weights are optimal, moved by the views.",
})
export class BlackLittermanInput {
  @Field(() => [AssetWeightInput], { description: "Of the market as a whole." })
  marketWeights!: AssetWeightInput[];

  @Field(() => Float, { nullable: true, description: "Absent: 2.5." })
  riskAversion?: number | null;

  @Field(() => Float, { nullable: true, description: "Absent: 0.05." })
  tau?: number | null;

  @Field(() => [PortfolioViewInput], { nullable: true, description: "Absent: none." })
  views?: PortfolioViewInput[] | null;
}

@InputType()
export class WeightBoundInput {
  @Field(() => String)
  asset!: string;

  @Field(() => Float, { defaultValue: 0, description: "-10 to 10; negative: short." })
  minimum!: number;

  @Field(() => Float, { defaultValue: 1, description: "-10 to 10." })
  maximum!: number;
}

@InputType()
export class LimitTermInput {
  @Field(() => String)
  asset!: string;

  @Field(() => Float, { defaultValue: 1 })
  coefficient!: number;
}

@InputType({ description: "minimum <= sum of coefficient x weight <= maximum." })
export class PortfolioLimitInput {
  @Field(() => String)
  name!: string;

  @Field(() => [LimitTermInput])
  terms!: LimitTermInput[];

  @Field(() => Float, { nullable: true })
  minimum?: number | null;

  @Field(() => Float, { nullable: true })
  maximum?: number | null;
}

@InputType({
  description:
    "What a portfolio is constructed from and within. At most one of assetClasses, estimates and history; none: every class of capitalMarketAssumptions.",
})
export class PortfolioUniverseInput {
  @Field(() => [SimulatedAssetClassEnum], { nullable: true })
  assetClasses?: AssetClass[] | null;

  @Field(() => AssetEstimatesInput, { nullable: true })
  estimates?: AssetEstimatesInput | null;

  @Field(() => ReturnHistoryInput, { nullable: true })
  history?: ReturnHistoryInput | null;

  @Field(() => Float, {
    nullable: true,
    description: "A year, a fraction. Absent: the expected return of CASH in the assumptions.",
  })
  riskFreeRate?: number | null;

  @Field(() => BlackLittermanInput, { nullable: true })
  blackLitterman?: BlackLittermanInput | null;

  @Field(() => [WeightBoundInput], {
    nullable: true,
    description: "Of assets without one: 0 to 1.",
  })
  bounds?: WeightBoundInput[] | null;

  @Field(() => [PortfolioLimitInput], { nullable: true, description: "At most 100." })
  limits?: PortfolioLimitInput[] | null;

  @Field(() => [AssetWeightInput], {
    nullable: true,
    description: "A portfolio to set beside the answer; what is not named is not held.",
  })
  currentWeights?: AssetWeightInput[] | null;
}

/** Weights by asset as the operations take them. */
export const assetValues = (weights: readonly AssetWeightInput[]): AssetValue[] =>
  weights.map(({ asset, weight }) => ({ asset, value: weight }));

/** The input without what GraphQL makes of absence. */
export function toConstructionRequest(universe: PortfolioUniverseInput): ConstructionRequest {
  const { estimates, history, blackLitterman, currentWeights } = universe;
  return {
    assetClasses: universe.assetClasses ?? null,
    given: estimates
      ? {
          assets: estimates.assets,
          correlations: estimates.correlations,
          yearsObserved: estimates.yearsObserved ?? null,
          repairsCorrelations: estimates.repairCorrelations,
        }
      : null,
    history: history
      ? { names: history.assets, returns: history.returns, perYear: history.periodsPerYear }
      : null,
    riskFreeRate: universe.riskFreeRate ?? null,
    blackLitterman: blackLitterman ? toBlackLitterman(blackLitterman) : null,
    constraints: {
      bounds: universe.bounds ?? [],
      limits: (universe.limits ?? []).map(({ name, terms, minimum, maximum }) => ({
        name,
        terms,
        minimum: minimum ?? null,
        maximum: maximum ?? null,
      })),
    },
    currentWeights: currentWeights ? assetValues(currentWeights) : null,
  };
}

function toBlackLitterman(
  given: BlackLittermanInput,
): NonNullable<ConstructionRequest["blackLitterman"]> {
  return {
    marketWeights: assetValues(given.marketWeights),
    riskAversion: given.riskAversion ?? null,
    tau: given.tau ?? null,
    views: (given.views ?? []).map(({ assets, expectedReturn, standardError }) => ({
      pick: assetValues(assets),
      expectedReturn,
      standardError: standardError ?? null,
    })),
  };
}

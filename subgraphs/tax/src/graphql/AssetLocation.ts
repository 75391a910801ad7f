import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { LocationStrategy } from "../domain/location/assetLocation.js";
import type { HouseholdAssetLocation } from "../operations/assetLocation.js";
import { AssetLocationOutcome, assetLocationOutcomeOf, usd } from "./AssetLocationOutcome.js";
import { AssetLocationStep, assetLocationStepOf } from "./AssetLocationStep.js";
import { LocatedAsset, locatedAssetsOf } from "./LocatedAsset.js";
import { LocationStrategyEnum } from "./LocationStrategy.js";
import { SolverStatusEnum } from "./SolverStatus.js";

@ObjectType({ description: "How the linear programme ended." })
export class LocationSolver {
  @Field(() => SolverStatusEnum, {
    description: "TIME_LIMIT or FAILED: there is no OPTIMISED, the simple strategies stand.",
  })
  status!: HouseholdAssetLocation["solver"]["status"];

  @Field(() => Int, {
    description: "Solved: again with the tax rates of where the last one led to.",
  })
  programmes!: number;

  @Field(() => DecimalScalar, {
    description: "The last programme's value of its proposal less the exact one; USD.",
  })
  error!: Decimal;
}

@ObjectType({
  description:
    "Which account should hold which asset class, and the trades that lead there. Informational only, not advice.",
})
export class AssetLocation {
  @Field(() => DecimalScalar, { description: "All accounts of the plan today; USD." })
  total!: Decimal;

  @Field(() => LocationStrategyEnum, {
    description: "The most value among those that keep the weights; on a tie the fewest trades.",
  })
  best!: LocationStrategy;

  @Field(() => [AssetLocationOutcome], {
    description: "Without strategies that the exclusions forbid.",
  })
  outcomes!: readonly AssetLocationOutcome[];

  @Field(() => [AssetLocationStep], { description: "To the best, in order." })
  steps!: readonly AssetLocationStep[];

  @Field(() => LocationSolver)
  solver!: LocationSolver;

  @Field(() => [LocatedAsset])
  assets!: readonly LocatedAsset[];

  @Field(() => [String], { description: "Holdings that the plan does not count, and why." })
  leftOut!: readonly string[];

  @Field(() => [String])
  assumptions!: readonly string[];

  @Field(() => [String])
  notModelled!: readonly string[];
}

export function assetLocationOf(plan: HouseholdAssetLocation): AssetLocation {
  const { best, solver, leftOut, assumptions, notModelled } = plan;
  return {
    total: usd(plan.total),
    best,
    outcomes: plan.outcomes.map((outcome) => assetLocationOutcomeOf(plan, outcome)),
    steps: plan.steps.map(assetLocationStepOf),
    solver: { ...solver, error: usd(solver.error) },
    assets: locatedAssetsOf(plan),
    leftOut,
    assumptions,
    notModelled,
  };
}

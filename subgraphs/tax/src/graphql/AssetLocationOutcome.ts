import { Field, ID, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { LocationOutcome, LocationStrategy } from "../domain/location/assetLocation.js";
import type { HouseholdAssetLocation } from "../operations/assetLocation.js";
import { LocationStrategyEnum } from "./LocationStrategy.js";

@ObjectType({ description: "What an account holds of an asset class after the trades." })
export class LocatedAmount {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String)
  assetClass!: string;

  @Field(() => DecimalScalar, { description: "USD." })
  amount!: Decimal;
}

@ObjectType({ description: "A strategy priced by exact returns; USD." })
export class AssetLocationOutcome {
  @Field(() => LocationStrategyEnum)
  strategy!: LocationStrategy;

  @Field(() => DecimalScalar, { description: "After all tax at the horizon, in money of then." })
  value!: Decimal;

  @Field(() => DecimalScalar, { description: "Of the value over AS_IS." })
  advantage!: Decimal;

  @Field(() => Boolean, { description: "Each asset class has its weight within the tolerance." })
  keepsWeights!: boolean;

  @Field(() => DecimalScalar, {
    description: "On the gains realized; negative where losses save tax.",
  })
  taxNow!: Decimal;

  @Field(() => DecimalScalar)
  tradingCosts!: Decimal;

  @Field(() => DecimalScalar, { description: "Sold, and bought again." })
  traded!: Decimal;

  @Field(() => DecimalScalar, {
    description: "On the income of the taxable accounts in the first year.",
  })
  taxPerYear!: Decimal;

  @Field(() => [LocatedAmount], { description: "Without what is 0." })
  placements!: readonly LocatedAmount[];
}

/** To the cent, half-even. */
export const usd = (amount: number): Decimal =>
  new Decimal(amount).toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);

export function assetLocationOutcomeOf(
  plan: HouseholdAssetLocation,
  outcome: LocationOutcome,
): AssetLocationOutcome {
  return {
    strategy: outcome.strategy,
    value: usd(outcome.value),
    advantage: usd(outcome.advantage),
    keepsWeights: outcome.keepsWeights,
    taxNow: usd(outcome.taxNow),
    tradingCosts: usd(outcome.tradingCosts),
    traded: usd(outcome.traded),
    taxPerYear: usd(outcome.taxPerYear),
    placements: outcome.placement.flatMap((row, a) =>
      row.flatMap((amount, i) => {
        const [account, asset] = [plan.accounts[a], plan.assets[i]];
        const isThere = account && asset && amount >= 0.005;
        return isThere
          ? [{ accountId: account.id, assetClass: asset.assetId, amount: usd(amount) }]
          : [];
      }),
    ),
  };
}

import { Field, ID, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { LocationStep } from "../domain/location/locationSteps.js";
import { usd } from "./AssetLocationOutcome.js";

@ObjectType({ description: "A lot of a taxable account, or a holding of another; USD." })
export class LocationSale {
  @Field(() => String)
  symbol!: string;

  @Field(() => DecimalScalar)
  amount!: Decimal;

  @Field(() => DecimalScalar, { description: "Negative for a loss; 0 in a sheltered account." })
  gain!: Decimal;

  @Field(() => Boolean)
  isLongTerm!: boolean;
}

@ObjectType({ description: "An exchange inside one account; USD, on top of the steps before." })
export class AssetLocationStep {
  @Field(() => ID)
  accountId!: string;

  @Field(() => String)
  sellAssetClass!: string;

  @Field(() => String)
  buyAssetClass!: string;

  @Field(() => DecimalScalar)
  amount!: Decimal;

  @Field(() => [LocationSale], { description: "What is sold, the least taxed first." })
  sold!: readonly LocationSale[];

  @Field(() => DecimalScalar, { description: "On the gains, by the exact return." })
  taxNow!: Decimal;

  @Field(() => DecimalScalar)
  tradingCost!: Decimal;

  @Field(() => DecimalScalar, {
    description:
      "Tax of the first year by the exact return. Negative where the step makes room for another.",
  })
  savesPerYear!: Decimal;

  @Field(() => Boolean, {
    description: "A loss does not count: the household buys the asset class at the same time.",
  })
  isLossWashed!: boolean;
}

export function assetLocationStepOf(step: LocationStep): AssetLocationStep {
  return {
    accountId: step.accountId,
    sellAssetClass: step.sellAssetId,
    buyAssetClass: step.buyAssetId,
    amount: usd(step.amount),
    sold: step.sold.map(({ label, value, gain, isLongTerm }) => ({
      symbol: label,
      amount: usd(value),
      gain: usd(gain),
      isLongTerm,
    })),
    taxNow: usd(step.taxNow),
    tradingCost: usd(step.tradingCost),
    savesPerYear: usd(step.savesPerYear),
    isLossWashed: step.isLossWashed,
  };
}

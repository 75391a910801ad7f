import {
  Field,
  FieldResolver,
  Float,
  ID,
  InputType,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { ProposedTrade as TradeModel } from "../domain/performance/rebalance.js";
import type {
  RebalanceOptions,
  RebalancePlan,
  TargetDrift as DriftModel,
} from "../operations/portfolioRebalance.js";
import { Instrument } from "./Instrument.js";
import { TradeSide } from "./WhatIf.js";

@InputType({ description: "What an account is to hold." })
export class RebalanceTargetInput {
  @Field(() => ID)
  instrumentId!: string;

  @Field(() => DecimalScalar, { description: "0.6 is 60 % of the account." })
  weight!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Points by which the weight may be off: 0.05 is five; 0.05 when absent.",
  })
  band?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "USD for one unit; absent: the live price of what is held.",
  })
  price?: Decimal | null;
}

@InputType()
export class RebalanceInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => [RebalanceTargetInput], {
    description:
      "Sum to at most 1: what they leave open stays cash. What is held and not named has 0.",
  })
  targets!: RebalanceTargetInput[];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "USD that comes first; 0 when absent.",
  })
  newCash?: Decimal | null;

  @Field(() => Boolean, { nullable: true, description: "False when absent: fractions trade." })
  wholeUnits?: boolean | null;

  @Field(() => DecimalScalar, { nullable: true, description: "USD; 100 when absent." })
  minimumTrade?: Decimal | null;
}

const BAND = new Decimal("0.05");
const MINIMUM_TRADE = new Decimal(100);

export function rebalanceOptions(input: RebalanceInput): RebalanceOptions {
  return {
    accountId: input.accountId,
    targets: input.targets.map(({ instrumentId, weight, band, price }) => ({
      instrumentId,
      weight,
      band: band ?? BAND,
      price: price ?? null,
    })),
    newCash: input.newCash ?? ZERO,
    wholeUnits: input.wholeUnits ?? false,
    minimumTrade: input.minimumTrade ?? MINIMUM_TRADE,
  };
}

@ObjectType()
export class LotSale {
  @Field(() => ID, { description: "The lot." })
  id!: string;

  @Field(() => DecimalScalar)
  units!: Decimal;
}

@ObjectType({ description: "A trade to make; money in USD." })
export class ProposedTrade {
  @Field(() => TradeSide)
  side!: TradeModel["side"];

  @Field(() => DecimalScalar)
  units!: Decimal;

  @Field(() => DecimalScalar)
  value!: Decimal;

  @Field(() => [LotSale], { description: "To sell, cheapest in tax first; none for a purchase." })
  lots!: LotSale[];

  @Field(() => DecimalScalar, { description: "Of the sale; below 0 when it saves tax." })
  tax!: Decimal;
}

@Resolver(() => ProposedTrade)
export class ProposedTradeFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { key }: TradeModel): { readonly id: string } {
    return { id: key };
  }
}

@ObjectType({ description: "A holding against its target; 0.1 is 10 % of the account." })
export class TargetDrift {
  @Field(() => Float)
  weight!: number;

  @Field(() => Float)
  target!: number;

  @Field(() => Float, { description: "Weight less target." })
  drift!: number;

  @Field(() => Float, { description: "After the trades." })
  weightAfter!: number;

  @Field(() => Boolean)
  isOutsideBand!: boolean;
}

@Resolver(() => TargetDrift)
export class TargetDriftFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: DriftModel): { readonly id: string } {
    return { id: instrumentId };
  }
}

@ObjectType({ description: "Trades that bring one account back to its targets; money in USD." })
export class Rebalance implements Omit<RebalancePlan, "drifts" | "trades"> {
  @Field(() => ID)
  accountId!: string;

  @Field(() => DecimalScalar, { description: "Of the account, new cash included." })
  total!: Decimal;

  @Field(() => DecimalScalar)
  cashBefore!: Decimal;

  @Field(() => DecimalScalar, { description: "After all trades, before tax." })
  cash!: Decimal;

  @Field(() => DecimalScalar, { description: "Of all sales; below 0 when they save tax." })
  tax!: Decimal;

  @Field(() => Boolean, { description: "True when the tax of a lot to be sold is not known." })
  isTaxPartial!: boolean;

  @Field(() => [TargetDrift], { description: "Furthest first." })
  drifts!: TargetDrift[];

  @Field(() => [ProposedTrade], { description: "Sales first." })
  trades!: ProposedTrade[];

  @Field(() => [String])
  assumptions!: string[];
}

import {
  Arg,
  Field,
  Float,
  InputType,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import { backtest, type Backtest as BacktestModel } from "../operations/backtest.js";
import { AllocationWeightInput } from "./Mutation.startSimulation.js";

export const BacktestRebalancingEnum = { YEARLY: "YEARLY", BAND: "BAND", NEVER: "NEVER" } as const;

registerEnumType(BacktestRebalancingEnum, {
  name: "BacktestRebalancing",
  description: "At the end of a year: always, when a weight is off by more than the band, never.",
});

@InputType()
export class BacktestInput {
  @Field(() => [AllocationWeightInput])
  allocation!: AllocationWeightInput[];

  @Field(() => Int, { defaultValue: 30, description: "Length of a window." })
  years!: number;

  @Field(() => BacktestRebalancingEnum, { defaultValue: "YEARLY" })
  rebalancing!: keyof typeof BacktestRebalancingEnum;

  @Field(() => Float, { defaultValue: 0.05, description: "For BAND, of the portfolio." })
  band!: number;

  @Field(() => Float, { defaultValue: 0, description: "Of what is traded, 0 to 0.1." })
  costRate!: number;

  @Field(() => Float, {
    defaultValue: 0,
    description: "Of the first balance, at the start of every year, rising with inflation.",
  })
  withdrawalRate!: number;
}

@ObjectType({
  description: "Balances in money of the window's first day, of which it starts with 1.",
})
export class BacktestWindow {
  @Field(() => String, { nullable: true, description: "Of a stress period." })
  name?: string | null;

  @Field(() => Int)
  firstYear!: number;

  @Field(() => Int)
  years!: number;

  @Field(() => Float)
  finalBalance!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Year of the first withdrawal not paid in full.",
  })
  failedIn!: number | null;

  @Field(() => Float, { description: "Geometric mean a year, after cost and inflation." })
  realReturn!: number;

  @Field(() => Float, { nullable: true, description: "Of the yearly real returns." })
  volatility!: number | null;

  @Field(() => Float, { description: "Of the real time-weighted index at year ends, 0 to 1." })
  maxDrawdown!: number;

  @Field(() => Float, { description: "Of rebalancing." })
  cost!: number;
}

@ObjectType()
export class Backtest {
  @Field(() => [BacktestWindow], { description: "By first year; they overlap." })
  windows!: BacktestModel["windows"];

  @Field(() => [BacktestWindow], {
    description: "1929, 1973, 2000, 2008, 2020, where in the history.",
  })
  stressPeriods!: BacktestModel["stressPeriods"];

  @Field(() => Int)
  windowsWithoutFailure!: number;

  @Field(() => String)
  source!: string;

  @Field(() => [String])
  remarks!: readonly string[];
}

@Resolver()
export class BacktestQuery {
  @Authenticated()
  @Query(() => Backtest, {
    nullable: true,
    description:
      "A strategy through US calendar years since 1928. Refusals: CONSTRUCTION_INPUT_INVALID, HISTORY_TOO_SHORT.",
  })
  backtest(@Arg("input", () => BacktestInput) input: BacktestInput): BacktestModel {
    const { rebalancing, band } = input;
    return backtest({
      allocation: input.allocation,
      years: input.years,
      costRate: input.costRate,
      withdrawalRate: input.withdrawalRate,
      rebalancing: rebalancing === "BAND" ? { kind: rebalancing, band } : { kind: rebalancing },
    });
  }
}

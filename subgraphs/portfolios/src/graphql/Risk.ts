import { ArgsType, Field, Float, InputType, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RiskOptions } from "../operations/portfolioRisk.js";
import { BenchmarkRisk } from "./BenchmarkRisk.js";
import { Drawdown } from "./Drawdown.js";
import { Measure } from "./Measure.js";
import { TailRisks } from "./TailRisks.js";

@InputType({ description: "A total-return index in USD, as columns of one length." })
export class BenchmarkInput {
  @Field(() => String)
  name!: string;

  @Field(() => [CalendarDateScalar], { description: "Ascending, at most 20,000." })
  dates!: CalendarDate[];

  @Field(() => [DecimalScalar], { description: "Level of each date, dividends included; > 0." })
  levels!: Decimal[];
}

@ArgsType()
export class RiskArgs {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Float, { defaultValue: 0, description: "Per year; 0.02 is 2 %." })
  riskFreeRate!: number;

  @Field(() => Float, { defaultValue: 0, description: "Per year, for downside and Sortino." })
  minimumReturn!: number;

  @Field(() => BenchmarkInput, { nullable: true })
  benchmark!: BenchmarkInput | null;
}

/** Levels as doubles: what is made of them is an estimate. */
export function riskOptions({ benchmark, ...args }: RiskArgs): RiskOptions {
  if (!benchmark) return { ...args, benchmark: null };
  const { name, dates, levels } = benchmark;
  return {
    ...args,
    benchmark: { name, dates, levels: levels.map((level) => level.toNumber()) },
  };
}

@ObjectType({ description: "Risk of the daily time-weighted returns, session to session." })
export class Risk {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Int, { description: "Sessions with a return." })
  observations!: number;

  @Field(() => Measure, { description: "Per year." })
  volatility!: Measure;

  @Field(() => Measure, { description: "Per year, under the minimum return." })
  downsideDeviation!: Measure;

  @Field(() => Measure)
  sharpeRatio!: Measure;

  @Field(() => Measure)
  sortinoRatio!: Measure;

  @Field(() => Drawdown, { nullable: true, description: "Null without a return." })
  maximumDrawdown!: Drawdown | null;

  @Field(() => [TailRisks], { description: "At 95 and 99 %." })
  tails!: TailRisks[];

  @Field(() => BenchmarkRisk)
  benchmark!: BenchmarkRisk;

  @Field(() => Boolean)
  isEstimated!: boolean;

  @Field(() => [String], { description: "Conventions chosen, to be shown with the figures." })
  assumptions!: string[];
}

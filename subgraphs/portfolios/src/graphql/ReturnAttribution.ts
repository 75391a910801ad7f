import { Field, Float, ID, InputType, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

@InputType({ description: "A part of a benchmark." })
export class BenchmarkSegmentInput {
  @Field(() => String, { description: "As `ContributionDimension` names it, for example BOND." })
  segment!: string;

  @Field(() => Float, { description: "0 to 1; all sum to 1." })
  weight!: number;

  @Field(() => ID, { description: "The instrument whose total return is the segment's." })
  instrumentId!: string;
}

@ObjectType({ description: "What one segment added to the active return." })
export class SegmentEffect {
  @Field(() => String)
  segment!: string;

  @Field(() => Float, { description: "Being over or under the benchmark's weight." })
  allocation!: number;

  @Field(() => Float, { description: "Doing better or worse than the benchmark within it." })
  selection!: number;

  @Field(() => Float, { description: "Both together." })
  interaction!: number;
}

@ObjectType({
  description: "Portfolio less benchmark, explained: the effects sum to the active return.",
})
export class ReturnAttribution {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => Int, {
    description: "Months, the first and last perhaps in part, that were linked.",
  })
  months!: number;

  @Field(() => Float, { description: "0.1 is 10 %; linked Modified Dietz of each month." })
  portfolioReturn!: number;

  @Field(() => Float)
  benchmarkReturn!: number;

  @Field(() => [SegmentEffect])
  effects!: SegmentEffect[];

  @Field(() => Boolean, { description: "True when a holding stands at its last trade price." })
  isEstimated!: boolean;

  @Field(() => [String])
  assumptions!: string[];
}

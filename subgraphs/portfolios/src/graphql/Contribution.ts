import { Field, Float, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What one segment added to the return; money in USD." })
export class SegmentContribution {
  @Field(() => String)
  segment!: string;

  @Field(() => DecimalScalar)
  opening!: Decimal;

  @Field(() => DecimalScalar)
  closing!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Purchases less sales and income paid out; for cash the other side of it.",
  })
  netFlow!: Decimal;

  @Field(() => DecimalScalar, { description: "Closing less opening less net flow." })
  gain!: Decimal;

  @Field(() => Float, {
    nullable: true,
    description: "Share of the household's return: 0.01 is one point; null without capital.",
  })
  contribution!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Modified Dietz of the segment alone; null without capital.",
  })
  ownReturn!: number | null;
}

@ObjectType({ description: "A return divided among its sources: the contributions sum to it." })
export class Contribution {
  @Field(() => CalendarDateScalar, { description: "End of this day is the opening." })
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => [SegmentContribution], { description: "Largest gain first." })
  segments!: SegmentContribution[];

  @Field(() => DecimalScalar, { description: "In USD; the sum of the segments' gains." })
  gain!: Decimal;

  @Field(() => Float, { nullable: true, description: "Modified Dietz; null without capital." })
  totalReturn!: number | null;

  @Field(() => Boolean, { description: "True when a holding stands at its last trade price." })
  isEstimated!: boolean;

  @Field(() => [String])
  assumptions!: string[];
}

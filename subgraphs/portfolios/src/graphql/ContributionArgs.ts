import { ArgsType, Field } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { ContributionDimension } from "../operations/segments.js";
import { ContributionDimensionEnum } from "./ContributionDimension.js";

@ArgsType()
export class ContributionArgs {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => ContributionDimensionEnum)
  by!: ContributionDimension;
}

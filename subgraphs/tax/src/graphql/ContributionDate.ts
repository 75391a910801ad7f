import { Field, ObjectType, registerEnumType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { ContributionKind } from "../domain/retirement/contributionDeadline.js";

export const ContributionKindEnum: Readonly<Record<ContributionKind, ContributionKind>> = {
  ELECTIVE_DEFERRAL: "ELECTIVE_DEFERRAL",
  AFTER_TAX_TO_PLAN: "AFTER_TAX_TO_PLAN",
  HSA: "HSA",
  IRA: "IRA",
  SEP: "SEP",
  ROTH_CONVERSION: "ROTH_CONVERSION",
  EDUCATION_529: "EDUCATION_529",
};
registerEnumType(ContributionKindEnum, { name: "ContributionKind" });

@ObjectType({ description: "The last day on which a contribution counts for the year." })
export class ContributionDate {
  @Field(() => ContributionKindEnum)
  kind!: ContributionKind;

  @Field(() => CalendarDateScalar)
  by!: CalendarDate;
}

import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { ChecklistCode, ChecklistStatus } from "../domain/reports/yearEndChecklist.js";
import { ChecklistCodeEnum } from "./ChecklistCode.js";
import { ChecklistStatusEnum } from "./ChecklistStatus.js";

@ObjectType({ description: "Something to do before a year ends, or soon after it." })
export class ChecklistItem {
  @Field(() => ChecklistCodeEnum)
  code!: ChecklistCode;

  @Field(() => CalendarDateScalar, { description: "Last day." })
  deadline!: CalendarDate;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "USD; null when there is none or it is not known.",
  })
  amount!: Decimal | null;

  @Field(() => String)
  why!: string;

  @Field(() => ChecklistStatusEnum)
  status!: ChecklistStatus;
}

import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Form8949BoxEnum } from "./Form8949Box.js";
import type { Form8949Box } from "../domain/reports/form8949.js";

@ObjectType({
  description: "A disposal whose basis nobody knows: in no total until the household states it.",
})
export class Form8949RowWithoutBasis {
  @Field(() => ID)
  disposalId!: string;

  @Field(() => Form8949BoxEnum)
  box!: Form8949Box;

  @Field(() => String)
  description!: string;

  @Field(() => CalendarDateScalar)
  sold!: CalendarDate;

  @Field(() => DecimalScalar)
  proceeds!: Decimal;
}

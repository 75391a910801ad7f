import { Field, ID, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Form8949BoxEnum } from "./Form8949Box.js";
import type { Form8949Box } from "../domain/reports/form8949.js";

@ObjectType({ description: "A row of Form 8949, rounded; USD. (h) is (d) - (e) + (g)." })
export class Form8949Row {
  @Field(() => Form8949BoxEnum)
  box!: Form8949Box;

  @Field(() => [ID], { description: "More than one when the lots of a sale are joined." })
  disposalIds!: readonly string[];

  @Field(() => String, { description: "Column (a)." })
  description!: string;

  @Field(() => String, { description: "Column (b): a date, or VARIOUS." })
  acquired!: string;

  @Field(() => CalendarDateScalar, { description: "Column (c)." })
  sold!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Column (d)." })
  proceeds!: Decimal;

  @Field(() => DecimalScalar, { description: "Column (e)." })
  cost!: Decimal;

  @Field(() => String, { description: "Column (f): letters in alphabetical order." })
  codes!: string;

  @Field(() => DecimalScalar, { description: "Column (g), signed." })
  adjustment!: Decimal;

  @Field(() => DecimalScalar, { description: "Column (h)." })
  gain!: Decimal;

  @Field(() => DecimalScalar, { description: "Of wash sales, part of (g)." })
  disallowedLoss!: Decimal;
}

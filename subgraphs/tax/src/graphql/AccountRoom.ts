import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({ description: "The most that an account takes in a year by kind and age; USD." })
export class AccountRoom {
  @Field(() => Int)
  year!: number;

  @Field(() => DecimalScalar, { nullable: true, description: "Null: none." })
  limit!: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "After what was contributed." })
  room!: Decimal | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Last day for the year." })
  by!: CalendarDate | null;

  @Field(() => String)
  note!: string;

  @Field(() => TaxParameters)
  figures!: TaxParameters;
}

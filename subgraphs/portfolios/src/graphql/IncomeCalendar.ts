import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { ExpectedIncome as ExpectedIncomeModel } from "../operations/incomeCalendar.js";
import { Instrument } from "./Instrument.js";

@ObjectType({ description: "A payment that is to be expected: an estimate. Money in USD." })
export class ExpectedIncome {
  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Gross." })
  amount!: Decimal;

  @Field(() => DecimalScalar, { description: "Held now." })
  units!: Decimal;

  @Field(() => DecimalScalar, { description: "Paid for one unit a year before." })
  perUnit!: Decimal;

  @Field(() => CalendarDateScalar, { description: "Day of that payment." })
  basedOn!: CalendarDate;
}

@Resolver(() => ExpectedIncome)
export class ExpectedIncomeFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: ExpectedIncomeModel): { readonly id: string } {
    return { id: instrumentId };
  }
}

@ObjectType({ description: "What the next twelve months are likely to pay." })
export class IncomeCalendar {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => [ExpectedIncome], { description: "Earliest first." })
  payments!: ExpectedIncome[];

  @Field(() => DecimalScalar, { description: "Gross, in USD." })
  total!: Decimal;

  @Field(() => [String])
  assumptions!: string[];
}

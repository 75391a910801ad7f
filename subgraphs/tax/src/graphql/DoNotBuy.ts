import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import type { DoNotBuy as DoNotBuyModel } from "../operations/doNotBuy.js";
import { Instrument } from "./Instrument.js";

@ObjectType({
  description:
    "A security that no account of the household, the spouse's and IRAs included, should buy before a day: it would wash a loss.",
})
export class DoNotBuy {
  @Field(() => String)
  symbol!: string;

  @Field(() => CalendarDateScalar, { description: "First day on which a purchase is harmless." })
  before!: CalendarDate;

  @Field(() => Boolean, {
    description: "True when lots of it are proposed for sale; false: only sold lately.",
  })
  isProposed!: boolean;
}

@Resolver(() => DoNotBuy)
export class DoNotBuyFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: DoNotBuyModel): { readonly id: string } {
    return { id: instrumentId };
  }

  @FieldResolver(() => Money, {
    description: "Loss that a purchase would put off or lose: of lately and proposed, USD.",
  })
  loss(@Root() { loss }: DoNotBuyModel): MoneyModel {
    return money(cents(loss), "USD");
  }
}

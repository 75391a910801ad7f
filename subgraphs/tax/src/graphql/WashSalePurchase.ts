import { Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { LedgerPurchase } from "../operations/harvestSecurities.js";
import { Account } from "./Account.js";

@ObjectType({
  description: "A purchase in the 30 days before the sale, in any account of the household.",
})
export class WashSalePurchase {
  @Field(() => ID)
  lotId!: string;

  @Field(() => CalendarDateScalar)
  purchasedOn!: CalendarDate;

  @Field(() => DecimalScalar, { description: "Still held." })
  units!: Decimal;

  @Field(() => Boolean, {
    description:
      "True for another security that our list calls substantially identical: a warning, not counted.",
  })
  isListedOnly!: boolean;

  @Field(() => Boolean, {
    description: "True when it is proposed for sale itself: then it replaces nothing.",
  })
  isSold!: boolean;

  @Field(() => Boolean, {
    description: "True in a sheltered account: a loss it washes is lost for good.",
  })
  isPermanent!: boolean;
}

@Resolver(() => WashSalePurchase)
export class WashSalePurchaseFields {
  @FieldResolver(() => Account)
  account(@Root() { position }: LedgerPurchase): { readonly id: string } {
    return { id: position.account.id };
  }

  @FieldResolver(() => String)
  symbol(@Root() { position }: LedgerPurchase): string {
    return position.security.symbol;
  }

  @FieldResolver(() => Money, { description: "Of the proposed sales' losses, USD." })
  disallowedLoss(@Root() { disallowed }: LedgerPurchase): MoneyModel {
    return money(disallowed, "USD");
  }
}

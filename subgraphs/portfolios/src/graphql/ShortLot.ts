import { Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { StoredShortLot } from "../operations/holdingPorts.js";
import type { StoredTransaction } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Transaction } from "./Transaction.js";

@ObjectType({ description: "Units sold short together, as far as they are not covered." })
export class ShortLot {
  @Field(() => ID)
  id!: string;

  @Field(() => DecimalScalar, { description: "Always above 0." })
  units!: Decimal;

  @Field(() => CalendarDateScalar)
  openedOn!: CalendarDate;
}

@Resolver(() => ShortLot)
export class ShortLotFields {
  @FieldResolver(() => Money, { description: "After fees, less disallowed losses." })
  proceeds(@Root() { proceeds, currency }: StoredShortLot): Money {
    return { amount: proceeds, currency };
  }

  @FieldResolver(() => Money, { description: "What wash sales took off the proceeds." })
  disallowedLoss(@Root() { disallowedLoss, currency }: StoredShortLot): Money {
    return { amount: disallowedLoss, currency };
  }

  @FieldResolver(() => Transaction, { description: "That sold them short." })
  opening(
    @Root() { shortId }: StoredShortLot,
    @Ctx() context: PortfoliosContext,
  ): Promise<StoredTransaction | null> {
    return context.transactionById.load(shortId);
  }
}

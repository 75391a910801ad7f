import { Field, FieldResolver, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { ComingReinvestment as ComingReinvestmentModel } from "../operations/harvestSecurities.js";
import { Account } from "./Account.js";

@ObjectType({
  description:
    "A position whose dividends bought more of it in the last year: the next one may wash the sale; turn reinvestment off.",
})
export class ComingReinvestment {
  @Field(() => CalendarDateScalar)
  lastOn!: CalendarDate;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "By the usual distance of two; null after a single one. An estimate.",
  })
  expectedOn!: CalendarDate | null;

  @Field(() => Boolean, { description: "True in a sheltered account." })
  isPermanent!: boolean;
}

@Resolver(() => ComingReinvestment)
export class ComingReinvestmentFields {
  @FieldResolver(() => Account)
  account(@Root() { position }: ComingReinvestmentModel): { readonly id: string } {
    return { id: position.account.id };
  }

  @FieldResolver(() => String)
  symbol(@Root() { position }: ComingReinvestmentModel): string {
    return position.security.symbol;
  }
}

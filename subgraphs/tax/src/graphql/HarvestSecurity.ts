import { Arg, Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { Substitute } from "../domain/harvesting/substitutes.js";
import type { HarvestSecurity as HarvestSecurityModel } from "../operations/harvestSecurities.js";
import { harvestSubstitutes, SUBSTITUTES_MAX } from "../operations/harvestSubstitutes.js";
import { ComingReinvestment } from "./ComingReinvestment.js";
import type { TaxContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { SubstituteSecurity } from "./SubstituteSecurity.js";
import { WashSalePurchase } from "./WashSalePurchase.js";

@ObjectType({ description: "A security of which lots are proposed for sale." })
export class HarvestSecurity {
  @Field(() => Int)
  lots!: number;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      "In no account of the household, the spouse's and IRAs included: a purchase before that day washes the sale. Null for property without wash sales.",
  })
  doNotBuyBefore!: CalendarDate | null;

  @Field(() => [WashSalePurchase], { description: "What was bought in the 30 days before." })
  purchases!: WashSalePurchase[];

  @Field(() => [ComingReinvestment])
  reinvestments!: ComingReinvestment[];
}

@Resolver(() => HarvestSecurity)
export class HarvestSecurityFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { security }: HarvestSecurityModel): { readonly id: string } {
    return { id: security.instrumentId };
  }

  @FieldResolver(() => String)
  symbol(@Root() { security }: HarvestSecurityModel): string {
    return security.symbol;
  }

  @FieldResolver(() => Money, { description: "Of its proposed sales, > 0." })
  loss(@Root() { loss }: HarvestSecurityModel): MoneyModel {
    return money(loss, "USD");
  }

  @FieldResolver(() => [SubstituteSecurity], {
    nullable: true,
    description:
      "Closest first; without a year's prices last. Never one that our list calls substantially identical to a security of this plan, nor a vetoed one. Null with UNAVAILABLE when market-data does not answer.",
  })
  substitutes(
    @Root() security: HarvestSecurityModel,
    @Arg("first", () => Int, { defaultValue: 5, description: `1 to ${SUBSTITUTES_MAX}.` })
    first: number,
    @Ctx() context: TaxContext,
  ): Promise<readonly Substitute[]> {
    return harvestSubstitutes(context.substituteSources, security, first);
  }
}

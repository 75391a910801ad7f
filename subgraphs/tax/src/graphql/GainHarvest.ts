import {
  Field,
  FieldResolver,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import type {
  GainEffect as GainEffectModel,
  GainHarvest as GainHarvestModel,
  GainLimit,
  GainSale as GainSaleModel,
} from "../domain/harvesting/gainHarvest.js";
import { Account } from "./Account.js";
import { Lot } from "./Lot.js";

export const GainLimitEnum: Readonly<Record<GainLimit, GainLimit>> = {
  ZERO_RATE_BRACKET: "ZERO_RATE_BRACKET",
  OTHER_TAX: "OTHER_TAX",
  MEDICARE: "MEDICARE",
  NET_LOSS: "NET_LOSS",
};

registerEnumType(GainLimitEnum, {
  name: "GainLimit",
  description:
    "What ends the room: the 0 % rate; another line that rises before (Social Security, credits); a Medicare tier of two years later; a net loss, which gains would first use up.",
});

const usd = (amount: Decimal): MoneyModel => money(cents(amount), "USD");

@ObjectType({ description: "A line of the return that filling the whole 0 % bracket moves." })
export class GainEffect {
  @Field(() => String)
  code!: string;
}

@Resolver(() => GainEffect)
export class GainEffectFields {
  @FieldResolver(() => Money, { description: "Positive: more tax, income or less credit." })
  amount(@Root() { amount }: GainEffectModel): MoneyModel {
    return usd(amount);
  }
}

@ObjectType({ description: "A long-term lot, or a part of it, to sell and buy back; USD." })
export class GainSale {
  @Field(() => DecimalScalar)
  units!: Decimal;
}

@Resolver(() => GainSale)
export class GainSaleFields {
  @FieldResolver(() => Lot)
  lot(@Root() { priced }: GainSaleModel): { readonly id: string } {
    return { id: priced.lot.id };
  }

  @FieldResolver(() => Account)
  account(@Root() { priced }: GainSaleModel): { readonly id: string } {
    return { id: priced.lot.account.id };
  }

  @FieldResolver(() => String)
  symbol(@Root() { priced }: GainSaleModel): string {
    return priced.lot.security.symbol;
  }

  @FieldResolver(() => Money)
  gain(@Root() { gain }: GainSaleModel): MoneyModel {
    return usd(gain);
  }
}

@ObjectType({
  description:
    "Long-term gains at the 0 % rate: they raise the cost of what is bought back at once, for wash sales do not touch gains. Not advice; USD.",
})
export class GainHarvest {
  @Field(() => CalendarDateScalar, { description: "Day of the sales, in New York." })
  asOf!: CalendarDate;

  @Field(() => GainLimitEnum)
  limit!: GainLimit;

  @Field(() => [GainEffect])
  effects!: GainEffect[];

  @Field(() => CalendarDateScalar, {
    description: "First long-term day of what is bought back today.",
  })
  longFrom!: CalendarDate;

  @Field(() => [String], { description: "What the figures rest on, as sentences." })
  assumptions!: readonly string[];
}

const SALES_MAX = 1_000;

@Resolver(() => GainHarvest)
export class GainHarvestFields {
  @FieldResolver(() => Money, {
    description: "Long-term gain until taxable income leaves the 0 % rate.",
  })
  bracketRoom(@Root() { bracketRoom }: GainHarvestModel): MoneyModel {
    return usd(bracketRoom);
  }

  @FieldResolver(() => Money, {
    description: "Of it, what costs no federal tax and no Medicare surcharge, by the exact engine.",
  })
  room(@Root() { room }: GainHarvestModel): MoneyModel {
    return usd(room);
  }

  @FieldResolver(() => Int)
  lots(@Root() { sales }: GainHarvestModel): number {
    return sales.length;
  }

  @FieldResolver(() => [GainSale], {
    description: "The most gain for the least trading first, the first 1,000.",
  })
  sales(@Root() { sales }: GainHarvestModel): readonly GainSaleModel[] {
    return sales.slice(0, SALES_MAX);
  }

  @FieldResolver(() => Money, { description: "Of the sales, at most the room." })
  gain(@Root() { gain }: GainHarvestModel): MoneyModel {
    return usd(gain);
  }

  @FieldResolver(() => Money, {
    description: "Of this year by the sales: 0 federal, and the state's when one is named.",
  })
  tax(@Root() { tax }: GainHarvestModel): MoneyModel {
    return usd(tax);
  }

  @FieldResolver(() => DecimalScalar, { description: "On the gain if it were taken later." })
  laterRate(@Root() { laterRate }: GainHarvestModel): Decimal {
    return laterRate.toDecimalPlaces(6);
  }

  @FieldResolver(() => Money, { description: "Present value of the later tax that is avoided." })
  laterTaxAvoided(@Root() { laterTaxAvoided }: GainHarvestModel): MoneyModel {
    return usd(laterTaxAvoided);
  }

  @FieldResolver(() => Money, { description: "Avoided later less tax now." })
  netBenefit(@Root() { net }: GainHarvestModel): MoneyModel {
    return usd(net);
  }
}

import { Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import {
  CalendarDateScalar,
  DateTimeScalar,
  DecimalScalar,
  Money,
} from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { LotHarvest as LotHarvestModel } from "../domain/harvest.js";
import type { Term } from "../domain/holdingPeriod.js";
import { HoldingTermEnum } from "./HoldingTerm.js";

@ObjectType({
  description:
    "Tax consequence of selling a whole lot at its latest quote. Informational only, not advice.",
})
export class LotHarvest {
  @Field(() => ID, { description: "The lot this is of." })
  lotId!: string;

  @Field(() => HoldingTermEnum, { description: "On the quote's date in New York." })
  term!: Term;

  @Field(() => CalendarDateScalar, { description: "First day on which a sale is long-term." })
  longFrom!: CalendarDate;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Change of tax per dollar of gain or loss, over the whole sale: -benefit / gain. Null without a benefit or a gain.",
  })
  rate!: Decimal | null;

  @Field(() => Boolean, { description: "True when a part of this loss would be disallowed." })
  washSaleConflict!: boolean;

  @Field(() => CalendarDateScalar, {
    description: "Buying it back before the day after this washes a sale of today.",
  })
  atRiskUntil!: CalendarDate;

  @Field(() => DateTimeScalar, { description: "Time of the quote." })
  asOf!: Date;

  @Field(() => [String], { description: "What the figures rest on, as sentences." })
  assumptions!: readonly string[];
}

@Resolver(() => LotHarvest)
export class LotHarvestFields {
  @FieldResolver(() => Money, { description: "Value less cost in USD; a loss is negative." })
  gain(@Root() harvest: LotHarvestModel): MoneyModel {
    return money(harvest.gain, "USD");
  }

  @FieldResolver(() => Money, {
    nullable: true,
    description:
      "Federal tax saved this year by selling, in USD; negative: tax due. 0 in a sheltered account. Null when the year's tax cannot be computed; the assumptions say why.",
  })
  benefit(@Root() harvest: LotHarvestModel): MoneyModel | null {
    return harvest.benefit && money(harvest.benefit, "USD");
  }

  @FieldResolver(() => Money, { description: "Part of the loss a wash sale disallows, >= 0." })
  disallowedLoss(@Root() harvest: LotHarvestModel): MoneyModel {
    return money(harvest.disallowedLoss, "USD");
  }
}

import { Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, sum } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import { cents } from "../domain/exact.js";
import type { Term } from "../domain/holdingPeriod.js";
import type {
  LotMethod,
  SaleChoice as SaleChoiceModel,
  SaleProposal as SaleProposalModel,
} from "../domain/harvesting/saleProposal.js";
import { doNotBuyBefore, type PlannedSale } from "../domain/harvesting/washSaleForecast.js";
import { Account } from "./Account.js";
import { HoldingTermEnum } from "./HoldingTerm.js";
import { Lot } from "./Lot.js";

export const LotMethodEnum: Readonly<Record<LotMethod, LotMethod>> = {
  MINIMUM_TAX: "MINIMUM_TAX",
  FIFO: "FIFO",
  LIFO: "LIFO",
  HIFO: "HIFO",
};

registerEnumType(LotMethodEnum, {
  name: "LotMethod",
  description:
    "How lots are chosen: the least tax this year, oldest first, newest first, highest cost first.",
});

const usd = (amount: Decimal): MoneyModel => money(cents(amount), "USD");

@ObjectType({ description: "Units of one lot to be sold; USD." })
export class SaleLot {
  @Field(() => DecimalScalar)
  units!: Decimal;
}

@Resolver(() => SaleLot)
export class SaleLotFields {
  @FieldResolver(() => Lot)
  lot(@Root() { priced }: PlannedSale): { readonly id: string } {
    return { id: priced.lot.id };
  }

  @FieldResolver(() => Account)
  account(@Root() { priced }: PlannedSale): { readonly id: string } {
    return { id: priced.lot.account.id };
  }

  @FieldResolver(() => CalendarDateScalar, { nullable: true })
  acquiredOn(@Root() { priced }: PlannedSale): CalendarDate | null {
    return priced.lot.acquiredOn;
  }

  @FieldResolver(() => HoldingTermEnum)
  term(@Root() { priced }: PlannedSale): Term {
    return priced.term;
  }

  @FieldResolver(() => Money)
  proceeds(@Root() { priced, units }: PlannedSale): MoneyModel {
    return usd(units.times(priced.unitPriceUsd));
  }

  @FieldResolver(() => Money, { description: "Before wash sales; negative: a loss." })
  gain(@Root() { gain }: PlannedSale): MoneyModel {
    return usd(gain);
  }
}

@ObjectType({ description: "One way to choose the lots, priced by the exact engine; USD." })
export class SaleChoice {
  @Field(() => LotMethodEnum)
  method!: LotMethod;
}

@Resolver(() => SaleChoice)
export class SaleChoiceFields {
  @FieldResolver(() => Money, { description: "Tax of this year by the sale; negative: it saves." })
  tax(@Root() { tax }: SaleChoiceModel): MoneyModel {
    return usd(tax);
  }

  @FieldResolver(() => Money, { description: "Short-term gain that counts, after wash sales." })
  shortTermGain(@Root() { totals }: SaleChoiceModel): MoneyModel {
    return usd(totals.shortTerm);
  }

  @FieldResolver(() => Money, { description: "Long-term gain that counts, after wash sales." })
  longTermGain(@Root() { totals }: SaleChoiceModel): MoneyModel {
    return usd(totals.longTerm);
  }

  @FieldResolver(() => Money, { description: "Loss that purchases held already wash." })
  disallowedLoss(@Root() { totals }: SaleChoiceModel): MoneyModel {
    return usd(totals.disallowed);
  }

  @FieldResolver(() => Money, { description: "More loss that is carried to the next year." })
  carryforward(@Root() { carried }: SaleChoiceModel): MoneyModel {
    return usd(carried);
  }
}

@ObjectType({ description: "Which lots to sell for a wanted sale. Not advice; USD." })
export class SaleProposal {
  @Field(() => CalendarDateScalar, { description: "Day of the sale, in New York." })
  asOf!: CalendarDate;

  @Field(() => DecimalScalar)
  units!: Decimal;

  @Field(() => SaleChoice, { description: "MINIMUM_TAX; never more tax than the others." })
  best!: SaleChoice;

  @Field(() => [SaleChoice], { description: "MINIMUM_TAX, FIFO, LIFO, HIFO." })
  choices!: SaleChoice[];

  @Field(() => [String], { description: "What the figures rest on, as sentences." })
  assumptions!: readonly string[];
}

@Resolver(() => SaleProposal)
export class SaleProposalFields {
  @FieldResolver(() => Money, { description: "At the quote, without fees." })
  proceeds(@Root() { proceeds }: SaleProposalModel): MoneyModel {
    return usd(proceeds);
  }

  @FieldResolver(() => [SaleLot], {
    description: "Of the best, the first 1,000: name them to the broker before settlement.",
  })
  lots(@Root() { best }: SaleProposalModel): readonly PlannedSale[] {
    return best.sales.slice(0, 1_000);
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description: "A purchase before that day washes a loss of this sale; null without a loss.",
  })
  doNotBuyBefore(@Root() { best, asOf }: SaleProposalModel): CalendarDate | null {
    return best.sales.some(({ gain }) => gain.isNegative()) ? doNotBuyBefore(asOf) : null;
  }

  @FieldResolver(() => Money, { description: "Tax of FIFO, the law's default, less the best's." })
  savedAgainstFifo(@Root() { best, choices }: SaleProposalModel): MoneyModel {
    const fifo = choices.filter(({ method }) => method === "FIFO").map(({ tax }) => tax);
    return usd(sum(fifo).minus(best.tax));
  }
}

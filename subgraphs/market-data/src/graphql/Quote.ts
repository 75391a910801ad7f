import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import {
  CalendarDateScalar,
  DateTimeScalar,
  DecimalScalar,
  Money,
} from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { Instrument as InstrumentModel } from "../domain/instrument.js";
import type { MarketSession as SessionModel } from "../domain/nyseCalendar.js";
import { type Quote as QuoteModel, quoteChange, quoteChangePercent } from "../domain/quote.js";
import { known } from "../operations/findInstruments.js";
import type { QuarantinedPrice as QuarantinedPriceModel } from "../operations/quarantinedPrices.js";
import type { MarketContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { MarketSession } from "./MarketSession.js";
import { QuarantinedPrice } from "./QuarantinedPrice.js";

@ObjectType({ description: "The latest price of an instrument, and how far to trust it." })
export class Quote {
  @Field(() => Money)
  price!: MoneyModel;

  @Field(() => Money, {
    nullable: true,
    description: "Of the session before, adjusted for a split of the day.",
  })
  previousClose!: MoneyModel | null;

  @Field(() => DateTimeScalar, { description: "Instant the price stands for." })
  asOf!: Date;

  @Field(() => DateTimeScalar, { description: "Instant it was taken from the source." })
  receivedAt!: Date;

  @Field(() => String, {
    description:
      "The provider that answered: csv, yahoo, stooq, alphavantage, tiingo or simulated.",
  })
  source!: string;

  @Field(() => MarketSession, { description: "Of the market when the quote was taken." })
  session!: SessionModel;

  @Field(() => Int, {
    description:
      "Seconds the price runs behind the market, counted to the last close when it is closed.",
  })
  delaySeconds!: number;

  @Field(() => Boolean, {
    description:
      "True when a whole later session has passed without a newer price, or no provider answers and this is the last good quote.",
  })
  isStale!: boolean;

  @Field(() => Boolean, { description: "True when no market made this price." })
  isSimulated!: boolean;

  @Field(() => DecimalScalar, { description: "US dollars for one unit of the price's currency." })
  fxToUsd!: Decimal;

  @Field(() => CalendarDateScalar, { description: "Day of the exchange rate." })
  fxRateDate!: CalendarDate;
}

@Resolver(() => Quote)
export class QuoteFields {
  @FieldResolver(() => Instrument)
  async instrument(
    @Root() quote: QuoteModel,
    @Ctx() context: MarketContext,
  ): Promise<InstrumentModel> {
    const { instrumentId } = quote;
    return known(await context.instrumentById.load(instrumentId), instrumentId);
  }

  @FieldResolver(() => [QuarantinedPrice], {
    description: "Prices of other providers, or newer ones of this, that are not believed now.",
  })
  async quarantined(
    @Root() quote: QuoteModel,
    @Ctx() context: MarketContext,
  ): Promise<QuarantinedPriceModel[]> {
    const { instrumentId } = quote;
    const instrument = await context.instrumentById.load(instrumentId);
    return context.quarantineOf.load(known(instrument, instrumentId));
  }

  @FieldResolver(() => Money, { nullable: true, description: "Price less previous close." })
  change(@Root() quote: QuoteModel): MoneyModel | null {
    return quoteChange(quote);
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: "Change in percent of the previous close: 1.25 means 1.25 %.",
  })
  changePercent(@Root() quote: QuoteModel): Decimal | null {
    return quoteChangePercent(quote);
  }
}

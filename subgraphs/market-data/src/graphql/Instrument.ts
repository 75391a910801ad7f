import { Arg, Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type {
  AssetClass as AssetClassModel,
  Instrument as InstrumentModel,
} from "../domain/instrument.js";
import type { Sector as SectorModel } from "../domain/sector.js";
import type { PriceBars as PriceBarsModel } from "../domain/priceBars.js";
import type { Quote as QuoteModel } from "../domain/quote.js";
import { intradayBars } from "../operations/intradayBars.js";
import { corporateActions, priceBars } from "../operations/priceBars.js";
import type { QuarantinedPrice as QuarantinedPriceModel } from "../operations/quarantinedPrices.js";
import { AssetClass } from "./AssetClass.js";
import { BarsArgs } from "./BarsArgs.js";
import type { MarketContext } from "./context.js";
import { CorporateAction } from "./CorporateAction.js";
import { IntradayArgs, IntradayBars, intradayColumns } from "./IntradayBars.js";
import { PriceBars } from "./PriceBars.js";
import { QuarantinedPrice } from "./QuarantinedPrice.js";
import { Quote } from "./Quote.js";
import { Reconciliation } from "./Reconciliation.js";
import { Sector } from "./Sector.js";
import { SymbolPeriod } from "./SymbolPeriod.js";

@Key("id")
@Key("symbol exchange")
@ObjectType({ description: "Something with a price that a household can hold." })
export class Instrument implements InstrumentModel {
  @Field(() => ID, { description: "The same in every installation: made of symbol and exchange." })
  id!: string;

  @Field(() => String, { description: "Share classes with a dot, for example BRK.B." })
  symbol!: string;

  @Field(() => String, {
    description:
      "ISO 10383 market, for example XNAS; XXXX when it is listed nowhere or we do not know.",
  })
  exchange!: string;

  @Field(() => String)
  name!: string;

  @Field(() => AssetClass)
  assetClass!: AssetClassModel;

  @Field(() => String, { description: "ISO 4217 code of its prices." })
  currency!: string;

  @Field(() => Sector, { nullable: true, description: "Of a company; null for funds." })
  sector?: SectorModel | null;

  @Field(() => String, { nullable: true, description: "ISO 6166, where we know it." })
  isin?: string | null;

  @Field(() => String, { nullable: true, description: "Where we know it." })
  cusip?: string | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: "Last day it was listed; null while it is. It keeps its last price, marked stale.",
  })
  delistedOn?: CalendarDate | null;
}

@Resolver(() => Instrument)
export class InstrumentFields {
  @FieldResolver(() => Quote, {
    nullable: true,
    description: "The latest; null when no provider has a price.",
  })
  quote(
    @Root() instrument: InstrumentModel,
    @Ctx() context: MarketContext,
  ): Promise<QuoteModel | null> {
    return context.quoteOf.load(instrument);
  }

  @FieldResolver(() => [QuarantinedPrice], {
    description: "Prices of providers that are not believed now, with the reason.",
  })
  quarantinedPrices(
    @Root() instrument: InstrumentModel,
    @Ctx() context: MarketContext,
  ): Promise<QuarantinedPriceModel[]> {
    return context.quarantineOf.load(instrument);
  }

  @FieldResolver(() => [SymbolPeriod], {
    description:
      "Symbols it had, oldest first; empty when its symbol never changed, as far as we know.",
  })
  async symbolHistory(
    @Root() instrument: InstrumentModel,
    @Ctx() context: MarketContext,
  ): Promise<SymbolPeriod[]> {
    return [...((await context.symbolPeriodsOf.load(instrument.id)) ?? [])];
  }

  @FieldResolver(() => [CorporateAction], {
    description:
      "Splits, dividends, spin-offs and mergers with an ex-date in the range, both dates included, at most 40 years; oldest first.",
  })
  corporateActions(
    @Root() instrument: InstrumentModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: MarketContext,
  ): CorporateAction[] {
    const { currency } = instrument;
    return corporateActions(context.services.market, instrument, { from, to }).map((action) => ({
      kind: action.kind,
      exDate: action.exDate,
      ratio: "ratio" in action ? action.ratio : null,
      amount: "amount" in action ? { amount: action.amount, currency } : null,
      relatedSymbol: "related" in action ? action.related : null,
    }));
  }

  @FieldResolver(() => [Reconciliation], {
    description: "One a provider whose history is kept; renewed after each close.",
  })
  async reconciliations(
    @Root() instrument: InstrumentModel,
    @Ctx() context: MarketContext,
  ): Promise<Reconciliation[]> {
    return [...((await context.reconciliationsOf.load(instrument.id)) ?? [])];
  }

  @FieldResolver(() => IntradayBars, {
    description: "At most 8 days of minutes, or 400 of hours.",
  })
  async intradayBars(
    @Root() instrument: InstrumentModel,
    @Args(() => IntradayArgs) asked: IntradayArgs,
    @Ctx() context: MarketContext,
  ): Promise<IntradayBars> {
    const { intraday } = context.services;
    return intradayColumns(await intradayBars(intraday, instrument.id, asked));
  }

  @FieldResolver(() => PriceBars, {
    description: "Bars of sessions that have closed; both dates included, at most 40 years.",
  })
  bars(
    @Root() instrument: InstrumentModel,
    @Args(() => BarsArgs) asked: BarsArgs,
    @Ctx() context: MarketContext,
  ): Promise<PriceBarsModel> {
    return priceBars(context.services.market, instrument, asked, context.now);
  }
}

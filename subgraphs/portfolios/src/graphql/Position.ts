import { Arg, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import { Key, Requires } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { PerformanceFigures } from "../operations/performance.js";
import { positionPerformance } from "../operations/positionPerformance.js";
import type { Account as AccountModel, StoredLot } from "../operations/ports.js";
import type { StoredShortLot } from "../operations/holdingPorts.js";
import { marketValue, unrealizedGain } from "../operations/valuation.js";
import { Account } from "./Account.js";
import { partsPorts, type PortfoliosContext } from "./context.js";
import { Instrument } from "./Instrument.js";
import { Lot } from "./Lot.js";
import { ShortLot } from "./ShortLot.js";
import { Performance } from "./Performance.js";
import type { PositionModel } from "./Position.reference.js";

@Key("id")
@ObjectType({ description: "All open lots and short lots of one instrument in one account." })
export class Position {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: "As market-data wrote it when it was last traded." })
  symbol!: string;

  @Field(() => DecimalScalar, { description: "Below 0 when more is sold short than held." })
  units!: Decimal;

  @Field(() => Money, {
    description: "Sum of the lots' adjusted cost, less the proceeds of short lots.",
  })
  cost!: Money;
}

const QUOTE = "instrument { quote { price { amount currency } fxToUsd } }";

@Resolver(() => Position)
export class PositionFields {
  @FieldResolver(() => Account)
  account(
    @Root() { accountId }: PositionModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<AccountModel | null> {
    return context.accountById.load(accountId);
  }

  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: PositionModel): { readonly id: string } {
    return { id: instrumentId };
  }

  @FieldResolver(() => [Lot], { description: "In FIFO order: the first is sold first." })
  lots(
    @Root() { id }: PositionModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredLot[]> {
    return context.lotsByPosition.load(id);
  }

  @FieldResolver(() => [CalendarDateScalar], {
    description:
      "Days of the last year on which its dividends bought more of it, ascending: a reinvestment plan will buy again.",
  })
  reinvestedOn(
    @Root() { id }: PositionModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly CalendarDate[]> {
    return context.reinvestmentsByPosition.load(id);
  }

  @FieldResolver(() => [ShortLot], {
    description: "In order of opening: the first is covered first.",
  })
  shortLots(
    @Root() { id }: PositionModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<readonly StoredShortLot[]> {
    return context.shortLotsByPosition.load(id);
  }

  @FieldResolver(() => Performance, {
    description:
      "Of the days from `from` to `to`, both included: dividends and sales are money that left.",
  })
  performance(
    @Root() position: PositionModel,
    @Arg("from", () => CalendarDateScalar) from: CalendarDate,
    @Arg("to", () => CalendarDateScalar) to: CalendarDate,
    @Ctx() context: PortfoliosContext,
  ): Promise<PerformanceFigures> {
    return positionPerformance(partsPorts(context), position, { from, to });
  }

  @Requires(QUOTE)
  @FieldResolver(() => Money, {
    nullable: true,
    description: "Units at the live price, in USD. Null without a quote.",
  })
  marketValue(@Root() { units, quote }: PositionModel): Money | null {
    return marketValue(units, quote ?? null);
  }

  @Requires(QUOTE)
  @FieldResolver(() => Money, {
    nullable: true,
    description: "Market value less cost, in USD. Null without a quote.",
  })
  unrealizedGain(@Root() { units, cost, quote }: PositionModel): Money | null {
    return unrealizedGain(marketValue(units, quote ?? null), cost);
  }
}

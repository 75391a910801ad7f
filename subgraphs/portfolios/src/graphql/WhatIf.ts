import {
  Field,
  FieldResolver,
  ID,
  InputType,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { HypotheticalTrade, WhatIfPosition as PositionModel } from "../operations/whatIf.js";
import { Instrument } from "./Instrument.js";

export const TradeSide = { BUY: "BUY", SELL: "SELL" } as const;
registerEnumType(TradeSide, { name: "TradeSide", description: "Direction of a trade." });

@InputType({ description: "A trade that nobody makes: today, in one account." })
export class HypotheticalTradeInput {
  @Field(() => ID)
  accountId!: string;

  @Field(() => ID)
  instrumentId!: string;

  @Field(() => TradeSide)
  side!: HypotheticalTrade["side"];

  @Field(() => DecimalScalar)
  units!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "USD for one unit; absent: the live price of what is held.",
  })
  price?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "USD; 0 when absent." })
  fees?: Decimal | null;
}

export function hypotheticalTrades(trades: readonly HypotheticalTradeInput[]): HypotheticalTrade[] {
  return trades.map(({ price = null, fees, ...trade }) => ({
    ...trade,
    price,
    fees: fees ?? ZERO,
  }));
}

@ObjectType({ description: "A position before and after; money in USD." })
export class WhatIfPosition {
  @Field(() => ID)
  accountId!: string;

  @Field(() => DecimalScalar)
  unitsBefore!: Decimal;

  @Field(() => DecimalScalar, { description: "0 for what the trades closed." })
  units!: Decimal;

  @Field(() => DecimalScalar)
  cost!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Null without a price." })
  value!: Decimal | null;
}

@Resolver(() => WhatIfPosition)
export class WhatIfPositionFields {
  @FieldResolver(() => Instrument)
  instrument(@Root() { instrumentId }: PositionModel): { readonly id: string } {
    return { id: instrumentId };
  }
}

@ObjectType({ description: "The same portfolio after trades that nobody makes; money in USD." })
export class WhatIf {
  @Field(() => CalendarDateScalar)
  on!: CalendarDate;

  @Field(() => [WhatIfPosition])
  positions!: WhatIfPosition[];

  @Field(() => DecimalScalar)
  cashBefore!: Decimal;

  @Field(() => DecimalScalar, { description: "Below 0 when the trades cost more than there is." })
  cash!: Decimal;

  @Field(() => DecimalScalar, { nullable: true, description: "Null when a position has no price." })
  value!: Decimal | null;

  @Field(() => DecimalScalar, {
    description: "Of the trades, in taxable accounts, after the wash-sale rule.",
  })
  shortTermGain!: Decimal;

  @Field(() => DecimalScalar)
  longTermGain!: Decimal;

  @Field(() => DecimalScalar)
  disallowedLoss!: Decimal;

  @Field(() => [String])
  assumptions!: string[];
}

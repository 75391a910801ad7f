import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { RealizedSum } from "./RealizedSum.js";

@ObjectType({ description: "What a household realised in a range of days." })
export class RealizedGains {
  @Field(() => CalendarDateScalar)
  from!: CalendarDate;

  @Field(() => CalendarDateScalar)
  to!: CalendarDate;

  @Field(() => RealizedSum, { description: "Of taxable accounts." })
  shortTerm!: RealizedSum;

  @Field(() => RealizedSum, { description: "Of taxable accounts." })
  longTerm!: RealizedSum;

  @Field(() => RealizedSum, { description: "Of all other accounts: no return has them." })
  sheltered!: RealizedSum;

  @Field(() => DecimalScalar, {
    description: "Losses that a replacement in a sheltered account took for good; USD.",
  })
  permanentLoss!: Decimal;

  @Field(() => Int, { description: "Lots of taxable accounts whose cost is an assumption." })
  unknownCostCount!: number;

  @Field(() => DecimalScalar, {
    description: "Long-term distributions of funds in taxable accounts; USD.",
  })
  capitalGainDistributions!: Decimal;
}

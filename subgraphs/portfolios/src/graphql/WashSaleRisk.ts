import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { WashSaleAcquisition } from "./WashSaleAcquisition.js";

@ObjectType({ description: "What the wash-sale rule would do to a sale of a lot at a loss today." })
export class WashSaleRisk {
  @Field(() => Boolean, {
    description: "True when the loss would be disallowed, wholly or partly.",
  })
  conflict!: boolean;

  @Field(() => DecimalScalar, { description: "Units of the lot whose loss would be disallowed." })
  replacementUnits!: Decimal;

  @Field(() => Boolean, {
    description:
      "True when a part would be lost for good: a replacement is in a sheltered account.",
  })
  permanent!: boolean;

  @Field(() => CalendarDateScalar, {
    description: "Last day on which a purchase washes a sale of today.",
  })
  atRiskUntil!: CalendarDate;

  @Field(() => [WashSaleAcquisition], { description: "Purchases that would be replacements." })
  acquisitions!: WashSaleAcquisition[];
}

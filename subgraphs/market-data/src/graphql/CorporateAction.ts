import { Field, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { CorporateActionKind as KindModel } from "../domain/corporateAction.js";
import { CorporateActionKind } from "./CorporateActionKind.js";

@ObjectType({ description: "What a company did with its shares." })
export class CorporateAction {
  @Field(() => CorporateActionKind)
  kind!: KindModel;

  @Field(() => CalendarDateScalar, {
    description: "First day on which a buyer does not take part.",
  })
  exDate!: CalendarDate;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "Shares after for one before: 4 for 4:1, 0.2 for a 1:5 reverse split; of a spin-off or merger, shares of the related instrument for one; else null.",
  })
  ratio!: Decimal | null;

  @Field(() => Money, {
    nullable: true,
    description:
      "Cash for one share as it was before the ex-date; of a spin-off what its shares were worth; null for splits.",
  })
  amount!: MoneyModel | null;

  @Field(() => String, {
    nullable: true,
    description: "Symbol of a spin-off's child or a merger's acquirer.",
  })
  relatedSymbol!: string | null;
}

import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { IncomeKind } from "../domain/incomeKind.js";
import { IncomeKindEnum } from "./TaxSchedule.js";

@ObjectType({ description: "How much more of a kind of income stays below a cliff." })
export class CliffRoom {
  @Field(() => IncomeKindEnum)
  kind!: IncomeKind;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "USD, exact to the cent; null: it is passed already, or out of reach.",
  })
  amount!: Decimal | null;
}

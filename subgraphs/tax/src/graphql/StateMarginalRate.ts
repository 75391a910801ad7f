import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { IncomeKind } from "../domain/incomeKind.js";
import { IncomeKindEnum } from "./TaxSchedule.js";

@ObjectType({ description: "What one more dollar of a kind of income costs in a state." })
export class StateMarginalRate {
  @Field(() => IncomeKindEnum)
  kind!: IncomeKind;

  @Field(() => DecimalScalar, {
    description:
      "State tax on exactly one more dollar, as a fraction, through the federal and the state return; inside one dollar of a cliff the whole cliff.",
  })
  rate!: Decimal;
}

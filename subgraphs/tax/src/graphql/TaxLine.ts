import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";

@ObjectType({ description: "One line of the computation." })
export class TaxLine {
  @Field(() => String, { description: "Stable code of the line, for example TAXABLE_INCOME." })
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Money, { description: "Rounded half-even to the cent; a loss is negative." })
  amount!: MoneyModel;
}

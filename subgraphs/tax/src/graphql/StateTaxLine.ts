import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";

@ObjectType({ description: "One line of a state's computation." })
export class StateTaxLine {
  @Field(() => String, { description: "Stable code of the line, for example STATE_TAX." })
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Money, { description: "Rounded half-even to the cent." })
  amount!: MoneyModel;
}

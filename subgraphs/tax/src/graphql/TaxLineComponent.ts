import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";

@ObjectType({ description: "A part of a line of the computation." })
export class TaxLineComponent {
  @Field(() => String)
  label!: string;

  @Field(() => Money, {
    description: "Rounded half-even to the cent; what is taken off is negative.",
  })
  amount!: MoneyModel;
}

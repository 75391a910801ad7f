import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import { TaxLineComponent } from "./TaxLineComponent.js";

@ObjectType({ description: "One line of the computation." })
export class TaxLine {
  @Field(() => String, { description: "Stable code of the line, for example TAXABLE_INCOME." })
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => Money, { description: "Rounded half-even to the cent; a loss is negative." })
  amount!: MoneyModel;

  @Field(() => [TaxLineComponent], {
    description: "What the line was made of; none where it is a fact.",
  })
  components!: readonly TaxLineComponent[];
}

import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import { PERSON_AMOUNTS } from "../domain/taxDetails.js";
import { PERSON_AMOUNT_DESCRIPTIONS } from "./taxDetailsFields.js";

@ObjectType({ description: "What a tax profile says of one person; all amounts in USD." })
export class TaxPersonDetails {
  @Field(() => Money, { description: "Schedule C, F or partnership earnings; signed." })
  selfEmploymentProfit!: MoneyModel;

  @Field(() => Money, { nullable: true, description: "Form W-2 boxes 3 and 7; null: as wages." })
  socialSecurityWages!: MoneyModel | null;

  @Field(() => Money, { nullable: true, description: "Form W-2 box 5; null: as wages." })
  medicareWages!: MoneyModel | null;

  @Field(() => Boolean, { description: "Full time in five months: no saver's credit." })
  isStudent!: boolean;
}
for (const name of PERSON_AMOUNTS) {
  const description = PERSON_AMOUNT_DESCRIPTIONS[name];
  Field(() => Money, { description })(TaxPersonDetails.prototype, name);
}

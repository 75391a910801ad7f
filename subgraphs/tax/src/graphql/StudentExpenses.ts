import { Field, ObjectType } from "type-graphql";
import { Money } from "@wealthgraph/chassis/scalars";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { EducationExpenses } from "../domain/federalFacts.js";
import { EducationCreditEnum } from "./taxDetailsFields.js";

@ObjectType({ description: "One student's qualified expenses of the year." })
export class StudentExpenses {
  @Field(() => EducationCreditEnum)
  credit!: EducationExpenses["credit"];

  @Field(() => Money)
  expenses!: MoneyModel;
}

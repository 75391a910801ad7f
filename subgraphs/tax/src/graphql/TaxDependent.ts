import { Field, Int, ObjectType } from "type-graphql";

@ObjectType({ description: "Someone whom the household supports and claims." })
export class TaxDependent {
  @Field(() => Int, { description: "At the end of the year." })
  ageYears!: number;

  @Field(() => Boolean, { description: "A child with a Social Security number, not a relative." })
  isQualifyingChild!: boolean;
}

import { Field, ObjectType } from "type-graphql";

@ObjectType({ description: "A column of a file whose layout is unknown." })
export class ImportColumn {
  @Field(() => String)
  name!: string;

  @Field(() => [String], { description: "Different values of the first rows, at most three." })
  samples!: string[];
}

import { Field, ObjectType } from "type-graphql";
import { Form8949Row } from "./Form8949Row.js";

@ObjectType()
export class Form8949RowEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Form8949Row)
  node!: Form8949Row;
}

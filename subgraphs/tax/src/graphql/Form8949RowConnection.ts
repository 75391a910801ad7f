import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { Form8949RowEdge } from "./Form8949RowEdge.js";

@ObjectType()
export class Form8949RowConnection {
  @Field(() => [Form8949RowEdge])
  edges!: Form8949RowEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { ImportRowEdge } from "./ImportRowEdge.js";

@ObjectType()
export class ImportRowConnection {
  @Field(() => [ImportRowEdge])
  edges!: ImportRowEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { PositionEdge } from "./PositionEdge.js";

@ObjectType()
export class PositionConnection {
  @Field(() => [PositionEdge])
  edges!: PositionEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

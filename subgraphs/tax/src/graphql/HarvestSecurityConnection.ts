import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { HarvestSecurityEdge } from "./HarvestSecurityEdge.js";

@ObjectType()
export class HarvestSecurityConnection {
  @Field(() => [HarvestSecurityEdge])
  edges!: HarvestSecurityEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { HarvestCandidateEdge } from "./HarvestCandidateEdge.js";

@ObjectType()
export class HarvestCandidateConnection {
  @Field(() => [HarvestCandidateEdge])
  edges!: HarvestCandidateEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

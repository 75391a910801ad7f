import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { DisposalEdge } from "./DisposalEdge.js";

@ObjectType()
export class DisposalConnection {
  @Field(() => [DisposalEdge])
  edges!: DisposalEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import { SimulationEdge } from "./SimulationEdge.js";

@ObjectType()
export class SimulationConnection {
  @Field(() => [SimulationEdge])
  edges!: SimulationEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

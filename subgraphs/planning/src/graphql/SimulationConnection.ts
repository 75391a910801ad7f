import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { Simulation } from "./Simulation.js";

@ObjectType()
export class SimulationEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Simulation)
  node!: SimulationModel;
}

@ObjectType()
export class SimulationConnection {
  @Field(() => [SimulationEdge])
  edges!: SimulationEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

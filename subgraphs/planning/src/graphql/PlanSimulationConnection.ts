import { Field, ObjectType } from "type-graphql";
import { PageInfo } from "@wealthgraph/chassis/connection";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { PlanSimulation } from "./PlanSimulation.js";

@ObjectType()
export class PlanSimulationEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => PlanSimulation)
  node!: PlanSimulationModel;
}

@ObjectType()
export class PlanSimulationConnection {
  @Field(() => [PlanSimulationEdge])
  edges!: readonly PlanSimulationEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

import { Field, ObjectType } from "type-graphql";
import type { Simulation as SimulationModel } from "../domain/simulation.js";
import { Simulation } from "./Simulation.js";

@ObjectType()
export class SimulationEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Simulation)
  node!: SimulationModel;
}

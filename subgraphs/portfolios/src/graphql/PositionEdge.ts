import { Field, ObjectType } from "type-graphql";
import { Position } from "./Position.js";

@ObjectType()
export class PositionEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Position)
  node!: Position;
}

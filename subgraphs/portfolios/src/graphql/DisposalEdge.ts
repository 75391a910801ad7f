import { Field, ObjectType } from "type-graphql";
import { Disposal } from "./Disposal.js";

@ObjectType()
export class DisposalEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Disposal)
  node!: Disposal;
}

import { Field, ObjectType } from "type-graphql";
import { HarvestCandidate } from "./HarvestCandidate.js";

@ObjectType()
export class HarvestCandidateEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => HarvestCandidate)
  node!: HarvestCandidate;
}

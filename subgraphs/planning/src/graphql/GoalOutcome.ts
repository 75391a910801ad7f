import { Field, ID, ObjectType } from "type-graphql";
import { ProbabilityEstimate } from "./ProbabilityEstimate.js";

@ObjectType()
export class GoalOutcome {
  @Field(() => ID)
  goalId!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ProbabilityEstimate, { description: "That the goal is met in full on its date." })
  probability!: ProbabilityEstimate;
}

import { Field, ObjectType } from "type-graphql";
import { Measure } from "./Measure.js";

@ObjectType({ description: "Of one session, as signed returns: -0.03 is a loss of 3 %." })
export class TailRisk {
  @Field(() => Measure, { description: "Exceeded by the loss of a bad session only." })
  valueAtRisk!: Measure;

  @Field(() => Measure, { description: "Mean return of the bad sessions." })
  expectedShortfall!: Measure;
}

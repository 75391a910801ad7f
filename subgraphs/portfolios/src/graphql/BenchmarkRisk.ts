import { Field, Int, ObjectType } from "type-graphql";
import { Measure } from "./Measure.js";

@ObjectType({ description: "Against the benchmark that was given, on the sessions both have." })
export class BenchmarkRisk {
  @Field(() => String, { nullable: true })
  name!: string | null;

  @Field(() => Int)
  observations!: number;

  @Field(() => Measure)
  beta!: Measure;

  @Field(() => Measure, { description: "Jensen's, per year: that of a session times 252." })
  alpha!: Measure;

  @Field(() => Measure)
  correlation!: Measure;

  @Field(() => Measure, { description: "Per year." })
  trackingError!: Measure;

  @Field(() => Measure)
  informationRatio!: Measure;
}

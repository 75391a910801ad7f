import { Field, Float, Int, ObjectType } from "type-graphql";

@ObjectType({
  description:
    "Columns: for each month the percentiles of wealth, US dollars in today's money (type 7; of all paths when DONE, of the first 4,000 at most while it runs).",
})
export class SimulationPercentiles {
  @Field(() => [Int], { description: "0 is today; every month up to 3 years, else every year." })
  months!: readonly number[];

  @Field(() => [Float])
  p5!: readonly number[];

  @Field(() => [Float])
  p25!: readonly number[];

  @Field(() => [Float])
  p50!: readonly number[];

  @Field(() => [Float])
  p75!: readonly number[];

  @Field(() => [Float])
  p95!: readonly number[];
}

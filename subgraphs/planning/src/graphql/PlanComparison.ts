import { Field, Float, ObjectType } from "type-graphql";
import type { PairedDifference as PairedDifferenceModel } from "../domain/plan/planComparison.js";
import type { PlanSimulation as PlanSimulationModel } from "../domain/plan/planSimulation.js";
import { PlanSimulation } from "./PlanSimulation.js";

@ObjectType({ description: "Second less first, path by path on the same markets and lives." })
export class PairedDifference {
  @Field(() => Float)
  value!: number;

  @Field(() => Float, { description: "From the differences path by path." })
  standardError!: number;

  @Field(() => Float, { description: "What it would be with random numbers of their own." })
  unpairedStandardError!: number;
}

@ObjectType()
export class PlanComparison {
  @Field(() => PlanSimulation)
  first!: PlanSimulationModel;

  @Field(() => PlanSimulation)
  second!: PlanSimulationModel;

  @Field(() => PairedDifference, { description: "Probability of success, a fraction." })
  success!: PairedDifferenceModel;

  @Field(() => PairedDifference, { description: "Wealth at the end of a path, today's USD." })
  terminal!: PairedDifferenceModel;
}

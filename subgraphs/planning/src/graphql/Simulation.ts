import { Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { FrozenInputs } from "../domain/frozenInputs.js";
import {
  progressPercent,
  type Simulation as SimulationModel,
  type SimulationStatus,
} from "../domain/simulation.js";
import type { SimulationResult as SimulationResultModel } from "../domain/simulationResult.js";
import { Household } from "./Household.js";
import { SimulationInputs } from "./SimulationInputs.js";
import { SimulationResult } from "./SimulationResult.js";
import { SimulationStatusEnum } from "./SimulationStatus.js";
import { SimulationFailure } from "./SimulationFailure.js";

@Key("id")
@ObjectType({ description: "One run of one set of frozen inputs. Same inputs, same answer." })
export class Simulation {
  @Field(() => ID)
  id!: string;

  @Field(() => SimulationStatusEnum)
  status!: SimulationStatus;

  @Field(() => Int)
  pathsDone!: number;

  @Field(() => SimulationInputs, { description: "As they were when it was started." })
  inputs!: FrozenInputs;

  @Field(() => SimulationResult, {
    nullable: true,
    description: "Of the paths done so far while it runs; null before the first.",
  })
  result!: SimulationResultModel | null;

  @Field(() => SimulationFailure, { nullable: true })
  failure!: SimulationFailure | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;
}

@Resolver(() => Simulation)
export class SimulationFields {
  @FieldResolver(() => Household)
  household(@Root() simulation: SimulationModel): Household {
    return { id: simulation.householdId };
  }

  @FieldResolver(() => String, { description: "64-bit seed of the generator, decimal digits." })
  seed(@Root() simulation: SimulationModel): string {
    return simulation.inputs.seed;
  }

  @FieldResolver(() => Int)
  pathsTotal(@Root() simulation: SimulationModel): number {
    return simulation.inputs.paths;
  }

  @FieldResolver(() => Int, { description: "0 to 100, rounded down." })
  progressPercent(@Root() simulation: SimulationModel): number {
    return progressPercent(simulation);
  }
}

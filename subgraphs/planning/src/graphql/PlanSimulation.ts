import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type {
  PlanResult as PlanResultModel,
  PlanSimulation as PlanSimulationModel,
  ReplayedPath as ReplayedPathModel,
} from "../domain/plan/planSimulation.js";
import type { SimulationStatus } from "../domain/simulation.js";
import { replayPath } from "../operations/planSimulations.js";
import { CapitalMarketModelEnum } from "./CapitalMarketModel.js";
import type { PlanningContext } from "./context.js";
import { Household } from "./Household.js";
import { PlanResult } from "./PlanResult.js";
import { ReplayedPath } from "./ReplayedPath.js";
import { SimulationFailure } from "./SimulationFailure.js";
import { SimulationStatusEnum } from "./SimulationStatus.js";

@ObjectType({
  description: "One run of one plan with what the household had. Same inputs, same answer.",
})
export class PlanSimulation {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: "The plan or scenario it was started from." })
  planId!: string;

  @Field(() => SimulationStatusEnum)
  status!: SimulationStatus;

  @Field(() => Int)
  pathsDone!: number;

  @Field(() => PlanResult, { nullable: true, description: "So far while it runs." })
  result!: PlanResultModel | null;

  @Field(() => SimulationFailure, { nullable: true })
  failure!: SimulationFailure | null;

  @Field(() => String, { description: "SHA-256 of everything the answer depends on." })
  inputHash!: string;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | null;
}

@Resolver(() => PlanSimulation)
export class PlanSimulationFields {
  @FieldResolver(() => Household)
  household(@Root() simulation: PlanSimulationModel): Household {
    return { id: simulation.householdId };
  }

  @FieldResolver(() => String)
  planName(@Root() { inputs }: PlanSimulationModel): string {
    return inputs.planName;
  }

  @FieldResolver(() => Int)
  planVersion(@Root() { inputs }: PlanSimulationModel): number {
    return inputs.planVersion;
  }

  @FieldResolver(() => CapitalMarketModelEnum, { description: "Of the markets." })
  model(@Root() { inputs }: PlanSimulationModel): string {
    return inputs.capitalMarket?.model ?? "LOGNORMAL";
  }

  @FieldResolver(() => String, { description: "Of the engine that computed it." })
  engineVersion(@Root() { inputs }: PlanSimulationModel): string {
    return inputs.engineVersion;
  }

  @FieldResolver(() => String, { description: "64-bit seed of the generator, decimal digits." })
  seed(@Root() { inputs }: PlanSimulationModel): string {
    return inputs.seed;
  }

  @FieldResolver(() => Int)
  pathsTotal(@Root() { inputs }: PlanSimulationModel): number {
    return inputs.paths;
  }

  @FieldResolver(() => [String], { description: "What was decided when the inputs were frozen." })
  remarks(@Root() { inputs }: PlanSimulationModel): readonly string[] {
    return inputs.remarks;
  }

  @FieldResolver(() => ReplayedPath, {
    description: "A path again, year by year. Refusals: BAD_INPUT.",
  })
  path(
    @Root() simulation: PlanSimulationModel,
    @Arg("number", () => Int, { description: "From 0, for example of worstPaths." }) path: number,
    @Ctx() context: PlanningContext,
  ): Promise<ReplayedPathModel> {
    return replayPath(
      { runner: context.planRunner, fitter: context.marketFitter },
      simulation,
      path,
    );
  }
}

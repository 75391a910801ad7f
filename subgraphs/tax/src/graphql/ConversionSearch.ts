import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { SearchReport } from "../domain/conversions/conversionPlan.js";
import { SolverStatusEnum } from "./SolverStatus.js";

@ObjectType({ description: "How the proposal was found; USD in today's money." })
export class ConversionSearch {
  @Field(() => DecimalScalar, {
    description: "Of the proposal over the best named strategy, >= 0.",
  })
  gainOverNamed!: Decimal;

  @Field(() => DecimalScalar, {
    description: "The dynamic programme's best proposal, replayed by the exact engine.",
  })
  programmeWealth!: Decimal;

  @Field(() => String, {
    description: "DYNAMIC_PROGRAMME, or the named strategy that was ahead of it.",
  })
  startedFrom!: string;

  @Field(() => SolverStatusEnum, {
    description: "Of the mixed-integer programme that looked for something better.",
  })
  solverStatus!: SearchReport["solverStatus"];

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of the proposal's advantage over NONE: the programme's less the exact engine's.",
  })
  programmeError!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      "The proposal's exact wealth and the most that the programme could add to it. Other incomes and the price of cash are in the programme as along the proposal.",
  })
  bound!: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "What the programme could add, as a fraction of the wealth.",
  })
  gap!: Decimal | null;

  @Field(() => Boolean, { description: "A gap of at most 0.0001." })
  isOptimalInProgramme!: boolean;

  @Field(() => Boolean, {
    description: "False: the programme is no proof for the exact engine.",
  })
  isProvenOptimal!: boolean;
}

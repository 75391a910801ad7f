import { Field, Float, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

@ObjectType({ description: "Nominal, a year; fractions." })
export class EstimatedAsset {
  @Field(() => String)
  name!: string;

  @Field(() => Float, { description: "Arithmetic mean of the annual return." })
  expectedReturn!: number;

  @Field(() => Float, {
    nullable: true,
    description: "Of the expected return; null where it is an assumption without a known error.",
  })
  standardError!: number | null;

  @Field(() => Float, { description: "Standard deviation of the annual return." })
  volatility!: number;

  @Field(() => String)
  source!: string;
}

@ObjectType()
export class ReturnSample {
  @Field(() => Int)
  observations!: number;

  @Field(() => Float)
  perYear!: number;
}

@ObjectType({ description: "What a constructed portfolio rests on." })
export class ConstructionEstimates {
  @Field(() => [EstimatedAsset])
  assets!: readonly EstimatedAsset[];

  @Field(() => [[Float]], { description: "A year, in the order of the assets." })
  covariance!: readonly (readonly number[])[];

  @Field(() => ReturnSample, {
    nullable: true,
    description: "Null where the estimates are not one sample.",
  })
  sample!: ReturnSample | null;

  @Field(() => Float)
  riskFreeRate!: number;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Of dated assumptions." })
  asOf!: CalendarDate | null;

  @Field(() => String)
  source!: string;

  @Field(() => Float, { nullable: true, description: "Ledoit-Wolf intensity, 0 to 1." })
  shrinkage!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "Largest change of a correlation by repairCorrelations; null: none was needed.",
  })
  correlationRepair!: number | null;

  @Field(() => [String])
  remarks!: readonly string[];
}

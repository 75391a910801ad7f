import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { LossCarryforward } from "./LossCarryforward.js";
import { ScheduleDLine } from "./ScheduleDLine.js";

@ObjectType({ description: "Schedule D (Form 1040); USD." })
export class ScheduleD {
  @Field(() => [ScheduleDLine])
  lines!: readonly ScheduleDLine[];

  @Field(() => DecimalScalar, { description: "Line 7." })
  shortTerm!: Decimal;

  @Field(() => DecimalScalar, { description: "Line 15." })
  longTerm!: Decimal;

  @Field(() => DecimalScalar, { description: "Line 16." })
  net!: Decimal;

  @Field(() => DecimalScalar, { description: "Line 16, or a loss down to the limit (line 21)." })
  onReturn!: Decimal;

  @Field(() => DecimalScalar)
  lossLimit!: Decimal;

  @Field(() => LossCarryforward)
  carryforward!: LossCarryforward;
}

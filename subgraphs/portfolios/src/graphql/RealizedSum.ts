import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "Lots closed, added up exactly; USD." })
export class RealizedSum {
  @Field(() => Int)
  count!: number;

  @Field(() => DecimalScalar)
  proceeds!: Decimal;

  @Field(() => DecimalScalar)
  cost!: Decimal;

  @Field(() => DecimalScalar, { description: "Proceeds less cost." })
  gain!: Decimal;

  @Field(() => DecimalScalar)
  disallowedLoss!: Decimal;

  @Field(() => DecimalScalar, { description: "Gain and disallowed loss." })
  recognizedGain!: Decimal;
}

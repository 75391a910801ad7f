import { Field, Float, ObjectType } from "type-graphql";
import type { UnknownReason } from "../domain/performance/measure.js";

@ObjectType({ description: "An estimate as a double, or the reason why there is none." })
export class Measure {
  @Field(() => Float, { nullable: true, description: "A rate of 0.1 is 10 %." })
  value!: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Null with a value. NO_CAPITAL, TOO_FEW_OBSERVATIONS, NO_VARIATION, NO_DOWNSIDE, ONE_SIGN_ONLY, ONE_DAY_ONLY, NO_ROOT, PERIOD_TOO_SHORT, NO_AVERAGE_CAPITAL, EXPANSION_INVALID, NO_BENCHMARK, TOTAL_LOSS or RESTATEMENT_PENDING (ask later).",
  })
  reason!: UnknownReason | null;
}

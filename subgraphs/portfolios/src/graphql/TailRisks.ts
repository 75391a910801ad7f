import { Field, Float, ObjectType } from "type-graphql";
import { TailRisk } from "./TailRisk.js";

@ObjectType({ description: "Value at risk and expected shortfall at one confidence." })
export class TailRisks {
  @Field(() => Float, { description: "0.95 or 0.99." })
  confidence!: number;

  @Field(() => TailRisk, { description: "Quantile of what happened (type 7)." })
  historical!: TailRisk;

  @Field(() => TailRisk, { description: "Under a normal distribution." })
  parametric!: TailRisk;

  @Field(() => TailRisk, { description: "Normal, corrected for skewness and kurtosis." })
  cornishFisher!: TailRisk;
}

import { Field, ID, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { EmployerMatch } from "./EmployerMatch.js";
import { HsaRoom } from "./HsaRoom.js";
import { IraRoom } from "./IraRoom.js";
import { PlanRoom } from "./PlanRoom.js";

@ObjectType({ description: "The room of one person for contributions of the year; USD." })
export class SaverRoom {
  @Field(() => ID)
  personId!: string;

  @Field(() => DecimalScalar, {
    description: "Of all work, half the self-employment tax taken off.",
  })
  compensation!: Decimal;

  @Field(() => IraRoom)
  ira!: IraRoom;

  @Field(() => PlanRoom, { nullable: true, description: "Null without a plan." })
  deferral!: PlanRoom | null;

  @Field(() => EmployerMatch, { nullable: true, description: "Null without a formula." })
  match!: EmployerMatch | null;

  @Field(() => HsaRoom, { nullable: true, description: "Null without a high-deductible plan." })
  hsa!: HsaRoom | null;

  @Field(() => DecimalScalar, { description: "SEP contribution of the self-employed." })
  sepMax!: Decimal;
}

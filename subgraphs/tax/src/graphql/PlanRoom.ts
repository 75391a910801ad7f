import { Field, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";

@ObjectType({ description: "What may still go into a plan at work; USD." })
export class PlanRoom {
  @Field(() => DecimalScalar, { description: "Of deferrals, without catch-up." })
  limit!: Decimal;

  @Field(() => DecimalScalar)
  catchUp!: Decimal;

  @Field(() => Boolean, { description: "After high wages there the year before." })
  isCatchUpRothOnly!: boolean;

  @Field(() => DecimalScalar, { description: "Of deferrals, catch-up included." })
  room!: Decimal;

  @Field(() => DecimalScalar, { description: "The part of the room that is catch-up." })
  catchUpRoom!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "415(c); null where it does not hold.",
  })
  additionsLimit!: Decimal | null;

  @Field(() => DecimalScalar, {
    description: "After-tax space once the deferrals are made; 0 where the plan has none.",
  })
  megaBackdoor!: Decimal;
}

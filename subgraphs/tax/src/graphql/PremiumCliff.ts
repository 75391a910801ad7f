import { Field, ObjectType, registerEnumType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { PremiumCliff as PremiumCliffModel } from "../domain/retirement/healthPremiumCliffs.js";
import { CliffRoom } from "./CliffRoom.js";

type Programme = PremiumCliffModel["programme"];

export const PremiumProgrammeEnum: Readonly<Record<Programme, Programme>> = {
  MEDICARE: "MEDICARE",
  MARKETPLACE: "MARKETPLACE",
};
registerEnumType(PremiumProgrammeEnum, { name: "PremiumProgramme" });

@ObjectType({ description: "An income at which health premiums jump; USD." })
export class PremiumCliff {
  @Field(() => PremiumProgrammeEnum)
  programme!: Programme;

  @Field(() => DecimalScalar, { description: "Modified AGI as the programme counts it." })
  income!: Decimal;

  @Field(() => Boolean, { description: "True: from that income on; false: only above it." })
  isReachedAt!: boolean;

  @Field(() => DecimalScalar, {
    description: "Of that income: may still be added; negative: must come off.",
  })
  distance!: Decimal;

  @Field(() => DecimalScalar, { description: "Of this step alone, for the household." })
  costPerYear!: Decimal;

  @Field(() => [CliffRoom])
  rooms!: readonly CliffRoom[];
}

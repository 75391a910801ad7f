import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { MedicareSurcharge as MedicareSurchargeModel } from "../domain/retirement/medicareSurcharge.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({ description: "Income-related Medicare premiums of one premium year; USD." })
export class MedicareSurcharge {
  @Field(() => Int)
  incomeYear!: number;

  @Field(() => Int, { description: "Two years later." })
  premiumYear!: number;

  @Field(() => Int, { description: "0: none." })
  tier!: number;

  @Field(() => DecimalScalar)
  perPersonYearly!: Decimal;

  @Field(() => DecimalScalar, { description: "Of all persons, the year." })
  total!: Decimal;

  @Field(() => DecimalScalar, { description: "A month and person, before surcharges." })
  standardPartB!: Decimal;

  @Field(() => TaxParameters)
  figures!: TaxParameters;
}

@Resolver(() => MedicareSurcharge)
export class MedicareSurchargeFields {
  @FieldResolver(() => DecimalScalar, { description: "A month and person." })
  partB(@Root() { perPersonMonthly }: MedicareSurchargeModel): Decimal {
    return perPersonMonthly.partB;
  }

  @FieldResolver(() => DecimalScalar, { description: "A month and person." })
  partD(@Root() { perPersonMonthly }: MedicareSurchargeModel): Decimal {
    return perPersonMonthly.partD;
  }
}

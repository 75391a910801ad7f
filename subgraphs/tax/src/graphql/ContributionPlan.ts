import { Field, FieldResolver, Int, ObjectType, Resolver, Root } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { ContributionPlan as ContributionPlanModel } from "../domain/retirement/contributionPlan.js";
import { ContributionNote } from "./ContributionNote.js";
import { ContributionStep } from "./ContributionStep.js";
import { SaverRoom } from "./SaverRoom.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({
  description:
    "Where savings of a year go, by limits, match and marginal rates; USD. Informational only, not advice.",
})
export class ContributionPlan {
  @Field(() => Int)
  year!: number;

  @Field(() => [SaverRoom], { description: "In the order of the return." })
  savers!: readonly SaverRoom[];

  @Field(() => [ContributionStep], { description: "They sum to the budget." })
  steps!: readonly ContributionStep[];

  @Field(() => [ContributionNote])
  notes!: readonly ContributionNote[];

  @Field(() => DecimalScalar, { description: "From employers, for the steps." })
  matchToCome!: Decimal;

  @Field(() => DecimalScalar, {
    description: "On one more dollar of wages, state included; a fraction.",
  })
  rateNow!: Decimal;

  @Field(() => DecimalScalar, { description: "As stated." })
  rateLater!: Decimal;

  @Field(() => TaxParameters)
  figures!: TaxParameters;

  @Field(() => [String])
  assumptions!: readonly string[];
}

@Resolver(() => ContributionPlan)
export class ContributionPlanFields {
  @FieldResolver(() => DecimalScalar, {
    description: "By all steps together: the difference of two exact returns.",
  })
  federalTaxSaved(@Root() { effect }: ContributionPlanModel): Decimal {
    return effect.federalTaxSaved;
  }

  @FieldResolver(() => DecimalScalar, { nullable: true, description: "Null without a state." })
  stateTaxSaved(@Root() { effect }: ContributionPlanModel): Decimal | null {
    return effect.stateTaxSaved;
  }
}

import { Field, Int, ObjectType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { ContributionDate } from "./ContributionDate.js";
import { TaxParameters } from "./TaxParameters.js";

@ObjectType({
  description:
    "A person's limits of a year by age alone, USD; what income and plans leave of them is the contribution plan's.",
})
export class ContributionLimits {
  @Field(() => Int)
  year!: number;

  @Field(() => Int, { description: "At the end of the year." })
  ageYears!: number;

  @Field(() => DecimalScalar, { description: "401(k), 403(b), governmental 457(b)." })
  deferral!: Decimal;

  @Field(() => DecimalScalar, { description: "On top from 50, more in the years of 60 to 63." })
  deferralCatchUp!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Wages of the year before from this employer over which catch-up is Roth.",
  })
  rothCatchUpWagesOver!: Decimal | null;

  @Field(() => DecimalScalar, { description: "415(c): all additions to a plan, catch-up on top." })
  annualAdditions!: Decimal;

  @Field(() => DecimalScalar)
  simpleDeferral!: Decimal;

  @Field(() => DecimalScalar)
  simpleCatchUp!: Decimal;

  @Field(() => DecimalScalar, { description: "Traditional and Roth together." })
  ira!: Decimal;

  @Field(() => DecimalScalar, { description: "On top from 50." })
  iraCatchUp!: Decimal;

  @Field(() => DecimalScalar)
  hsaSelfOnly!: Decimal;

  @Field(() => DecimalScalar, { description: "A couple shares it." })
  hsaFamily!: Decimal;

  @Field(() => DecimalScalar, { description: "On top from 55, each in an account of their own." })
  hsaCatchUp!: Decimal;

  @Field(() => DecimalScalar, { description: "To each beneficiary without a gift tax return." })
  gift!: Decimal;

  @Field(() => DecimalScalar, { description: "Five years of gifts at once to a 529 plan." })
  educationFiveYears!: Decimal;

  @Field(() => DecimalScalar, {
    description: "From 529 plans of each beneficiary for kindergarten to grade 12.",
  })
  educationSchools!: Decimal;

  @Field(() => DecimalScalar, { description: "Of gift and estate tax, over a life." })
  lifetimeExclusion!: Decimal;

  @Field(() => DecimalScalar, { description: "Of salary to a health flexible spending account." })
  healthSpending!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Of a household to dependent care accounts; half on separate returns.",
  })
  dependentCareSpending!: Decimal;

  @Field(() => DecimalScalar, {
    description: "Of the gifts from an IRA, once in a life, to a trust or annuity.",
  })
  charitableSplitInterest!: Decimal;

  @Field(() => DecimalScalar, { description: "From an IRA to charities in the whole year." })
  charitableDistribution!: Decimal;

  @Field(() => CalendarDateScalar, { description: "70 and a half." })
  charitableFrom!: CalendarDate;

  @Field(() => [ContributionDate])
  deadlines!: readonly ContributionDate[];

  @Field(() => TaxParameters)
  figures!: TaxParameters;
}

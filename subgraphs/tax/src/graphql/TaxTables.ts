import { Field, Int, ObjectType } from "type-graphql";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { FilingStatus } from "../domain/filingStatus.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { TaxParameters } from "./TaxParameters.js";
import { TaxSchedule } from "./TaxSchedule.js";

@ObjectType({
  description:
    "Figures that the law does not index, and the employee's payroll tax; USD, fractions.",
})
export class TaxThresholds {
  @Field(() => DecimalScalar, { description: "26 USC 86(c)(1)." })
  socialSecurityBase!: Decimal;

  @Field(() => DecimalScalar, { description: "26 USC 86(c)(2)." })
  socialSecurityAdjustedBase!: Decimal;

  @Field(() => DecimalScalar, { description: "26 USC 1411." })
  netInvestmentIncomeRate!: Decimal;

  @Field(() => DecimalScalar, { description: "Of modified AGI." })
  netInvestmentIncomeOver!: Decimal;

  @Field(() => DecimalScalar, { description: "26 USC 3101(b)(2)." })
  additionalMedicareRate!: Decimal;

  @Field(() => DecimalScalar, { description: "Of all wages on the return." })
  additionalMedicareOver!: Decimal;

  @Field(() => DecimalScalar)
  socialSecurityRate!: Decimal;

  @Field(() => DecimalScalar, { description: "Indexed; of the tables' year, each person." })
  socialSecurityWageBase!: Decimal;

  @Field(() => DecimalScalar)
  medicareRate!: Decimal;

  @Field(() => DecimalScalar, { description: "Of other income in a year, 26 USC 1211(b)." })
  capitalLossLimit!: Decimal;
}

@ObjectType({
  description:
    "Tax from the first dollar of a return with filing status and ages and nothing else, for pricing invented years. Ordinary income O and long-term gains G together: F(O) + H(O + G) - H(O).",
})
export class TaxTables {
  @Field(() => Int)
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => Int, { description: "Persons of 65 or over at the end of the year." })
  agedPersons!: number;

  @Field(() => String, { nullable: true })
  state!: string | null;

  @Field(() => DecimalScalar, {
    description:
      "Growth of indexed amounts since the last published year by assumption; 1 for published years.",
  })
  indexation!: Decimal;

  @Field(() => [TaxSchedule], {
    description:
      "PENSION (F) and LONG_TERM_GAIN (H); refundable credits included, tax on net investment income not.",
  })
  federal!: readonly TaxSchedule[];

  @Field(() => [TaxSchedule], {
    description: "WAGES, LONG_TERM_GAIN and PENSION, of the state; none without a state.",
  })
  stateSchedules!: readonly TaxSchedule[];

  @Field(() => TaxThresholds)
  thresholds!: TaxThresholds;

  @Field(() => TaxParameters)
  parameters!: TaxParameters;
}

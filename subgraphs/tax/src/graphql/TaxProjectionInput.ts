import { Field, ID, InputType, Int } from "type-graphql";
import { DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { LawChange } from "../domain/projection/lawChange.js";
import type { TaxProjectionRequest } from "../operations/taxProjection.js";
import { dollars, dollarsOrNull } from "./TaxDetailsInput.js";

@InputType({ description: "Absent parts stay as they are; at least one changes." })
export class LawChangeInput {
  @Field(() => Int)
  fromYear!: number;

  @Field(() => Int, { nullable: true, description: "Ordinary brackets as they were in that year." })
  bracketsOfYear?: number | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Added to every ordinary rate: 0.02 is two points.",
  })
  ratePoints?: Decimal | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "State and local tax cap without a phase-down; half on a separate return.",
  })
  saltCap?: MoneyInput | null;

  @Field(() => DecimalScalar, { nullable: true, description: "As a fraction: -0.5 halves it." })
  standardDeductionChange?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "A year, indexes figures after the published ones.",
  })
  inflation?: Decimal | null;
}

@InputType({ description: "Social Security from a year on; in money of the first year." })
export class ProjectedBenefitsInput {
  @Field(() => Int)
  fromYear!: number;

  @Field(() => MoneyInput)
  annual!: MoneyInput;
}

@InputType()
export class ProjectedPersonInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "Whose traditional accounts count with their last year's end, when none is stated.",
  })
  personId?: string | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "Traditional IRAs and plans on 31 December before the first year.",
  })
  traditional?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: "First year without earnings." })
  retiresIn?: number | null;

  @Field(() => ProjectedBenefitsInput, { nullable: true, description: "Absent: the profile's." })
  socialSecurity?: ProjectedBenefitsInput | null;
}

@InputType({ description: "Rates are fractions a year." })
export class TaxProjectionInput {
  @Field(() => [ProjectedPersonInput], { description: "Each person on the return, in its order." })
  people!: ProjectedPersonInput[];

  @Field(() => DecimalScalar, { nullable: true, description: "Absent: 0.025." })
  inflation?: Decimal | null;

  @Field(() => DecimalScalar, { nullable: true, description: "Absent: inflation." })
  wageGrowth?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of interest, dividends and gains; absent: inflation.",
  })
  investmentGrowth?: Decimal | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Of traditional accounts; absent: 0.",
  })
  accountGrowth?: Decimal | null;

  @Field(() => String, { nullable: true, description: "Postal code; absent: federal tax only." })
  state?: string | null;

  @Field(() => Boolean, { defaultValue: true })
  havePartD!: boolean;

  @Field(() => LawChangeInput, { nullable: true, description: "Beside the current law." })
  law?: LawChangeInput | null;
}

const INFLATION = new Decimal("0.025");

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD */
export function toTaxProjectionRequest(
  fromYear: number,
  years: number,
  input: TaxProjectionInput,
): TaxProjectionRequest {
  const inflation = input.inflation ?? INFLATION;
  return {
    fromYear,
    years,
    people: input.people.map((p) => ({
      personId: p.personId ?? null,
      traditional: dollarsOrNull("traditional", p.traditional),
      retiresIn: p.retiresIn ?? null,
      socialSecurity: p.socialSecurity
        ? {
            fromYear: p.socialSecurity.fromYear,
            annual: dollars("annual", p.socialSecurity.annual),
          }
        : null,
    })),
    inflation,
    wageGrowth: input.wageGrowth ?? inflation,
    investmentGrowth: input.investmentGrowth ?? inflation,
    accountGrowth: input.accountGrowth ?? ZERO,
    state: input.state ?? null,
    havePartD: input.havePartD,
    law: input.law ? toLaw(input.law) : null,
  };
}

const toLaw = (law: LawChangeInput): LawChange => ({
  fromYear: law.fromYear,
  bracketsOfYear: law.bracketsOfYear ?? null,
  ratePoints: law.ratePoints ?? null,
  saltCap: dollarsOrNull("saltCap", law.saltCap),
  standardDeductionChange: law.standardDeductionChange ?? null,
  inflation: law.inflation ?? null,
});

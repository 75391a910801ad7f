import { Field, ID, InputType, Int, registerEnumType } from "type-graphql";
import { CalendarDateScalar, DecimalScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type {
  GrowthAssumption,
  StatedAccount,
  StatedInheritance,
} from "../domain/retirement/accountDistribution.js";
import type { DistributionRequest } from "../domain/retirement/householdDistributions.js";
import type { PlanEmployment } from "../domain/retirement/requiredBeginning.js";
import { dollarsOrNull } from "./TaxDetailsInput.js";

type BeneficiaryKind = StatedInheritance["beneficiary"];
type PaidAt = GrowthAssumption["paidAt"];

export const BeneficiaryKindEnum: Readonly<Record<BeneficiaryKind, BeneficiaryKind>> = {
  SPOUSE: "SPOUSE",
  MINOR_CHILD: "MINOR_CHILD",
  DISABLED_OR_CHRONICALLY_ILL: "DISABLED_OR_CHRONICALLY_ILL",
  NOT_MORE_THAN_TEN_YEARS_YOUNGER: "NOT_MORE_THAN_TEN_YEARS_YOUNGER",
  OTHER_INDIVIDUAL: "OTHER_INDIVIDUAL",
  NOT_AN_INDIVIDUAL: "NOT_AN_INDIVIDUAL",
};
registerEnumType(BeneficiaryKindEnum, {
  name: "BeneficiaryKind",
  description: "Of the law on inherited accounts; MINOR_CHILD: the owner's own, under 21.",
});

export const PaidAtEnum: Readonly<Record<PaidAt, PaidAt>> = {
  START_OF_YEAR: "START_OF_YEAR",
  END_OF_YEAR: "END_OF_YEAR",
};
registerEnumType(PaidAtEnum, { name: "DistributionPaidAt" });

@InputType({ description: "Work for the employer whose plan it is." })
export class PlanEmploymentInput {
  @Field(() => Int, { nullable: true, description: "Absent: still works there." })
  retiredIn?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: "Of the employer: no exception." })
  ownsOverFivePercent!: boolean;
}

@InputType({ description: "Whom an account was inherited from; its owner is the beneficiary." })
export class InheritanceInput {
  @Field(() => CalendarDateScalar)
  ownerBirthDate!: CalendarDate;

  @Field(() => CalendarDateScalar, { description: "From 2020 on." })
  ownerDeathDate!: CalendarDate;

  @Field(() => BeneficiaryKindEnum)
  beneficiary!: BeneficiaryKind;

  @Field(() => Boolean, { defaultValue: false })
  isRoth!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "The ten-year rule instead of life expectancy, where it may be chosen.",
  })
  electsTenYears!: boolean;
}

@InputType({ description: "What the ledger does not know of an account; USD." })
export class DistributionFactsInput {
  @Field(() => MoneyInput, {
    nullable: true,
    description: "Of 31 December before; absent: the stored value of the year's end.",
  })
  priorYearEndBalance?: MoneyInput | null;

  @Field(() => ID, {
    nullable: true,
    description: "The spouse, when sole beneficiary all year: a person of the household.",
  })
  soleBeneficiarySpouseId?: string | null;

  @Field(() => PlanEmploymentInput, { nullable: true, description: "Of a plan at work." })
  employment?: PlanEmploymentInput | null;

  @Field(() => InheritanceInput, { nullable: true })
  inheritance?: InheritanceInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Of the year's minimum so far." })
  taken?: MoneyInput | null;
}

@InputType()
export class AccountDistributionFactsInput extends DistributionFactsInput {
  @Field(() => ID)
  accountId!: string;
}

@InputType({ description: "Years to come in which only the minimum is taken." })
export class DistributionProjectionInput {
  @Field(() => Int, { description: "1 to 60." })
  years!: number;

  @Field(() => DecimalScalar, { description: "A year, as a fraction." })
  growth!: Decimal;

  @Field(() => PaidAtEnum, { nullable: true, description: "Absent: END_OF_YEAR." })
  paidAt?: PaidAt | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "An owner's first minimum by 1 April of the next year.",
  })
  defersFirst!: boolean;
}

@InputType()
export class RequiredDistributionInput extends DistributionFactsInput {
  @Field(() => DistributionProjectionInput, { nullable: true })
  projection?: DistributionProjectionInput | null;
}

@InputType()
export class RequiredDistributionsInput {
  @Field(() => [AccountDistributionFactsInput], { nullable: true })
  accounts?: AccountDistributionFactsInput[] | null;

  @Field(() => DistributionProjectionInput, { nullable: true })
  projection?: DistributionProjectionInput | null;
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD */
export function toDistributionRequest(
  year: number,
  input: RequiredDistributionsInput | null,
): DistributionRequest {
  const accounts = (input?.accounts ?? []).map((a) => toStatedAccount(a.accountId, a));
  return { year, accounts, projection: toProjection(input?.projection) };
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD */
export function toStatedAccount(accountId: string, facts: DistributionFactsInput): StatedAccount {
  return {
    accountId,
    priorYearEndBalance: dollarsOrNull("priorYearEndBalance", facts.priorYearEndBalance),
    soleBeneficiarySpouseId: facts.soleBeneficiarySpouseId ?? null,
    employment: toEmployment(facts.employment),
    inheritance: facts.inheritance ?? null,
    taken: dollarsOrNull("taken", facts.taken) ?? ZERO,
  };
}

const toEmployment = (given: PlanEmploymentInput | null | undefined): PlanEmployment | null =>
  given
    ? { retiredIn: given.retiredIn ?? null, ownsOverFivePercent: given.ownsOverFivePercent }
    : null;

export function toProjection(
  given: DistributionProjectionInput | null | undefined,
): GrowthAssumption | null {
  if (!given) return null;
  const { years, growth, defersFirst } = given;
  return { years, growth, defersFirst, paidAt: given.paidAt ?? "END_OF_YEAR" };
}

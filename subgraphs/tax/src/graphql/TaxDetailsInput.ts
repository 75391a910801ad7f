import { Field, InputType, Int } from "type-graphql";
import { MoneyInput } from "@wealthgraph/chassis/scalars";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { EducationExpenses, MarketplaceCoverage } from "../domain/federalFacts.js";
import {
  DETAIL_AMOUNTS,
  PERSON_AMOUNTS,
  type PersonDetails,
  type TaxDetails,
} from "../domain/taxDetails.js";
import {
  DETAIL_AMOUNT_DESCRIPTIONS,
  EducationCreditEnum,
  PERSON_AMOUNT_DESCRIPTIONS,
  PovertyRegionEnum,
} from "./taxDetailsFields.js";

type Given = MoneyInput | null | undefined;
type GivenAmounts<N extends string> = { readonly [name in N]?: Given };

@InputType({ description: "One person's part of a tax profile; USD, >= 0, absent ones are 0." })
export class TaxPersonDetailsInput {
  @Field(() => MoneyInput, { nullable: true, description: "Business profit; a loss is negative." })
  selfEmploymentProfit?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Boxes 3 and 7; absent: as wages." })
  socialSecurityWages?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Box 5; absent: as wages." })
  medicareWages?: MoneyInput | null;

  @Field(() => Boolean, { defaultValue: false })
  isStudent!: boolean;
}
for (const name of PERSON_AMOUNTS) {
  const description = PERSON_AMOUNT_DESCRIPTIONS[name];
  Field(() => MoneyInput, { nullable: true, description })(TaxPersonDetailsInput.prototype, name);
}

@InputType()
export class TaxDependentInput {
  @Field(() => Int, { description: "At the end of the year, 0 to 130." })
  ageYears!: number;

  @Field(() => Boolean, { defaultValue: true, description: "A child, not a relative." })
  isQualifyingChild!: boolean;
}

@InputType()
export class StudentExpensesInput {
  @Field(() => EducationCreditEnum)
  credit!: EducationExpenses["credit"];

  @Field(() => MoneyInput)
  expenses!: MoneyInput;
}

@InputType({ description: "USD a year." })
export class HealthCoverageInput {
  @Field(() => MoneyInput)
  premiums!: MoneyInput;

  @Field(() => MoneyInput, { description: "Of the second lowest cost silver plan." })
  benchmarkPremiums!: MoneyInput;

  @Field(() => MoneyInput, { nullable: true })
  advancePayments?: MoneyInput | null;

  @Field(() => PovertyRegionEnum, { defaultValue: "CONTIGUOUS" })
  region!: MarketplaceCoverage["region"];
}

@InputType({ description: "More of a household's tax year; USD, >= 0, absent amounts are 0." })
export class TaxDetailsInput {
  @Field(() => TaxPersonDetailsInput, { nullable: true })
  filer?: TaxPersonDetailsInput | null;

  @Field(() => TaxPersonDetailsInput, { nullable: true, description: "Joint returns only." })
  spouse?: TaxPersonDetailsInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "The spouse's part of the wages." })
  spouseWages?: MoneyInput | null;

  @Field(() => [TaxDependentInput], { nullable: true, description: "Absent: not stated." })
  dependents?: TaxDependentInput[] | null;

  @Field(() => Boolean, { defaultValue: false })
  canBeClaimedAsDependent!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: "Separate returns only." })
  livedApart!: boolean;

  @Field(() => [StudentExpensesInput], { defaultValue: [] })
  education!: StudentExpensesInput[];

  @Field(() => HealthCoverageInput, { nullable: true })
  marketplace?: HealthCoverageInput | null;
}
for (const name of DETAIL_AMOUNTS) {
  const description = DETAIL_AMOUNT_DESCRIPTIONS[name];
  Field(() => MoneyInput, { nullable: true, description })(TaxDetailsInput.prototype, name);
}

/** @throws {Refusal} BAD_INPUT when the amount is not in USD */
export function dollars(field: string, given: Given): Decimal {
  if (given && given.currency !== "USD") {
    throw new Refusal("BAD_INPUT", `${field} is in USD (asked: ${given.currency})`, { field });
  }
  return given?.amount ?? ZERO;
}

export const dollarsOrNull = (field: string, given: Given): Decimal | null =>
  given ? dollars(field, given) : null;

/** The amounts of `names` that an input gives, 0 where it gives none. */
function amountsOf<N extends string>(names: readonly N[], given: object): Record<N, Decimal> {
  // the fields were added to the input class by these names
  const input = given as GivenAmounts<N>;
  return Object.fromEntries(names.map((name) => [name, dollars(name, input[name])])) as Record<
    N,
    Decimal
  >;
}

function toPerson(input: TaxPersonDetailsInput | null | undefined): PersonDetails {
  return {
    ...amountsOf(PERSON_AMOUNTS, input ?? {}),
    selfEmploymentProfit: dollars("selfEmploymentProfit", input?.selfEmploymentProfit),
    socialSecurityWages: dollarsOrNull("socialSecurityWages", input?.socialSecurityWages),
    medicareWages: dollarsOrNull("medicareWages", input?.medicareWages),
    isStudent: input?.isStudent ?? false,
  };
}

/** The details of an input, null when none are given. */
export function toDetails(input: TaxDetailsInput | null | undefined): TaxDetails | null {
  if (!input) return null;
  const { marketplace } = input;
  return {
    ...amountsOf(DETAIL_AMOUNTS, input),
    filer: toPerson(input.filer),
    spouse: input.spouse ? toPerson(input.spouse) : null,
    spouseWages: dollarsOrNull("spouseWages", input.spouseWages),
    dependents:
      input.dependents?.map(({ ageYears, isQualifyingChild }) => ({
        ageYears,
        isQualifyingChild,
      })) ?? null,
    canBeClaimedAsDependent: input.canBeClaimedAsDependent,
    livedApart: input.livedApart,
    education: input.education.map(({ credit, expenses }) => ({
      credit,
      expenses: dollars("expenses", expenses),
    })),
    marketplace: marketplace ? toCoverage(marketplace) : null,
  };
}

/** @throws {Refusal} BAD_INPUT for amounts that are not in USD */
export const toCoverage = (input: HealthCoverageInput): MarketplaceCoverage => ({
  premiums: dollars("premiums", input.premiums),
  benchmarkPremiums: dollars("benchmarkPremiums", input.benchmarkPremiums),
  advancePayments: dollars("advancePayments", input.advancePayments),
  region: input.region,
});

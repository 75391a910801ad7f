import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, MoneyInput } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { FilingStatus } from "../domain/filingStatus.js";
import type { TaxProfile as TaxProfileModel } from "../domain/taxProfile.js";
import { setTaxProfile, type TaxProfileStatement } from "../operations/setTaxProfile.js";
import type { TaxContext } from "./context.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { dollars, TaxDetailsInput, toDetails } from "./TaxDetailsInput.js";
import { TaxProfile } from "./TaxProfile.js";

@InputType({
  description:
    "A household's tax year; replaces the whole profile but for absent details. Amounts in USD, whole cents; absent ones are 0.",
})
export class SetTaxProfileInput {
  @Field(() => ID)
  householdId!: string;

  @Field(() => Int, {
    description: "One of taxYears, or a later one, whose figures are projected.",
  })
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => MoneyInput, { nullable: true, description: ">= 0" })
  wages?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Taxable interest, >= 0." })
  interest?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Qualified ones included, >= 0." })
  ordinaryDividends?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "At most the ordinary dividends." })
  qualifiedDividends?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "This year's net; a loss is negative." })
  shortTermGain?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "This year's net; a loss is negative." })
  longTermGain?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "From earlier years, >= 0." })
  shortTermLossCarryover?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "From earlier years, >= 0." })
  longTermLossCarryover?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Taxable, not from investments, >= 0." })
  otherIncome?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: "Schedule A total, >= 0." })
  itemizedDeductions?: MoneyInput | null;

  @Field(() => Boolean, { defaultValue: false, description: "Separate returns only." })
  spouseItemizes!: boolean;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Absent counts as under 65." })
  filerBirthDate?: CalendarDate | null;

  @Field(() => Boolean, { defaultValue: false })
  filerIsBlind!: boolean;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Joint returns only." })
  spouseBirthDate?: CalendarDate | null;

  @Field(() => Boolean, { defaultValue: false, description: "Joint returns only." })
  spouseIsBlind!: boolean;

  @Field(() => TaxDetailsInput, {
    nullable: true,
    description:
      "People, retirement, Schedule A, credits; absent: they stay as they are; null: nothing of them is stated.",
  })
  details?: TaxDetailsInput | null;

  @Field(() => Int, {
    nullable: true,
    description: "The version that was read; absent for the first profile of the year.",
  })
  version?: number | null;
}

@Resolver()
export class SetTaxProfileMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => TaxProfile, { description: "Stores a household's tax profile of one year." })
  setTaxProfile(
    @Arg("input", () => SetTaxProfileInput) input: SetTaxProfileInput,
    @Ctx() context: TaxContext,
  ): Promise<TaxProfileModel> {
    const { profiles, viewer } = context;
    return setTaxProfile(profiles, viewer, toEntry(input), input.version ?? null);
  }
}

function toEntry(input: SetTaxProfileInput): TaxProfileStatement {
  const { version: _, ...rest } = input;
  return {
    ...rest,
    wages: dollars("wages", input.wages),
    interest: dollars("interest", input.interest),
    ordinaryDividends: dollars("ordinaryDividends", input.ordinaryDividends),
    qualifiedDividends: dollars("qualifiedDividends", input.qualifiedDividends),
    shortTermGain: dollars("shortTermGain", input.shortTermGain),
    longTermGain: dollars("longTermGain", input.longTermGain),
    shortTermLossCarryover: dollars("shortTermLossCarryover", input.shortTermLossCarryover),
    longTermLossCarryover: dollars("longTermLossCarryover", input.longTermLossCarryover),
    otherIncome: dollars("otherIncome", input.otherIncome),
    itemizedDeductions: dollars("itemizedDeductions", input.itemizedDeductions),
    filerBirthDate: input.filerBirthDate ?? null,
    spouseBirthDate: input.spouseBirthDate ?? null,
    details: input.details === undefined ? undefined : toDetails(input.details),
  };
}

import { Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar, Money } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { money, type Money as MoneyModel } from "@wealthgraph/kernel/money";
import type { FilingStatus } from "../domain/filingStatus.js";
import type { TaxProfile as TaxProfileModel } from "../domain/taxProfile.js";
import { FilingStatusEnum } from "./FilingStatus.js";
import { Household } from "./Household.js";
import type { HouseholdReference } from "./Household.reference.js";
import { shownDetails, TaxDetails } from "./TaxDetails.js";

@Key("id")
@ObjectType({ description: "What a household says of its tax year; all amounts in USD." })
export class TaxProfile {
  @Field(() => ID)
  id!: string;

  @Field(() => Int)
  year!: number;

  @Field(() => FilingStatusEnum)
  filingStatus!: FilingStatus;

  @Field(() => Boolean, { description: "Separate returns: the other spouse itemises." })
  spouseItemizes!: boolean;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Unknown counts as under 65." })
  filerBirthDate!: CalendarDate | null;

  @Field(() => Boolean)
  filerIsBlind!: boolean;

  @Field(() => CalendarDateScalar, { nullable: true, description: "Joint returns only." })
  spouseBirthDate!: CalendarDate | null;

  @Field(() => Boolean)
  spouseIsBlind!: boolean;

  @Field(() => Int, { description: "Send it back with a change." })
  version!: number;
}

const usd = (amount: Decimal): MoneyModel => money(amount, "USD");

@Resolver(() => TaxProfile)
export class TaxProfileFields {
  @FieldResolver(() => Household)
  household(@Root() profile: TaxProfileModel): HouseholdReference {
    return { id: profile.householdId };
  }

  @FieldResolver(() => Money)
  wages(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.wages);
  }

  @FieldResolver(() => Money, { description: "Taxable interest." })
  interest(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.interest);
  }

  @FieldResolver(() => Money, { description: "The qualified ones included." })
  ordinaryDividends(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.ordinaryDividends);
  }

  @FieldResolver(() => Money, { description: "Part of the ordinary dividends." })
  qualifiedDividends(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.qualifiedDividends);
  }

  @FieldResolver(() => Money, { description: "This year's net; a loss is negative." })
  shortTermGain(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.shortTermGain);
  }

  @FieldResolver(() => Money, { description: "This year's net; a loss is negative." })
  longTermGain(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.longTermGain);
  }

  @FieldResolver(() => Money, { description: "Short-term loss carried from earlier years." })
  shortTermLossCarryover(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.shortTermLossCarryover);
  }

  @FieldResolver(() => Money, { description: "Long-term loss carried from earlier years." })
  longTermLossCarryover(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.longTermLossCarryover);
  }

  @FieldResolver(() => Money, { description: "Taxable, not from investments: pensions, for one." })
  otherIncome(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.otherIncome);
  }

  @FieldResolver(() => Money, { description: "Schedule A total, after its own limits." })
  itemizedDeductions(@Root() profile: TaxProfileModel): MoneyModel {
    return usd(profile.itemizedDeductions);
  }

  @FieldResolver(() => TaxDetails, {
    nullable: true,
    description: "What the household added; null when nothing.",
  })
  details(@Root() profile: TaxProfileModel): TaxDetails | null {
    return shownDetails(profile.details);
  }
}

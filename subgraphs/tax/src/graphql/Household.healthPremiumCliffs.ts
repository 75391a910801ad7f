import { Arg, Ctx, Field, FieldResolver, InputType, Int, Resolver, Root } from "type-graphql";
import { MoneyInput } from "@wealthgraph/chassis/scalars";
import type { IncomeKind } from "../domain/incomeKind.js";
import type {
  CliffRequest,
  HealthPremiumCliffs as HealthPremiumCliffsModel,
} from "../domain/retirement/healthPremiumCliffs.js";
import { premiumCliffs } from "../operations/premiumCliffs.js";
import type { TaxProfileKey } from "../operations/ports.js";
import type { TaxContext } from "./context.js";
import { HealthPremiumCliffs } from "./HealthPremiumCliffs.js";
import { Household } from "./Household.js";
import type { HouseholdReference } from "./Household.reference.js";
import { dollars } from "./TaxDetailsInput.js";
import { IncomeKindEnum } from "./TaxSchedule.js";

@InputType({ description: "More income: a conversion, a sale, a pension; USD, > 0." })
export class IncomeChangeInput {
  @Field(() => IncomeKindEnum)
  kind!: IncomeKind;

  @Field(() => MoneyInput)
  amount!: MoneyInput;
}

@InputType()
export class HealthPremiumCliffsInput {
  @Field(() => Int, {
    nullable: true,
    description: "Two years later; absent: those of 65 by the end of that year.",
  })
  personsOnMedicare?: number | null;

  @Field(() => Boolean, { defaultValue: true })
  havePartD!: boolean;

  @Field(() => [IncomeKindEnum], {
    nullable: true,
    description:
      "Of which the room below each cliff is wanted; absent: conversions and long gains.",
  })
  kinds?: IncomeKind[] | null;

  @Field(() => [IncomeChangeInput], { nullable: true, description: "At most 20." })
  changes?: IncomeChangeInput[] | null;
}

@Resolver(() => Household)
export class HouseholdHealthPremiumCliffs {
  @FieldResolver(() => HealthPremiumCliffs, {
    nullable: true,
    description:
      "Medicare surcharges two years later and the premium tax credit, from the tax profile of the year; what more income does to them. Null like taxEstimate, or with BAD_INPUT.",
  })
  healthPremiumCliffs(
    @Root() { id }: HouseholdReference,
    @Arg("year", () => Int) year: number,
    @Arg("input", () => HealthPremiumCliffsInput, { nullable: true })
    input: HealthPremiumCliffsInput | null,
    @Ctx() context: TaxContext,
  ): Promise<HealthPremiumCliffsModel> {
    const load = (key: TaxProfileKey) => context.taxProfileByKey.load(key);
    return premiumCliffs(load, context.viewer, { householdId: id, year }, toRequest(input));
  }
}

const DEFAULT_KINDS: readonly IncomeKind[] = ["ROTH_CONVERSION", "LONG_TERM_GAIN"];

function toRequest(input: HealthPremiumCliffsInput | null): CliffRequest {
  return {
    personsOnMedicare: input?.personsOnMedicare ?? null,
    havePartD: input?.havePartD ?? true,
    kinds: [...new Set(input?.kinds ?? DEFAULT_KINDS)],
    changes: (input?.changes ?? []).map(({ kind, amount }) => ({
      kind,
      amount: dollars("amount", amount),
    })),
  };
}

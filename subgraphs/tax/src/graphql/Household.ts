import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import type { ConversionPlan as ConversionPlanModel } from "../domain/conversions/conversionPlan.js";
import type { TaxEstimate as TaxEstimateModel } from "../domain/taxEstimate.js";
import type { TaxProfile as TaxProfileModel } from "../domain/taxProfile.js";
import { INCOME_KINDS, type IncomeKind } from "../domain/incomeKind.js";
import type { TaxSchedule as TaxScheduleModel } from "../domain/taxSchedule.js";
import { conversionPlan } from "../operations/conversionPlan.js";
import type { TaxProfileKey } from "../operations/ports.js";
import { stateTaxEstimate } from "../operations/stateTaxEstimate.js";
import { substituteVetoes } from "../operations/substituteVetoes.js";
import { taxEstimate, taxProfile } from "../operations/taxEstimate.js";
import { taxSchedules } from "../operations/taxSchedules.js";
import { Account } from "./Account.js";
import { ConversionPlan } from "./ConversionPlan.js";
import { ConversionPlanInput, toConversionPlanRequest } from "./ConversionPlanInput.js";
import type { TaxContext } from "./context.js";
import { Person } from "./Person.js";
import { StateTaxEstimate, stateTaxEstimateOf } from "./StateTaxEstimate.js";
import { SubstituteVeto } from "./SubstituteVeto.js";
import { TaxEstimate } from "./TaxEstimate.js";
import { TaxProfile } from "./TaxProfile.js";
import { IncomeKindEnum, TaxSchedule } from "./TaxSchedule.js";

/** Owned by users; tax adds the fields below. */
@Key("id")
@ObjectType()
export class Household {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => [Person])
  people!: readonly Person[];

  @External()
  @Field(() => [Account])
  accounts!: readonly Account[];
}

@Resolver(() => Household)
export class HouseholdFields {
  @FieldResolver(() => TaxProfile, {
    nullable: true,
    description: "The household's tax profile of a year, null when none was set.",
  })
  taxProfile(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Ctx() context: TaxContext,
  ): Promise<TaxProfileModel | null> {
    const key = { householdId: household.id, year };
    return taxProfile((k) => context.taxProfileByKey.load(k), context.viewer, key);
  }

  @FieldResolver(() => TaxEstimate, {
    nullable: true,
    description:
      "Federal tax of a year from the household's tax profile. Null with TAX_PROFILE_MISSING or TAX_YEAR_UNKNOWN, so that the rest of the household still arrives.",
  })
  taxEstimate(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Ctx() context: TaxContext,
  ): Promise<TaxEstimateModel> {
    const key = { householdId: household.id, year };
    return taxEstimate((k) => context.taxProfileByKey.load(k), context.viewer, key);
  }

  @FieldResolver(() => StateTaxEstimate, {
    nullable: true,
    description:
      "Income tax of a state from the household's tax profile. Null with TAX_STATE_UNKNOWN (its facts name the state), TAX_PROFILE_MISSING or TAX_YEAR_UNKNOWN.",
  })
  async stateTaxEstimate(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Arg("state", () => String, { description: "Postal code, upper case: one of taxStates." })
    state: string,
    @Ctx() context: TaxContext,
  ): Promise<StateTaxEstimate> {
    const key = { householdId: household.id, year };
    const load = (k: TaxProfileKey) => context.taxProfileByKey.load(k);
    return stateTaxEstimateOf(await stateTaxEstimate(load, context.viewer, key, state));
  }

  @FieldResolver(() => [TaxSchedule], {
    nullable: true,
    description:
      "Federal tax as piecewise-linear functions of more income, one of each kind, up to 1,000,000 USD. Null like taxEstimate.",
  })
  taxSchedules(
    @Root() household: Household,
    @Arg("year", () => Int) year: number,
    @Arg("kinds", () => [IncomeKindEnum], {
      nullable: true,
      description: "All kinds when absent.",
    })
    kinds: IncomeKind[] | null,
    @Ctx() context: TaxContext,
  ): Promise<readonly TaxScheduleModel[]> {
    const key = { householdId: household.id, year };
    const load = (k: TaxProfileKey) => context.taxProfileByKey.load(k);
    return taxSchedules(load, context.viewer, key, kinds ?? INCOME_KINDS);
  }

  @FieldResolver(() => [SubstituteVeto], {
    description: "Substitutes that the household does not want, at most 500.",
  })
  substituteVetoes(
    @Root() household: Household,
    @Ctx() context: TaxContext,
  ): Promise<readonly SubstituteVeto[]> {
    return substituteVetoes(context.vetoes, context.viewer, household.id);
  }

  @FieldResolver(() => ConversionPlan, {
    nullable: true,
    description:
      "Roth conversions over years, one to three seconds of work: ask for it alone, and the same again while it answers PLAN_RUNNING. Null like taxEstimate, or with BAD_INPUT, PLAN_RUNNING or PLAN_TIMED_OUT.",
  })
  conversionPlan(
    @Root() household: Household,
    @Arg("input", () => ConversionPlanInput) input: ConversionPlanInput,
    @Ctx() context: TaxContext,
  ): Promise<ConversionPlanModel> {
    const key = { householdId: household.id, year: input.firstYear };
    const load = (k: TaxProfileKey) => context.taxProfileByKey.load(k);
    const world = { load, plans: context.plans };
    return conversionPlan(world, context.viewer, key, toConversionPlanRequest(input));
  }
}

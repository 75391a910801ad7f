import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { type LifePeriod, planYears } from "../domain/conversions/planYears.js";
import type { FederalFacts } from "../domain/federalFacts.js";
import type { WithdrawalPlan } from "../domain/retirement/withdrawalOrder.js";
import { isAgedIn } from "../domain/taxProfile.js";
import type { WithdrawalInput } from "../domain/withdrawals/withdrawalFacts.js";
import type { WithdrawalAnswer } from "../domain/withdrawals/withdrawalPlan.js";
import type { PlanRunner } from "./planRunner.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** A stretch of life with what it costs, in money of the first year; >= 0. */
export interface SpendingPeriod extends Pick<LifePeriod, "fromYear" | "people"> {
  readonly spending: Decimal; // a year, after tax
  readonly medicalCosts: Decimal; // part of it
}

/** What a household states for its withdrawals; the rest is in the tax profile of the first year. */
export interface WithdrawalRequest {
  readonly years: number; // 1 to 40
  readonly periods: readonly SpendingPeriod[];
  readonly inflation: number;
  readonly plan: Omit<WithdrawalPlan, "firstYear" | "years">;
  readonly priorMagi: WithdrawalInput["priorMagi"];
}

/**
 * Plans what a household draws from which accounts, from its tax profile of the first year.
 *
 * @param key household and first year
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, BAD_INPUT, PLAN_TIMED_OUT
 */
export async function withdrawalPlan(
  { load, plans }: { readonly load: LoadTaxProfile; readonly plans: PlanRunner },
  viewer: Viewer,
  key: TaxProfileKey,
  request: WithdrawalRequest,
): Promise<WithdrawalAnswer> {
  requireHousehold(viewer, key.householdId, "read");
  const { facts } = await taxYear(load, viewer, key);
  const { inflation, periods, priorMagi } = request;
  const lives = periods.map(({ fromYear, people }) => ({ fromYear, people, netCash: ZERO }));
  const years = planYears({ year: key.year, facts }, request.years, lives, inflation);
  const returns = years.map(({ year, facts: of }) => aged(of, year));
  const plan: WithdrawalPlan = {
    ...request.plan,
    firstYear: key.year,
    years: years.map(({ year, facts: of }, i) => {
      const period = periods.findLast((p) => p.fromYear <= year);
      const grown = (amount: Decimal | undefined): Decimal =>
        new Decimal(Math.round((amount?.toNumber() ?? 0) * (1 + inflation) ** i));
      return {
        spending: grown(period?.spending),
        medicalCosts: grown(period?.medicalCosts),
        cashIncome: sum(of.filers.flatMap((f) => [f.wages, f.pensions, f.socialSecurityBenefits])),
      };
    }),
  };
  return plans.run("withdrawalPlan", { plan, returns, priorMagi });
}

const aged = (facts: FederalFacts, year: number): FederalFacts => ({
  ...facts,
  filers: facts.filers.map((filer) => ({ ...filer, isAged: isAgedIn(year, filer.birthDate) })),
});

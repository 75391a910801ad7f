import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { PlanYear } from "./conversionPlanInput.js";
import { BLANK_FILER, type FederalFacts } from "../federalFacts.js";
import { coverageIn } from "./marketplaceYears.js";

/** One person's income from a year on, USD a year in money of the first year, >= 0. */
export interface PersonIncome {
  readonly wages: Decimal;
  readonly pensions: Decimal;
  readonly socialSecurityBenefits: Decimal;
}

/** A stretch of life: from a year until the next one begins. */
export interface LifePeriod {
  readonly fromYear: number;
  readonly people: readonly PersonIncome[]; // in the order of the return
  readonly netCash: Decimal; // as in PlanYear, in money of the first year; signed
}

/**
 * The years of a plan from the first year's return and periods of income, which grow with
 * inflation and are rounded to whole dollars.
 *
 * Of the first year's facts everything stays but incomes of people, investments and IRAs: those
 * are the periods' and the accounts'. Loss carryovers stay in the first year; marketplace coverage
 * ends with Medicare.
 *
 * @param count years, 1 to 40
 * @throws {Refusal} BAD_INPUT for periods that do not begin with the first year and rise, or that do not name each person
 */
export function planYears(
  first: { readonly year: number; readonly facts: FederalFacts },
  count: number,
  periods: readonly LifePeriod[],
  inflation: number,
): readonly PlanYear[] {
  demand(Number.isInteger(count) && count >= 1 && count <= 40, "A plan has 1 to 40 years.");
  demand(periods[0]?.fromYear === first.year, "The first period begins with the first year.");
  demand(
    periods.every((p, i) => i === 0 || p.fromYear > (periods[i - 1]?.fromYear ?? 0)),
    "Each period begins after the one before.",
  );
  for (const period of periods) checkPeople(period, first.facts.filers.length);
  return Array.from({ length: count }, (_, i): PlanYear => {
    const year = first.year + i;
    const period = periods.findLast((p) => p.fromYear <= year);
    const factor = (1 + inflation) ** i;
    const grown = (usd: Decimal | undefined) =>
      new Decimal(Math.round((usd?.toNumber() ?? 0) * factor));
    const filers = first.facts.filers.map((filer, person) => ({
      ...BLANK_FILER,
      birthDate: filer.birthDate,
      isBlind: filer.isBlind,
      wages: grown(period?.people[person]?.wages),
      pensions: grown(period?.people[person]?.pensions),
      socialSecurityBenefits: grown(period?.people[person]?.socialSecurityBenefits),
    }));
    const carried = i === 0 ? {} : { shortTermLossCarryover: ZERO, longTermLossCarryover: ZERO };
    return {
      year,
      facts: {
        ...first.facts,
        ...NO_INVESTMENTS,
        ...carried,
        filers,
        isWageSplitKnown: true,
        marketplace: coverageIn(first.facts, { firstYear: first.year, index: i, factor }),
      },
      netCash: grown(period?.netCash),
    };
  });
}

/** The taxable account brings its own. */
const NO_INVESTMENTS = {
  interest: ZERO,
  usGovernmentInterest: ZERO,
  taxExemptInterest: ZERO,
  privateActivityBondInterest: ZERO,
  ordinaryDividends: ZERO,
  qualifiedDividends: ZERO,
  realEstateDividends: ZERO,
  shortTermGain: ZERO,
  longTermGain: ZERO,
  collectiblesGain: ZERO,
  unrecapturedSection1250Gain: ZERO,
  foreignTaxPaid: ZERO,
  withholding: ZERO,
  estimatedPayments: ZERO,
} satisfies Partial<FederalFacts>;

function checkPeople({ people, fromYear }: LifePeriod, count: number): void {
  demand(
    people.length === count,
    `The period from ${fromYear} names ${count} people, as the return does.`,
  );
  const amounts = people.flatMap((p) => [p.wages, p.pensions, p.socialSecurityBenefits]);
  demand(
    amounts.every((usd) => usd.isFinite() && usd.gte(0)),
    `Incomes from ${fromYear} are not negative.`,
  );
}

function demand(holds: boolean, claim: string): void {
  if (!holds) throw new Refusal("BAD_INPUT", claim);
}

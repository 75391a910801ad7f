import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { FederalFacts } from "../federalFacts.js";
import { PROJECTED_UNTIL } from "../projectedParameters.js";
import { MEDICARE_LOOKBACK_YEARS } from "../retirement/medicareSurcharge.js";
import { checkLawChange, type LawChange } from "./lawChange.js";

/** What the tax profile does not say of a person's years to come. USD. */
export interface ProjectedPerson {
  readonly traditional: Decimal; // IRAs and plans on 31 December before the first year; 0: no minimums
  readonly retiresIn: number | null; // first year without earnings; null: never
  readonly socialSecurity: { readonly fromYear: number; readonly annual: Decimal } | null; // in money of the first year; null: as in the profile
}

/** Rates are fractions a year. */
export interface ProjectionRequest {
  readonly fromYear: number;
  readonly years: number; // 1 to 40
  readonly people: readonly ProjectedPerson[]; // in the order of the return
  readonly wageGrowth: Decimal;
  readonly investmentGrowth: Decimal; // of interest, dividends and gains
  readonly accountGrowth: Decimal; // of traditional balances
  readonly inflation: Decimal; // of pensions, Social Security, deductions and all else
  readonly state: string | null; // postal code; null: federal tax only
  readonly havePartD: boolean;
  readonly law: LawChange | null; // to compare with
}

const YEARS_MAX = 40;
const LAST_YEAR = PROJECTED_UNTIL - MEDICARE_LOOKBACK_YEARS;

/**
 * Refuses a projection that could only give numbers that look right.
 *
 * @throws {Refusal} BAD_INPUT, which says what; TAX_YEAR_UNKNOWN past the projected years
 */
export function checkProjection(facts: FederalFacts, request: ProjectionRequest): void {
  const { years, people, fromYear } = request;
  demand(
    Number.isInteger(years) && years >= 1 && years <= YEARS_MAX,
    `A projection has 1 to ${YEARS_MAX} years.`,
  );
  demand(
    people.length === facts.filers.length,
    `The return has ${facts.filers.length} persons, each of whom is named once, in its order.`,
  );
  people.forEach((person, i) => {
    const { traditional, socialSecurity } = person;
    demand(
      traditional.gte(0) && (socialSecurity?.annual ?? ZERO).gte(0),
      "Balances and benefits are not negative.",
    );
    demand(
      traditional.isZero() || facts.filers[i]?.birthDate !== null,
      "Minimum distributions need the birth date of the tax profile.",
    );
  });
  const rates = [
    request.wageGrowth,
    request.investmentGrowth,
    request.accountGrowth,
    request.inflation,
  ];
  demand(
    rates.every((rate) => rate.gte("-0.5") && rate.lte("0.5")),
    "Growth and inflation are yearly fractions from -0.5 to 0.5.",
  );
  if (request.law) checkLawChange(request.law);
  if (fromYear + years - 1 > LAST_YEAR) {
    throw new Refusal(
      "TAX_YEAR_UNKNOWN",
      `A projection ends in ${LAST_YEAR} at the latest: Medicare looks at two years later.`,
      { yearAsked: fromYear + years - 1, yearLast: LAST_YEAR },
    );
  }
}

/** An amount after `years` of growth, to the cent, half-even. */
export const grown = (amount: Decimal, growth: Decimal, years: number): Decimal =>
  years === 0 || amount.isZero()
    ? amount
    : amount.times(growth.plus(1).pow(years)).toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);

function demand(holds: boolean, claim: string): void {
  if (!holds) throw new Refusal("BAD_INPUT", claim);
}

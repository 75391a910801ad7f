import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "../federalFacts.js";
import { federalParametersFor } from "../federalParameters.js";
import { federalTax } from "../federalTax.js";
import type { FilingStatus } from "../filingStatus.js";
import { stateReturn } from "./stateTax.js";

type PersonAmount =
  | "wages"
  | "pensions"
  | "publicPensions"
  | "electiveDeferrals"
  | "selfEmploymentProfit"
  | "socialSecurityBenefits"
  | "hsaDeduction"
  | "iraDeduction";

/** One person: birth date as text ("65" means of 65 without a known birth date), amounts in USD. */
export type Person = Partial<Record<PersonAmount | "ira" | "conversion", number>> & {
  readonly born?: string;
};

type HouseholdAmount =
  | "interest"
  | "usGovernmentInterest"
  | "taxExemptInterest"
  | "ordinaryDividends"
  | "shortTermGain"
  | "longTermGain"
  | "shortTermLossCarryover"
  | "longTermLossCarryover"
  | "otherIncome";

/** The rest of a household. */
export type Household = Partial<Record<HouseholdAmount, number>> & {
  readonly children?: number;
  readonly mortgageInterest?: number;
  readonly medicalExpenses?: number;
};

function filer({ born, ira = 0, conversion = 0, ...amounts }: Person, year: number): Filer {
  const birthDate = born === undefined || born === "65" ? null : date(born);
  const isAged = born === "65" || (birthDate !== null && birthDate <= `${year - 64}-01-01`);
  const exact = Object.entries(amounts).map(([name, usd]) => [name, new Decimal(usd)]);
  return {
    ...BLANK_FILER,
    ...Object.fromEntries(exact),
    birthDate,
    isAged,
    ira: {
      ...BLANK_FILER.ira,
      distributions: new Decimal(ira),
      conversions: new Decimal(conversion),
    },
  };
}

/** Facts of a year in one line for tests: what is not named is 0. */
export function household(
  year: number,
  status: FilingStatus,
  people: readonly Person[],
  { children = 0, mortgageInterest = 0, medicalExpenses = 0, ...amounts }: Household = {},
): FederalFacts {
  const blank = blankFacts(status);
  const exact = Object.entries(amounts).map(([name, usd]) => [name, new Decimal(usd)]);
  return {
    ...blank,
    ...Object.fromEntries(exact),
    filers: blank.filers.map((_, i) => filer(people[i] ?? {}, year)),
    dependents: Array.from({ length: children }, () => ({ ageYears: 10, isQualifyingChild: true })),
    itemized: {
      ...blank.itemized,
      mortgageInterest: new Decimal(mortgageInterest),
      medicalExpenses: new Decimal(medicalExpenses),
    },
  };
}

/** The federal return of these facts. */
export const federalOf = (year: number, facts: FederalFacts) =>
  federalTax(facts, federalParametersFor(year));

/** The exact state return of these facts, through the federal one. */
export const returnOf = (state: string, year: number, facts: FederalFacts) =>
  stateReturn(state, year, facts, federalOf(year, facts));

/** The state's tax, USD, as a number of cents' precision for comparison with hand arithmetic. */
export const taxOf = (state: string, year: number, facts: FederalFacts): number =>
  returnOf(state, year, facts).tax.toDecimalPlaces(4).toNumber();

/** One line of the state return, USD. */
export const lineOf = (state: string, year: number, facts: FederalFacts, code: string): number =>
  returnOf(state, year, facts)
    .lines.find((l) => l.code === code)
    ?.amount.toNumber() ?? Number.NaN;

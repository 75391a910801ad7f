import { type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { checkAmount, checkNotNegative } from "./checkAmount.js";
import { checkTaxDetails } from "./checkTaxDetails.js";
import { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "./federalFacts.js";
import type { FilingStatus } from "./filingStatus.js";
import { type TaxDetails, withDetails } from "./taxDetails.js";

const AGE_MAX = 130;

/** What a household says of its own tax year. Amounts in USD, whole cents. */
export interface TaxProfileEntry {
  readonly householdId: string;
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly wages: Decimal; // of everyone on the return
  readonly interest: Decimal; // taxable
  readonly ordinaryDividends: Decimal; // includes the qualified ones
  readonly qualifiedDividends: Decimal; // part of the ordinary ones
  readonly shortTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly longTermGain: Decimal; // this year's net, negative for a loss, before carryovers
  readonly shortTermLossCarryover: Decimal; // from earlier years, >= 0
  readonly longTermLossCarryover: Decimal; // from earlier years, >= 0
  readonly otherIncome: Decimal; // taxable, not from investments or work
  readonly itemizedDeductions: Decimal; // of Schedule A, after its own limits
  readonly spouseItemizes: boolean; // separate returns only
  readonly filerBirthDate: CalendarDate | null; // null counts as under 65
  readonly filerIsBlind: boolean;
  readonly spouseBirthDate: CalendarDate | null; // joint returns only
  readonly spouseIsBlind: boolean;
  readonly details: TaxDetails | null; // null: nothing beyond the fields above is stated
}

/** A stored tax profile: one of a household and year. */
export interface TaxProfile extends TaxProfileEntry {
  readonly id: string;
  readonly version: number; // 1 when new, one more with each change
}

/** Amounts that cannot be negative, by the name the caller knows. */
export const AMOUNTS_NOT_NEGATIVE = [
  "wages",
  "interest",
  "ordinaryDividends",
  "qualifiedDividends",
  "shortTermLossCarryover",
  "longTermLossCarryover",
  "otherIncome",
  "itemizedDeductions",
] as const;

/** Results of the year, which may be losses. */
export const AMOUNTS_SIGNED = ["shortTermGain", "longTermGain"] as const;

/** Every amount of a profile, in one order for forms, rows and tests. */
export const AMOUNTS = [...AMOUNTS_NOT_NEGATIVE, ...AMOUNTS_SIGNED] as const;

/**
 * Checks what a household entered.
 *
 * @throws {Refusal} BAD_INPUT when an amount is negative (gains may be), has parts of a cent or
 * passes 1,000,000,000,000; when qualified dividends exceed ordinary ones; when a birth date is
 * after the year; when a spouse's facts stand on a return that has no spouse
 */
export function checkTaxProfile(entry: TaxProfileEntry): void {
  for (const name of AMOUNTS_NOT_NEGATIVE) checkNotNegative(name, entry[name]);
  for (const name of AMOUNTS_SIGNED) checkAmount(name, entry[name]);
  if (entry.qualifiedDividends.gt(entry.ordinaryDividends)) {
    refuse(
      `qualifiedDividends are part of ordinaryDividends: at most ${entry.ordinaryDividends.toFixed()} (asked: ${entry.qualifiedDividends.toFixed()})`,
      "qualifiedDividends",
    );
  }
  checkPeople(entry);
  if (entry.details) checkTaxDetails(entry, entry.details);
}

function checkPeople(entry: TaxProfileEntry): void {
  const yearEnd = `${entry.year}-12-31`;
  for (const name of ["filerBirthDate", "spouseBirthDate"] as const) {
    const born = entry[name];
    if (born && born < `${entry.year - AGE_MAX}-01-01`) {
      refuse(`${name} is at most ${AGE_MAX} years before ${entry.year} (asked: ${born})`, name);
    }
    if (born && born > yearEnd) refuse(`${name} is not after ${yearEnd} (asked: ${born})`, name);
  }
  const hasSpouseFacts = entry.spouseBirthDate !== null || entry.spouseIsBlind;
  if (hasSpouseFacts && entry.filingStatus !== "MARRIED_FILING_JOINTLY") {
    refuse("a spouse's birth date and blindness belong to a joint return", "spouseBirthDate");
  }
  if (entry.spouseItemizes && entry.filingStatus !== "MARRIED_FILING_SEPARATELY") {
    refuse("spouseItemizes belongs to a separate return", "spouseItemizes");
  }
}

function refuse(message: string, field: string): never {
  throw new Refusal("BAD_INPUT", message, { field });
}

/**
 * 65 or over at the end of `year`: one reaches 65 on the day before the birthday, so that
 * someone born on 1 January counts a year earlier.
 *
 * @see Form 1040 instructions, "Age/Blindness": born before January 2 of year - 64
 */
export function isAgedIn(year: number, born: CalendarDate | null): boolean {
  return born !== null && born <= date(`${year - 64}-01-01`);
}

/** The facts of the year as the engine takes them: ages are resolved here. */
export function taxFactsOf(profile: TaxProfileEntry): FederalFacts {
  const facts = factsWithoutDetails(profile);
  return profile.details ? withDetails(facts, profile.details) : facts;
}

function factsWithoutDetails(profile: TaxProfileEntry): FederalFacts {
  const { filingStatus } = profile;
  const isJoint = filingStatus === "MARRIED_FILING_JOINTLY";
  const filer: Filer = {
    ...BLANK_FILER,
    birthDate: profile.filerBirthDate,
    isAged: isAgedIn(profile.year, profile.filerBirthDate),
    isBlind: profile.filerIsBlind,
    wages: profile.wages,
  };
  const spouse: Filer = {
    ...BLANK_FILER,
    birthDate: profile.spouseBirthDate,
    isAged: isAgedIn(profile.year, profile.spouseBirthDate),
    isBlind: profile.spouseIsBlind,
  };
  return {
    ...blankFacts(filingStatus),
    filers: isJoint ? [filer, spouse] : [filer],
    isWageSplitKnown: !isJoint,
    dependents: null,
    spouseItemizes: profile.spouseItemizes,
    interest: profile.interest,
    ordinaryDividends: profile.ordinaryDividends,
    qualifiedDividends: profile.qualifiedDividends,
    shortTermGain: profile.shortTermGain,
    longTermGain: profile.longTermGain,
    shortTermLossCarryover: profile.shortTermLossCarryover,
    longTermLossCarryover: profile.longTermLossCarryover,
    otherIncome: profile.otherIncome,
    itemizedDeductions: profile.itemizedDeductions,
  };
}

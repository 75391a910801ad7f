import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { checkAmount, checkNotNegative } from "./checkAmount.js";
import { add } from "./exact.js";
import type { MarketplaceCoverage } from "./federalFacts.js";
import {
  DETAIL_AMOUNTS,
  PERSON_AMOUNTS,
  type PersonDetails,
  type TaxDetails,
} from "./taxDetails.js";
import type { TaxProfileEntry } from "./taxProfile.js";

const DEPENDENTS_MAX = 20;
const AGE_MAX = 130;

/**
 * Checks what a household added to its profile.
 *
 * @throws {Refusal} BAD_INPUT when an amount is negative, has parts of a cent or is too large; when
 * a part exceeds its whole; when facts of a spouse, of a couple that lives apart or of a head of
 * household stand on a return that cannot have them; when an age is impossible
 */
export function checkTaxDetails(entry: TaxProfileEntry, details: TaxDetails): void {
  for (const name of DETAIL_AMOUNTS) checkNotNegative(name, details[name]);
  checkPerson("filer", details.filer);
  if (details.spouse) checkPerson("spouse", details.spouse);
  checkParts(entry, details);
  checkDependents(entry, details);
  checkFiling(entry, details);
  for (const { expenses } of details.education) checkNotNegative("expenses", expenses);
  if (details.marketplace) checkMarketplace(details.marketplace);
}

/** @throws {Refusal} BAD_INPUT for a negative amount or one with parts of a cent */
export function checkMarketplace(marketplace: MarketplaceCoverage): void {
  checkNotNegative("premiums", marketplace.premiums);
  checkNotNegative("benchmarkPremiums", marketplace.benchmarkPremiums);
  checkNotNegative("advancePayments", marketplace.advancePayments);
}

function checkPerson(who: "filer" | "spouse", person: PersonDetails): void {
  for (const name of PERSON_AMOUNTS) checkNotNegative(`${who}.${name}`, person[name]);
  checkAmount(`${who}.selfEmploymentProfit`, person.selfEmploymentProfit);
  checkNotNegative(`${who}.socialSecurityWages`, person.socialSecurityWages ?? ZERO);
  checkNotNegative(`${who}.medicareWages`, person.medicareWages ?? ZERO);
  checkPart(`${who}.publicPensions`, person.publicPensions, person.pensions);
}

/** Amounts that are named as part of another one. */
function checkParts(entry: TaxProfileEntry, details: TaxDetails): void {
  checkPart("usGovernmentInterest", details.usGovernmentInterest, entry.interest);
  checkPart(
    "privateActivityBondInterest",
    details.privateActivityBondInterest,
    details.taxExemptInterest,
  );
  checkPart(
    "realEstateDividends",
    details.realEstateDividends,
    entry.ordinaryDividends.minus(entry.qualifiedDividends),
  );
  checkNotNegative("spouseWages", details.spouseWages ?? ZERO);
  checkPart("spouseWages", details.spouseWages ?? ZERO, entry.wages);
  const special = add(details.collectiblesGain, details.unrecapturedSection1250Gain);
  if (special.gt(0)) checkPart("collectiblesGain", special, entry.longTermGain);
}

function checkPart(name: string, part: Decimal, whole: Decimal): void {
  if (part.gt(whole)) {
    refuse(`${name} is a part: at most ${whole.toFixed()} (asked: ${part.toFixed()})`, name);
  }
}

function checkDependents(entry: TaxProfileEntry, { dependents }: TaxDetails): void {
  if (dependents === null) return;
  if (dependents.length > DEPENDENTS_MAX) {
    refuse(`at most ${DEPENDENTS_MAX} dependents (asked: ${dependents.length})`, "dependents");
  }
  for (const { ageYears } of dependents) {
    if (!Number.isInteger(ageYears) || ageYears < 0 || ageYears > AGE_MAX) {
      refuse(`an age is from 0 to ${AGE_MAX} (asked: ${ageYears})`, "dependents");
    }
  }
  const needsOne = ["HEAD_OF_HOUSEHOLD", "QUALIFYING_SURVIVING_SPOUSE"];
  if (dependents.length === 0 && needsOne.includes(entry.filingStatus)) {
    refuse(`${entry.filingStatus} needs a dependent, and none is stated`, "dependents");
  }
}

function checkFiling(entry: TaxProfileEntry, details: TaxDetails): void {
  const { filingStatus } = entry;
  const hasSpouse = details.spouse !== null || details.spouseWages !== null;
  if (hasSpouse && filingStatus !== "MARRIED_FILING_JOINTLY") {
    refuse("a spouse's income belongs to a joint return", "spouse");
  }
  if (details.livedApart && filingStatus !== "MARRIED_FILING_SEPARATELY") {
    refuse("livedApart belongs to a separate return", "livedApart");
  }
}

function refuse(message: string, field: string): never {
  throw new Refusal("BAD_INPUT", message, { field });
}

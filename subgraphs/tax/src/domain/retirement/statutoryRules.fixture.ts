import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { federalParametersFor } from "../federalParameters.js";
import { doNotBuyBefore, WASH_SALE_DAYS } from "../harvesting/washSaleForecast.js";
import { comparison, type Json, type Pair } from "../referenceSheet.fixture.js";
import { JOINT_LIFE, SINGLE_LIFE, UNIFORM_LIFETIME } from "./lifeTables.js";
import { ageSeventyAndHalf } from "./qualifiedCharitable.js";
import { requiredBeginning } from "./requiredBeginning.js";
import { RMD_EXCISE } from "./rmdExcise.js";
import { ageFiftyNineAndHalf, EARLY_DISTRIBUTION_TAX } from "./substantiallyEqualPayments.js";
import { federalOf, household } from "../states/stateFacts.fixture.js";
import { isAgedIn } from "../taxProfile.js";

const YEARS = [2024, 2025, 2026];
const AGES = Array.from({ length: 100 }, (_, age) => age);

/** Someone who is of an age at the end of a year, by a birthday in its middle. */
const bornFor = (year: number, age: number): string => `${year - age}-06-15`;

/** Age in years and halves of someone of whom a rule names a day. */
function ageBy(rule: (birthDate: CalendarDate) => CalendarDate): number {
  const [year = 0, month = 0] = rule(date("1950-01-15")).split("-").map(Number);
  return year - 1950 + (month - 1) / 12;
}

/** The ages at which the engine gives an earned income credit without children. */
function agesWithCredit(year: number): readonly number[] {
  return AGES.filter((age) => {
    const facts = household(year, "SINGLE", [{ born: bornFor(year, age), wages: 9000 }]);
    return federalOf(year, facts).credits.earnedIncome.gt(0);
  });
}

/** Ages and last years that rules have in their code, found by asking the rules. */
export function agePairs(sheet: Json): readonly Pair[] {
  return YEARS.flatMap((year) => {
    const { pairs, check } = comparison(sheet, "federal", year);
    const ages = agesWithCredit(year);
    check(ages[0] ?? null, "eitc", "ageRangeNoChild", 0);
    check(ages.at(-1) ?? null, "eitc", "ageRangeNoChild", 1);
    check(ageBy(ageSeventyAndHalf), "qcd", "age");
    const hasSenior = federalParametersFor(year).seniorDeduction.value !== null;
    const aged = AGES.find((age) => isAgedIn(year, date(bornFor(year, age))));
    const isGiven = (later: number) => federalParametersFor(later).seniorDeduction.value !== null;
    check(hasSenior ? (aged ?? null) : null, "seniorDeduction", "age");
    check(hasSenior ? lastOf(year, isGiven) : null, "seniorDeduction", "lastYear");
    return pairs;
  });
}

/** The last of the years from `first` to 2066 for which something holds. */
const lastOf = (first: number, holds: (year: number) => boolean): number | null =>
  Array.from({ length: 2067 - first }, (_, i) => first + i)
    .filter(holds)
    .at(-1) ?? null;

/** The poverty guideline of a year is the one that coverage of the next year uses. */
export function povertyPairs(sheet: Json): readonly Pair[] {
  return YEARS.flatMap((year) => {
    const { pairs, check } = comparison(sheet, "federal", year, "povertyGuideline");
    const ours = federalParametersFor(year + 1).povertyGuideline.value;
    for (const [region, theirs] of [
      ["CONTIGUOUS", "contiguous"],
      ["ALASKA", "alaska"],
      ["HAWAII", "hawaii"],
    ] as const) {
      check(ours[region].first, theirs, "first");
      check(ours[region].additional, theirs, "additional");
    }
    return pairs;
  });
}

/** The rules and the life tables of the sheet. */
export function rulePairs(sheet: Json): readonly Pair[] {
  const { pairs, check } = comparison(sheet, "rules");
  const born = AGES.map((i) => 1900 + i);
  const startOf = (year: number) => requiredBeginning(date(`${year}-12-31`)).startAge;
  ["72", "73", "75"].forEach((age, i) => {
    const years = born.filter((year) => startOf(year) === age);
    check(Number(age), "rmdStartAge", i, "age");
    if (i > 0) check(years[0] ?? null, "rmdStartAge", i, "bornFrom");
    if (i < 2) check(years.at(-1) ?? null, "rmdStartAge", i, "bornThrough");
  });
  check(RMD_EXCISE.value.rate, "rmdExcise", "rate");
  check(RMD_EXCISE.value.rateIfCorrected, "rmdExcise", "rateIfCorrectedTimely");
  check(EARLY_DISTRIBUTION_TAX.value.rate, "earlyWithdrawal", "rate");
  check(EARLY_DISTRIBUTION_TAX.value.rateOfNewSimple, "earlyWithdrawal", "simpleFirst2Years");
  check(ageBy(ageFiftyNineAndHalf), "earlyWithdrawal", "age");
  check(WASH_SALE_DAYS, "washSale", "daysBefore");
  const sold = date("2026-03-01");
  const after = AGES.filter((days) => addDays(sold, days) < doNotBuyBefore(sold)).at(-1);
  check(after ?? null, "washSale", "daysAfter");
  return [...pairs, ...lifePairs(sheet)];
}

function lifePairs(sheet: Json): readonly Pair[] {
  const { pairs, check } = comparison(sheet, "tables");
  const table = (factors: readonly Decimal[], ...path: string[]) =>
    factors.forEach((years, i) => check(years, ...path, "factors", i));
  check(72, "uniformLifetime", "fromAge");
  check(0, "singleLife", "fromAge");
  table(UNIFORM_LIFETIME, "uniformLifetime");
  table(SINGLE_LIFE, "singleLife");
  JOINT_LIFE.forEach((row, i) => {
    const path = ["jointLifeSpouseMoreThan10YearsYounger", String(72 + i)];
    check(20, ...path, "spouseFrom");
    table(row, ...path);
  });
  return pairs;
}

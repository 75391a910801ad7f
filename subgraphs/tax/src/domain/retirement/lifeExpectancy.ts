import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { JOINT_LIFE, SINGLE_LIFE, UNIFORM_LIFETIME } from "./lifeTables.js";

const OLDEST = 120;
const TABLE_STARTS = 72; // Uniform and Joint tables are carried for owners from this age
const YOUNGEST_SPOUSE = 20;

/** Whole years, 0 to 130: nobody was ever older, and a wrong birth date shows as such an age. */
function checked(age: number, whose: string): number {
  if (Number.isInteger(age) && age >= 0 && age <= 130) return Math.min(age, OLDEST);
  throw new Refusal(
    "BAD_INPUT",
    `The age of ${whose} is a whole number from 0 to 130, not ${age}.`,
    {
      ageYears: age,
    },
  );
}

function known(years: Decimal | undefined, what: string): Decimal {
  if (years) return years;
  throw new Refusal("BAD_INPUT", `${what} is not in the carried life tables.`, { table: what });
}

/**
 * Single Life Expectancy (Table I), years.
 *
 * @param age reached in the year; 120 stands for all beyond
 * @throws {Refusal} BAD_INPUT for an age that is not a whole number from 0 to 130
 */
export function singleLifeExpectancy(age: number): Decimal {
  return known(SINGLE_LIFE[checked(age, "the beneficiary")], "Single Life");
}

/**
 * Distribution period of the Uniform Lifetime Table (Table III), years.
 *
 * @param age of the owner, reached in the year; 72 and older
 * @throws {Refusal} BAD_INPUT for other ages
 */
export function uniformLifetime(age: number): Decimal {
  const row = checked(age, "the owner") - TABLE_STARTS;
  return known(UNIFORM_LIFETIME[row], `Uniform Lifetime at ${age}`);
}

/**
 * Joint Life and Last Survivor Expectancy (Table II) where it exceeds the Uniform Lifetime Table.
 *
 * @param owner reached in the year; 72 and older
 * @param spouse reached in the year; 20 and older, more than 10 years younger than the owner
 * @throws {Refusal} BAD_INPUT for other ages
 */
export function jointLifeExpectancy(owner: number, spouse: number): Decimal {
  const row = JOINT_LIFE[checked(owner, "the owner") - TABLE_STARTS] ?? [];
  const column = checked(spouse, "the spouse") - YOUNGEST_SPOUSE;
  return known(row[column], `Joint Life at ${owner} and ${spouse}`);
}

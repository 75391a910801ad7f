import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { requireName } from "./name.js";
import { isUsStateCode } from "./usState.js";

/** As life tables know it. */
export const SEXES = ["FEMALE", "MALE"] as const;
export type Sex = (typeof SEXES)[number];

/** What is known of somebody whose money the household plans; null is not known yet. */
export interface PersonFacts {
  readonly name: string;
  readonly birthDate: CalendarDate | null;
  readonly sex: Sex | null;
  readonly retirementState: string | null; // USPS code of the state of residence in retirement
  readonly retirementDate: CalendarDate | null;
}

/** A member of the family; needs no account of their own. */
export interface Person extends PersonFacts {
  readonly id: string;
  readonly householdId: string;
  readonly version: number;
}

/**
 * @param today the calendar date that bounds a birth date
 * @returns the facts with the name in its stored form
 * @throws {Refusal} BAD_INPUT when the name is empty or too long, the birth date lies in the future,
 *   the state is not a USPS code, or the retirement date is not after the birth date
 */
export function requirePersonFacts(facts: PersonFacts, today: CalendarDate): PersonFacts {
  const { birthDate, retirementDate, retirementState } = facts;
  if (birthDate !== null && birthDate > today) {
    throw new Refusal("BAD_INPUT", "birthDate is not in the future", { argument: "birthDate" });
  }
  if (retirementState !== null && !isUsStateCode(retirementState)) {
    throw new Refusal("BAD_INPUT", "retirementState is a USPS code such as CA, or DC", {
      argument: "retirementState",
    });
  }
  if (birthDate !== null && retirementDate !== null && retirementDate <= birthDate) {
    throw new Refusal("BAD_INPUT", "retirementDate is after birthDate", {
      argument: "retirementDate",
    });
  }
  return { ...facts, name: requireName(facts.name, "name") };
}

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  type ContributionLimits,
  contributionLimits,
} from "../domain/retirement/contributionLimits.js";
import {
  type CharitableDistribution,
  type CharitableResult,
  qualifiedCharitable,
} from "../domain/retirement/qualifiedCharitable.js";

/** A person as the router brings them. */
export interface PersonInHousehold {
  readonly id: string;
  readonly householdId: string;
  readonly birthDate: CalendarDate | null;
}

/** @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN; BAD_INPUT without a birth date */
export function personLimits(
  viewer: Viewer,
  person: PersonInHousehold,
  year: number,
): ContributionLimits {
  requireHousehold(viewer, person.householdId, "read");
  return contributionLimits(birthDateKnown(person), year);
}

/** @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN; BAD_INPUT as `qualifiedCharitable`, or without a birth date */
export function charitableDistribution(
  viewer: Viewer,
  person: PersonInHousehold,
  gift: Omit<CharitableDistribution, "birthDate">,
): CharitableResult {
  requireHousehold(viewer, person.householdId, "read");
  return qualifiedCharitable({ ...gift, birthDate: birthDateKnown(person) });
}

function birthDateKnown({ id, birthDate }: PersonInHousehold): CalendarDate {
  if (birthDate) return birthDate;
  throw new Refusal("BAD_INPUT", "The birth date is not known: set it with updatePerson.", {
    personId: id,
  });
}

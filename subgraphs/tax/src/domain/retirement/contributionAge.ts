import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import { type Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { DeferralLimit } from "./retirementParameters.js";

/** The age that catch-up contributions ask for: the one reached by the end of the year. */
export const ageAtYearEnd = (birthDate: CalendarDate, year: number): number =>
  year - yearOf(birthDate);

/** @returns USD on top of the limit: from 50, with a larger amount in the years of 60 to 63 */
export function catchUpOf(limit: DeferralLimit, age: number): Decimal {
  if (age < 50) return ZERO;
  return age >= 60 && age <= 63 ? (limit.catchUp60to63 ?? limit.catchUp50) : limit.catchUp50;
}

/**
 * States that a contribution fits.
 *
 * @throws {Refusal} BAD_INPUT for a negative amount; CONTRIBUTION_OVER_LIMIT for one over the room, with both in the facts
 */
export function requireWithinRoom(kind: string, asked: Decimal, room: Decimal): void {
  requireNotNegative({ [kind]: asked });
  if (asked.lte(room)) return;
  throw new Refusal(
    "CONTRIBUTION_OVER_LIMIT",
    `A contribution of ${asked.toFixed()} to ${kind} is more than the ${room.toFixed()} that it takes.`,
    { kind, askedUsd: asked.toFixed(), roomUsd: room.toFixed() },
  );
}

/**
 * States that amounts are not negative.
 *
 * @throws {Refusal} BAD_INPUT, naming the first that is
 */
export function requireNotNegative(amounts: Readonly<Record<string, Decimal>>): void {
  const wrong = Object.entries(amounts).find(([, amount]) => amount.isNegative());
  if (!wrong) return;
  throw new Refusal("BAD_INPUT", `${wrong[0]} is not negative.`, {
    name: wrong[0],
    amountUsd: wrong[1].toFixed(),
  });
}

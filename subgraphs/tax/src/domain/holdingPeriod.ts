import { addDays, addYears, type CalendarDate } from "@wealthgraph/kernel/calendarDate";

/** Whether a sale on a day is short- or long-term. */
export type Term = "SHORT" | "LONG";

/**
 * First day on which a sale is long-term: held for more than one year, counted from the day
 * after acquisition. A year that would begin on 29 February ends on 28 February, so that the
 * first long-term day is 1 March.
 *
 * @see 26 USC 1222; Rev. Rul. 66-7; IRS Publication 550, "Holding Period"
 */
export function longTermFrom(acquiredOn: CalendarDate): CalendarDate {
  const firstDay = addDays(acquiredOn, 1);
  const anniversary = addYears(firstDay, 1);
  return firstDay.endsWith("-02-29") ? addDays(anniversary, 1) : anniversary;
}

export function termOf(acquiredOn: CalendarDate, soldOn: CalendarDate): Term {
  return soldOn >= longTermFrom(acquiredOn) ? "LONG" : "SHORT";
}

import { type CalendarDate, dateOfInstant, instantOf } from "@wealthgraph/kernel/calendarDate";

export const NEW_YORK = "America/New_York";

/** The instant at which New York's clocks show `hour`:`minute` on `on`, by the tz database and never by a fixed offset. */
export function newYorkInstant(on: CalendarDate, hour: number, minute = 0): Date {
  return instantOf(on, NEW_YORK, { hour, minute });
}

/** The calendar date in New York at an instant. */
export function newYorkDate(instant: Date): CalendarDate {
  return dateOfInstant(instant, NEW_YORK);
}

// oxlint-disable-next-line no-restricted-imports -- Temporal is as pure as the kernel that wraps it: a tz database, no clock
import { Temporal } from "temporal-polyfill";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";

export const NEW_YORK = "America/New_York";

/** The instant at which New York's clocks show `hour`:`minute` on `on`, by the tz database and never by a fixed offset. */
export function newYorkInstant(on: CalendarDate, hour: number, minute = 0): Date {
  const zoned = Temporal.PlainDate.from(on).toZonedDateTime({
    timeZone: NEW_YORK,
    plainTime: { hour, minute },
  });
  return new Date(zoned.epochMilliseconds);
}

/** The calendar date in New York at an instant. */
export function newYorkDate(instant: Date): CalendarDate {
  return dateOfInstant(instant, NEW_YORK);
}

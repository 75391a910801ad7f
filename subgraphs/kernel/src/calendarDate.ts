import { Temporal } from "temporal-polyfill";

/** A calendar date without a time zone, as ISO 8601 text: 2024-02-29. Text order is date order. */
export type CalendarDate = string & { readonly __calendarDate: true };

/** @returns null when `text` is not an existing date in the form YYYY-MM-DD, year 1900 to 2200 */
export function parseCalendarDate(text: string): CalendarDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return null;
  return calendarDate(Number(match[1]), Number(match[2]), Number(match[3]));
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Without Temporal: reading the dates of a large import is a hot path. */
function daysInMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** @returns null when there is no such date, or the year is outside 1900 to 2200 */
export function calendarDate(year: number, month: number, day: number): CalendarDate | null {
  if (!(year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && day >= 1)) return null;
  if (day > daysInMonth(year, month)) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}` as CalendarDate;
}

/**
 * A date the caller knows to be valid.
 *
 * @throws {RangeError} when it is not
 */
export function date(text: string): CalendarDate {
  const parsed = parseCalendarDate(text);
  if (!parsed) throw new RangeError(`not a calendar date: ${text}`);
  return parsed;
}

const plain = (d: CalendarDate) => Temporal.PlainDate.from(d);
const wrap = (d: Temporal.PlainDate) => d.toString() as CalendarDate;

export function addDays(from: CalendarDate, days: number): CalendarDate {
  return wrap(plain(from).add({ days }));
}

/** 29 February plus one year is 28 February. */
export function addYears(from: CalendarDate, years: number): CalendarDate {
  return wrap(plain(from).add({ years }));
}

/** The day stays, or becomes the month's last: 31 January plus one month is 28 or 29 February. */
export function addMonths(from: CalendarDate, months: number): CalendarDate {
  return wrap(plain(from).add({ months }));
}

/** Days from `start` to `end`; negative when `end` is earlier. */
export function daysBetween(start: CalendarDate, end: CalendarDate): number {
  return plain(start).until(plain(end), { largestUnit: "day" }).days;
}

/** Whole years of age on `on`. */
export function ageYears(birth: CalendarDate, on: CalendarDate): number {
  return plain(birth).until(plain(on), { largestUnit: "year" }).years;
}

/** 1 Monday … 7 Sunday. */
export function dayOfWeek(d: CalendarDate): number {
  return plain(d).dayOfWeek;
}

export function yearOf(d: CalendarDate): number {
  return Number(d.slice(0, 4));
}

/** The calendar date of an instant in a time zone of the tz database, for example America/New_York. */
export function dateOfInstant(instant: Date, timeZone: string): CalendarDate {
  return wrap(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate(),
  );
}

/**
 * The instant at which clocks in `timeZone` show a time of day on a date.
 *
 * A time that clocks skip is moved forward, one they show twice is the earlier (tz database).
 */
export function instantOf(
  on: CalendarDate,
  timeZone: string,
  time: { readonly hour: number; readonly minute?: number },
): Date {
  return new Date(plain(on).toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds);
}

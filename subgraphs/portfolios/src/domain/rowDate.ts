import { type CalendarDate, calendarDate } from "@wealthgraph/kernel/calendarDate";

function fromParts(year = "", month = "", day = ""): CalendarDate | null {
  return Number(year) < 2200 ? calendarDate(Number(year), Number(month), Number(day)) : null;
}

/** 03/28/2024: month first. A row with 28/03/2024 is refused, not turned round. */
export function readUsDate(text: string): CalendarDate | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return match ? fromParts(match[3], match[1], match[2]) : null;
}

/** 03/28/24 or 03/28/2024: month first, two digits of a year since 2000. */
export function readShortUsDate(text: string): CalendarDate | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})$/.exec(text);
  const year = match?.[3] ?? "";
  return match ? fromParts(year.length === 2 ? `20${year}` : year, match[1], match[2]) : null;
}

/** 28-03-2024: day first. A row with 03-28-2024 is refused, not turned round. */
export function readDayFirstDate(text: string): CalendarDate | null {
  const match = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text);
  return match ? fromParts(match[3], match[2], match[1]) : null;
}

/** 28.03.2024, 28/03/2024 or 28-3-2024: day first. A row with 03/28/2024 is refused, not turned round. */
export function readAnyDayFirstDate(text: string): CalendarDate | null {
  const match = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/.exec(text);
  return match ? fromParts(match[4], match[3], match[1]) : null;
}

/** `03/28/2024 as of 03/27/2024`: booked on the first day, effective on the second. */
export function readAsOfDate(text: string): CalendarDate | null {
  const [booked = "", effective, ...more] = text.split(/\s+as of\s+/);
  if (more.length > 0 || !readUsDate(booked)) return null;
  return readUsDate(effective ?? booked);
}

export interface DateAndTime {
  readonly date: CalendarDate;
  /** HH:MM:SS as written, or null. */
  readonly time: string | null;
}

/**
 * Year first, as Interactive Brokers writes it: 2024-02-12, 20240212, with a time after a comma,
 * semicolon, T or blank (`2024-02-12, 10:31:05`, `20240212;103105`). No form of it is ambiguous.
 */
export function readYearFirst(text: string): DateAndTime | null {
  const match =
    /^(\d{4})(-?)(\d{2})\2(\d{2})(?:(?:,\s*|;\s*|T|\s+)(\d{2}):?(\d{2}):?(\d{2})(?:\.\d{1,9})?)?(?:Z|\s+[A-Z]{3,4})?$/.exec(
      text,
    );
  if (!match) return null;
  const found = fromParts(match[1], match[3], match[4]);
  const time = match[5] === undefined ? null : match.slice(5, 8).join(":");
  return found && { date: found, time };
}

/** A date of any form with, or without, a time behind it: `28.03.2024 10:31`, `2024-03-28T10:31:05.120Z`. */
export function readDateAndTime(
  text: string,
  readDate: (text: string) => CalendarDate | null,
): DateAndTime | null {
  const match =
    /^([\d./-]+)(?:(?:T|[,;]?\s+)([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?Z?)?$/.exec(
      text,
    );
  const date = match?.[1] === undefined ? null : readDate(match[1]);
  if (!match || !date) return null;
  const [, , hours, minutes, seconds = "00"] = match;
  return { date, time: hours === undefined ? null : `${hours}:${minutes}:${seconds}` };
}

export function readYearFirstDate(text: string): CalendarDate | null {
  return readYearFirst(text)?.date ?? null;
}

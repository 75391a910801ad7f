import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";

const MS_A_DAY = 86_400_000;

/** Days since 1970-01-01. Arithmetic on the text, because 20 years of days pass here at once. */
export function dayNumber(date: CalendarDate): number {
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)];
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / MS_A_DAY;
}

/** Days from `start` to `end`; negative when `end` is earlier. */
export function daysFrom(start: CalendarDate, end: CalendarDate): number {
  return dayNumber(end) - dayNumber(start);
}

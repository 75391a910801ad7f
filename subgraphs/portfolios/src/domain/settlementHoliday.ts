import {
  type CalendarDate,
  addDays,
  date,
  dayOfWeek,
  yearOf,
} from "@wealthgraph/kernel/calendarDate";

/**
 * Days on which the New York exchanges closed although no rule says so. A future one is added here.
 *
 * @see NYSE notices; the closures before 1994 are not all listed
 */
const UNSCHEDULED: ReadonlySet<string> = new Set([
  "1994-04-27",
  "2001-09-11",
  "2001-09-12",
  "2001-09-13",
  "2001-09-14",
  "2004-06-11",
  "2007-01-02",
  "2012-10-29",
  "2012-10-30",
  "2018-12-05",
  "2025-01-09",
]);

const MONDAY = 1;
const THURSDAY = 4;

const on = (year: number, month: number, day: number): CalendarDate =>
  date(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);

function nthWeekday(
  year: number,
  month: number,
  { weekday, nth }: { weekday: number; nth: number },
) {
  const first = on(year, month, 1);
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (nth - 1));
}

function lastMondayOfMay(year: number): CalendarDate {
  const last = on(year, 5, 31);
  return addDays(last, -((dayOfWeek(last) - MONDAY + 7) % 7));
}

/** Saturday's holiday is kept on Friday, Sunday's on Monday. */
function observed(holiday: CalendarDate): CalendarDate {
  const weekday = dayOfWeek(holiday);
  return addDays(holiday, weekday === 6 ? -1 : weekday === 7 ? 1 : 0);
}

/** Saturday's holiday is not kept, Sunday's on Monday. */
function observedUnlessSaturday(holiday: CalendarDate): CalendarDate {
  return dayOfWeek(holiday) === 7 ? addDays(holiday, 1) : holiday;
}

/** Western Easter by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991). */
export function easterSunday(year: number): CalendarDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return on(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/**
 * Exchange holidays, and bank holidays on which the exchange trades (Columbus Day, Veterans Day).
 *
 * @see NYSE Rule 7.2; Federal Reserve holiday schedule
 */
function holidaysOf(year: number): ReadonlySet<string> {
  const holidays = [
    observedUnlessSaturday(on(year, 1, 1)),
    nthWeekday(year, 2, { weekday: MONDAY, nth: 3 }),
    addDays(easterSunday(year), -2),
    lastMondayOfMay(year),
    observed(on(year, 7, 4)),
    nthWeekday(year, 9, { weekday: MONDAY, nth: 1 }),
    nthWeekday(year, 10, { weekday: MONDAY, nth: 2 }),
    observedUnlessSaturday(on(year, 11, 11)),
    nthWeekday(year, 11, { weekday: THURSDAY, nth: 4 }),
    observed(on(year, 12, 25)),
  ];
  if (year >= 1986) holidays.push(nthWeekday(year, 1, { weekday: MONDAY, nth: 3 }));
  if (year >= 2022) holidays.push(observed(on(year, 6, 19)));
  return new Set(holidays);
}

const holidaysByYear = new Map<number, ReadonlySet<string>>();

/** True for a weekday on which United States trades do not settle. */
export function isSettlementHoliday(day: CalendarDate): boolean {
  const year = yearOf(day);
  let holidays = holidaysByYear.get(year);
  if (!holidays) {
    holidays = holidaysOf(year);
    holidaysByYear.set(year, holidays);
  }
  return holidays.has(day) || UNSCHEDULED.has(day);
}

import {
  addDays,
  type CalendarDate,
  calendarDate,
  date,
  dayOfWeek,
} from "@wealthgraph/kernel/calendarDate";
import { invariant } from "@wealthgraph/kernel/refusal";
import { NYSE_SPECIAL_CLOSURES, NYSE_SPECIAL_EARLY_CLOSES } from "./nyseSpecialDays.js";

/** First year whose rules are carried. */
export const NYSE_FIRST_YEAR = 1990;

const MONDAY = 1;
const THURSDAY = 4;
const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 7;

const day = (year: number, month: number, dayOfMonth: number): CalendarDate => {
  const made = calendarDate(year, month, dayOfMonth);
  invariant(made, `a holiday rule gives an existing date (${year}-${month}-${dayOfMonth})`);
  return made;
};

/** The `nth` Monday (1) … Sunday (7) of a month. */
const nthWeekday = (year: number, month: number, weekday: number, nth: number): CalendarDate => {
  const first = day(year, month, 1);
  return addDays(first, ((weekday - dayOfWeek(first) + 7) % 7) + 7 * (nth - 1));
};

/** Saturday is observed on Friday, Sunday on Monday. */
const observed = (holiday: CalendarDate): CalendarDate => {
  const weekday = dayOfWeek(holiday);
  if (weekday === SATURDAY) return addDays(holiday, -1);
  return weekday === SUNDAY ? addDays(holiday, 1) : holiday;
};

/**
 * Western Easter Sunday.
 *
 * @see "A New York correspondent", Nature 13, 1876; J. Meeus, Astronomical Algorithms, 1991, ch. 8
 */
export function easterSunday(year: number): CalendarDate {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const h = (19 * a + century - Math.floor(century / 4) - g + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return day(year, Math.floor(n / 31), (n % 31) + 1);
}

/** New Year's Day is not moved to the old year: on a Saturday there is no closure. */
const newYear = (year: number): CalendarDate[] => {
  const first = day(year, 1, 1);
  return dayOfWeek(first) === SATURDAY ? [] : [observed(first)];
};

const thanksgiving = (year: number): CalendarDate => nthWeekday(year, 11, THURSDAY, 4);

const lastMondayOfMay = (year: number): CalendarDate => {
  const last = day(year, 5, 31);
  return addDays(last, -(dayOfWeek(last) - MONDAY));
};

/**
 * Full closures of the New York Stock Exchange in a year: holidays by rule and special closures.
 *
 * @param year 1990 or later
 * @throws {RangeError} for an earlier year
 */
export function nyseClosures(year: number): ReadonlySet<CalendarDate> {
  if (year < NYSE_FIRST_YEAR) throw new RangeError(`no NYSE calendar before ${NYSE_FIRST_YEAR}`);
  const closures = [
    ...newYear(year),
    ...(year >= 1998 ? [nthWeekday(year, 1, MONDAY, 3)] : []),
    nthWeekday(year, 2, MONDAY, 3),
    addDays(easterSunday(year), -2),
    lastMondayOfMay(year),
    ...(year >= 2022 ? [observed(day(year, 6, 19))] : []),
    observed(day(year, 7, 4)),
    nthWeekday(year, 9, MONDAY, 1),
    thanksgiving(year),
    observed(day(year, 12, 25)),
  ];
  const special = [...NYSE_SPECIAL_CLOSURES.keys()].filter((d) => d.startsWith(`${year}-`));
  return new Set([...closures, ...special]);
}

const aroundIndependenceDay = (year: number): CalendarDate[] => {
  if (year < 1995) return [];
  const eve = day(year, 7, 3);
  const weekday = dayOfWeek(eve);
  if (weekday === 3) return [year < 2013 ? addDays(eve, 2) : eve];
  return weekday === FRIDAY || weekday >= SATURDAY ? [] : [eve];
};

const christmasEve = (year: number): CalendarDate[] => {
  const eve = day(year, 12, 24);
  return year >= 1993 && dayOfWeek(eve) <= THURSDAY ? [eve] : [];
};

/** Sessions of a year that end at 13:00 (14:00 before 1993) instead of 16:00. */
export function nyseEarlyCloses(year: number): ReadonlySet<CalendarDate> {
  const closes = [
    ...aroundIndependenceDay(year),
    ...(year >= 1992 ? [addDays(thanksgiving(year), 1)] : []),
    ...christmasEve(year),
    ...[...NYSE_SPECIAL_EARLY_CLOSES].filter((d) => d.startsWith(`${year}-`)),
  ];
  return new Set(closes);
}

/** First day the rules cover. */
export const NYSE_FIRST_DATE: CalendarDate = date(`${NYSE_FIRST_YEAR}-01-01`);

import { addDays, type CalendarDate, dayOfWeek, yearOf } from "@wealthgraph/kernel/calendarDate";
import { dayOf } from "./requiredBeginning.js";

export type ContributionKind =
  | "ELECTIVE_DEFERRAL"
  | "AFTER_TAX_TO_PLAN"
  | "HSA"
  | "IRA"
  | "SEP"
  | "ROTH_CONVERSION"
  | "EDUCATION_529";

const SATURDAY = 6;
const SUNDAY = 7;

/**
 * The last day on which a contribution counts for `year`. Deferrals, conversions and 529 gifts
 * belong to the calendar year (some states take 529 contributions until April); IRAs and HSAs have
 * until the return is due, without extensions; SEPs with them.
 *
 * @see 26 USC 219(f)(3), 223(d)(4)(B), 404(h)(1)(B), 7503; without disaster relief
 */
export function contributionDeadline(kind: ContributionKind, year: number): CalendarDate {
  switch (kind) {
    case "ELECTIVE_DEFERRAL":
    case "AFTER_TAX_TO_PLAN":
    case "ROTH_CONVERSION":
    case "EDUCATION_529":
      return dayOf(year, 12, 31);
    case "IRA":
    case "HSA":
      return nextBusinessDay(dayOf(year + 1, 4, 15));
    case "SEP":
      return nextBusinessDay(dayOf(year + 1, 10, 15));
  }
}

/** The next day that is neither a weekend nor the District of Columbia's holiday in April; the day itself when it is none. */
export function nextBusinessDay(due: CalendarDate): CalendarDate {
  const isOff = isWeekend(due) || due === emancipationDay(yearOf(due));
  return isOff ? nextBusinessDay(addDays(due, 1)) : due;
}

const isWeekend = (day: CalendarDate): boolean => dayOfWeek(day) >= SATURDAY;

/** The District of Columbia's holiday moves the due day everywhere (26 USC 7503); 16 April, or the weekday beside it. */
function emancipationDay(year: number): CalendarDate {
  const day = dayOf(year, 4, 16);
  if (dayOfWeek(day) === SATURDAY) return addDays(day, -1);
  return dayOfWeek(day) === SUNDAY ? addDays(day, 1) : day;
}

import { type CalendarDate, dayOfWeek } from "@wealthgraph/kernel/calendarDate";
import { isSettlementHoliday } from "./settlementHoliday.js";

/**
 * True for a day on which the New York exchanges trade: a weekday without a holiday, and Columbus
 * Day and Veterans Day, on which only the banks close.
 *
 * @see NYSE Rule 7.2
 */
export function isExchangeSession(day: CalendarDate): boolean {
  if (dayOfWeek(day) > 5) return false;
  return !isSettlementHoliday(day) || isBankHolidayOnly(day);
}

/** The second Monday of October; 11 November, or Monday the 12th. */
function isBankHolidayOnly(day: CalendarDate): boolean {
  const [month, date] = [day.slice(5, 7), Number(day.slice(8))];
  if (month === "10") return date >= 8 && date <= 14;
  return month === "11" && (date === 11 || date === 12);
}

import { type CalendarDate, addDays, dayOfWeek } from "@wealthgraph/kernel/calendarDate";
import { isSettlementHoliday } from "./settlementHoliday.js";

/** How a trade settles: SECURITY is shares, ETFs, corporate and municipal bonds. */
export type SettlementClass = "SECURITY" | "TREASURY_OR_OPTION" | "MUTUAL_FUND" | "CRYPTO";

/**
 * First trade date of each cycle for SECURITY, newest first.
 *
 * @see SEC Rule 15c6-1 and its amendments of 1993 (T+3), 2017-03-22 (T+2), 2023-02-15 (T+1)
 */
const CYCLES: readonly { readonly from: string; readonly days: number }[] = [
  { from: "2024-05-28", days: 1 },
  { from: "2017-09-05", days: 2 },
  { from: "1995-06-07", days: 3 },
  { from: "0000-00-00", days: 5 },
];

/** @returns business days from trade to settlement; 0 for crypto */
export function settlementDays(tradeDate: CalendarDate, settlementClass: SettlementClass): number {
  switch (settlementClass) {
    case "CRYPTO":
      return 0;
    case "TREASURY_OR_OPTION":
    case "MUTUAL_FUND":
      return 1;
    case "SECURITY":
      return CYCLES.find((cycle) => tradeDate >= cycle.from)?.days ?? 0;
  }
}

/** True when trades settle: neither weekend nor exchange holiday nor bank holiday. */
export function isSettlementDay(day: CalendarDate): boolean {
  return dayOfWeek(day) <= 5 && !isSettlementHoliday(day);
}

/**
 * The day on which cash and securities change hands in the United States, by the cycle of the
 * trade date's era. It decides when cash is there; tax follows the trade date.
 *
 * @returns a settlement day after `tradeDate`; `tradeDate` itself for crypto
 */
export function settlementDate(
  tradeDate: CalendarDate,
  settlementClass: SettlementClass,
): CalendarDate {
  let day = tradeDate;
  for (let left = settlementDays(tradeDate, settlementClass); left > 0;) {
    day = addDays(day, 1);
    if (isSettlementDay(day)) left -= 1;
  }
  return day;
}

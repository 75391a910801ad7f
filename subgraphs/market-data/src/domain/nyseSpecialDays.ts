import { type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";

/**
 * Days on which the New York Stock Exchange stayed closed and no rule says so, since 1990.
 *
 * Later ones can be added without a release: setting MARKET_CLOSURES.
 *
 * @see NYSE press releases of the days; same list in exchange_calendars (XNYS)
 */
export const NYSE_SPECIAL_CLOSURES: ReadonlyMap<CalendarDate, string> = new Map([
  [date("1994-04-27"), "Mourning for R. Nixon"],
  [date("2001-09-11"), "Attacks of 11 September"],
  [date("2001-09-12"), "Attacks of 11 September"],
  [date("2001-09-13"), "Attacks of 11 September"],
  [date("2001-09-14"), "Attacks of 11 September"],
  [date("2004-06-11"), "Mourning for R. Reagan"],
  [date("2007-01-02"), "Mourning for G. Ford"],
  [date("2012-10-29"), "Hurricane Sandy"],
  [date("2012-10-30"), "Hurricane Sandy"],
  [date("2018-12-05"), "Mourning for G. H. W. Bush"],
  [date("2025-01-09"), "Mourning for J. Carter"],
]);

/** Early closes that no rule gives. */
export const NYSE_SPECIAL_EARLY_CLOSES: ReadonlySet<CalendarDate> = new Set(
  ["1997-12-26", "1999-12-31", "2003-12-26"].map(date),
);

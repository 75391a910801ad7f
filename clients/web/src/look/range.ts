import type { Range } from "../search.js";

/** As far as the endpoint gives prices, less a day. */
const ALL_YEARS = 39;

/** @returns the calendar date a range starts on, when it ends on `to` */
export function startOf(range: Range, to: string): string {
  const [year = 0, month = 1, date = 1] = to.split("-").map(Number);
  const shifted = (years: number, months: number): string => {
    const first = new Date(Date.UTC(year - years, month - 1 - months, 1));
    const last = new Date(
      Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0),
    ).getUTCDate();
    first.setUTCDate(Math.min(date, last));
    return first.toISOString().slice(0, 10);
  };
  switch (range) {
    case "1M":
      return shifted(0, 1);
    case "3M":
      return shifted(0, 3);
    case "YTD":
      return `${year - 1}-12-31`;
    case "1Y":
      return shifted(1, 0);
    case "5Y":
      return shifted(5, 0);
    case "ALL":
      return shifted(ALL_YEARS, 0);
  }
}

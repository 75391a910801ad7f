import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { isSettlementDay, settlementDate } from "./settlement.js";
import { easterSunday } from "./settlementHoliday.js";

describe("settlementDate", () => {
  it.each([
    { traded: "1995-06-06", settles: "1995-06-13", why: "T+5 before 7 June 1995" },
    { traded: "1995-06-07", settles: "1995-06-12", why: "T+3 from 7 June 1995" },
    { traded: "2017-09-01", settles: "2017-09-07", why: "T+3 over Labor Day" },
    { traded: "2017-09-05", settles: "2017-09-07", why: "T+2 from 5 September 2017" },
    { traded: "2024-05-24", settles: "2024-05-29", why: "T+2 over Memorial Day" },
    { traded: "2024-05-28", settles: "2024-05-29", why: "T+1 from 28 May 2024" },
    { traded: "2021-10-08", settles: "2021-10-13", why: "Columbus Day is no settlement day" },
    { traded: "2021-10-11", settles: "2021-10-13", why: "a trade made on Columbus Day" },
    { traded: "2024-11-08", settles: "2024-11-12", why: "Veterans Day is no settlement day" },
    { traded: "2024-03-28", settles: "2024-04-02", why: "T+2 over Good Friday and a weekend" },
    { traded: "2026-07-02", settles: "2026-07-06", why: "Independence Day kept on Friday 3 July" },
    { traded: "2001-09-10", settles: "2001-09-19", why: "four unscheduled closures" },
    { traded: "2025-01-08", settles: "2025-01-10", why: "day of mourning on 9 January 2025" },
  ])("settles a share traded $traded on $settles ($why)", ({ traded, settles }) => {
    expect(settlementDate(date(traded), "SECURITY")).toBe(settles);
  });

  it.each([
    { settlementClass: "TREASURY_OR_OPTION", settles: "2010-03-08" },
    { settlementClass: "MUTUAL_FUND", settles: "2010-03-08" },
    { settlementClass: "CRYPTO", settles: "2010-03-05" },
    { settlementClass: "SECURITY", settles: "2010-03-10" },
  ] as const)("settles a $settlementClass traded on Friday 2010-03-05 on $settles", (row) => {
    expect(settlementDate(date("2010-03-05"), row.settlementClass)).toBe(row.settles);
  });
});

describe("isSettlementDay", () => {
  it.each(["2011-01-03", "2021-12-31", "2021-06-18", "2024-12-26", "2028-01-03", "2022-11-10"])(
    "is open on %s",
    (day) => expect(isSettlementDay(date(day))).toBe(true),
  );

  it.each([
    "2022-06-20",
    "2023-01-02",
    "2021-12-24",
    "2024-03-29",
    "2024-01-15",
    "2024-02-19",
    "2024-11-28",
    "2024-11-11",
    "2018-11-12",
    "2024-09-02",
    "2024-07-06",
  ])("is closed on %s", (day) => expect(isSettlementDay(date(day))).toBe(false));
});

describe("easterSunday", () => {
  it.each(["1999-04-04", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2038-04-25"])(
    "falls on %s",
    (day) => expect(easterSunday(Number(day.slice(0, 4)))).toBe(day),
  );
});

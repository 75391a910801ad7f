import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { NyseCalendar } from "./nyseCalendar.js";
import { easterSunday, nyseClosures, nyseEarlyCloses } from "./nyseHolidays.js";

const calendar = new NyseCalendar();
const at = (text: string) => new Date(text);

describe("NyseCalendar", () => {
  it.each([
    // portfolio.md section 1; the others are the exchange's own published yearly counts
    { year: 2001, sessions: 248 },
    { year: 2003, sessions: 252 },
    { year: 2012, sessions: 250 },
    { year: 2020, sessions: 253 },
    { year: 2022, sessions: 251 },
    { year: 2024, sessions: 252 },
    { year: 2025, sessions: 250 },
  ])("has $sessions sessions in $year", ({ year, sessions }) => {
    expect(calendar.sessionsBetween(date(`${year}-01-01`), date(`${year}-12-31`))).toHaveLength(
      sessions,
    );
  });

  it.each([
    { on: "2011-01-01", why: "New Year on a Saturday closes no Friday", session: "2010-12-31" },
    { on: "2022-01-01", why: "New Year on a Saturday closes no Friday", session: "2021-12-31" },
    { on: "2021-06-18", why: "Juneteenth is kept from 2022 on", session: "2021-06-18" },
    {
      on: "2026-07-02",
      why: "the day before an observed holiday is a session",
      session: "2026-07-02",
    },
    { on: "2024-10-14", why: "Columbus Day is no holiday", session: "2024-10-14" },
    { on: "2024-11-11", why: "Veterans Day is no holiday", session: "2024-11-11" },
  ])("$session is a session: $why", ({ session }) => {
    expect(calendar.isSession(date(session))).toBe(true);
  });

  it.each([
    ["2023-01-02", "New Year on a Sunday"],
    ["1998-01-19", "Martin Luther King Jr., first year"],
    ["2026-02-16", "Washington's Birthday"],
    ["2024-03-29", "Good Friday"],
    ["2026-05-25", "Memorial Day"],
    ["2022-06-20", "Juneteenth on a Sunday"],
    ["2026-07-03", "Independence Day on a Saturday"],
    ["2026-09-07", "Labor Day"],
    ["2026-11-26", "Thanksgiving"],
    ["2021-12-24", "Christmas on a Saturday"],
    ["2001-09-13", "attacks"],
    ["2012-10-30", "hurricane"],
    ["2018-12-05", "mourning"],
    ["2025-01-09", "mourning"],
    ["2026-11-21", "a Saturday"],
  ])("is closed on %s: %s", (on) => {
    expect(calendar.isSession(date(on))).toBe(false);
    expect(calendar.session(date(on))).toBeNull();
  });

  it("keeps a closure that was announced after the program was made", () => {
    expect(new NyseCalendar([date("2027-03-03")]).isSession(date("2027-03-03"))).toBe(false);
  });

  it("refuses years without rules", () => {
    expect(() => nyseClosures(1989)).toThrow(RangeError);
    expect(() => calendar.isSession(date("1989-12-29"))).toThrow(RangeError);
  });

  it.each([
    ["2013-07-03", "13:00", "Wednesday before a Thursday 4 July, since 2013"],
    ["2002-07-05", "13:00", "Friday after a Thursday 4 July, before 2013"],
    ["2023-07-03", "13:00", "Monday"],
    ["2025-07-03", "13:00", "Thursday"],
    ["2024-11-29", "13:00", "day after Thanksgiving"],
    ["1992-11-27", "14:00", "day after Thanksgiving in 1992"],
    ["2024-12-24", "13:00", "Christmas Eve on a Tuesday"],
    ["2003-12-26", "13:00", "ad hoc"],
    ["2026-07-02", "16:00", "the holiday is observed on the 3rd"],
    ["2002-07-03", "16:00", "Wednesday before 2013"],
    ["2024-07-03", "13:00", "Wednesday"],
  ])("%s closes at %s: %s", (on, closes) => {
    const close = calendar.session(date(on))?.close;
    const shown = close?.toLocaleTimeString("en-GB", {
      timeZone: "America/New_York",
      hour: "2-digit",
      minute: "2-digit",
    });
    expect(shown).toBe(closes);
  });

  it("opens at 14:30Z in winter and 13:30Z in summer, through both changes of 2026", () => {
    const opens = ["2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"].map((on) =>
      calendar.session(date(on))?.open.toISOString().slice(11, 16),
    );
    expect(opens).toEqual(["14:30", "13:30", "13:30", "14:30"]);
  });

  it.each([
    ["2026-11-20T08:59:59Z", "CLOSED"],
    ["2026-11-20T09:00:00Z", "PRE"],
    ["2026-11-20T14:29:59Z", "PRE"],
    ["2026-11-20T14:30:00Z", "REGULAR"],
    ["2026-11-20T20:59:59Z", "REGULAR"],
    ["2026-11-20T21:00:00Z", "POST"],
    ["2026-11-21T00:59:59Z", "POST"],
    ["2026-11-21T01:00:00Z", "CLOSED"],
    ["2026-11-27T18:00:00Z", "POST"],
    ["2026-11-27T22:00:00Z", "CLOSED"],
    ["2026-11-26T16:00:00Z", "CLOSED"],
  ])("at %s the market is %s", (instant, session) => {
    expect(calendar.marketSessionAt(at(instant))).toBe(session);
  });

  it("knows the session that closed last: a session counts from the instant of its close", () => {
    expect(calendar.lastClosed(at("2026-11-20T20:59:59Z")).date).toBe("2026-11-19");
    expect(calendar.lastClosed(at("2026-11-20T21:00:00Z")).date).toBe("2026-11-20");
    expect(calendar.lastClosed(at("2026-11-29T12:00:00Z")).date).toBe("2026-11-27");
    expect(calendar.lastOpened(at("2026-11-20T14:30:00Z")).date).toBe("2026-11-20");
    expect(calendar.lastBegun(at("2026-11-20T08:59:00Z")).date).toBe("2026-11-19");
  });

  it.each([
    [2000, "2000-04-23"],
    [2019, "2019-04-21"],
    [2024, "2024-03-31"],
    [2038, "2038-04-25"],
  ])("Easter of %i is %s", (year, easter) => {
    expect(easterSunday(year)).toBe(easter);
  });

  it("closes early only on sessions", () => {
    for (let year = 1990; year <= 2060; year += 1) {
      for (const on of nyseEarlyCloses(year))
        expect([on, calendar.isSession(on)]).toEqual([on, true]);
    }
  });

  it("has exactly the days on which SPY traded, 1998 to March 2021", () => {
    const file = resolve("../shared/data/market/equities/SPY.csv");
    if (!existsSync(file)) {
      console.log("skipped: ../shared/data is not here");
      return;
    }
    const traded = readFileSync(file, "utf8").trim().split("\n").slice(1);
    expect(calendar.sessionsBetween(date("1998-01-02"), date("2021-03-31"))).toEqual(
      traded.map((line) => line.slice(0, 10)),
    );
  });
});

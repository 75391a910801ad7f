import { describe, expect, it } from "@jest/globals";
import { NyseCalendar } from "./nyseCalendar.js";
import { isTickDue } from "./tickInterval.js";

const calendar = new NyseCalendar();

describe("isTickDue", () => {
  it.each([
    { hour: "2026-11-20T14:30", what: "the regular session", ticks: 60 },
    { hour: "2026-11-20T20:59", what: "its last minute", ticks: 60 },
    { hour: "2026-11-20T14:29", what: "the pre-market", ticks: 12 },
    { hour: "2026-11-20T21:00", what: "the post-market", ticks: 12 },
    { hour: "2026-11-21T16:00", what: "a Saturday", ticks: 1 },
    { hour: "2026-11-26T16:00", what: "Thanksgiving", ticks: 1 },
  ])("gives $ticks ticks a minute in $what", ({ hour, ticks }) => {
    const seconds = Array.from(
      { length: 60 },
      (_, i) => new Date(Date.parse(`${hour}:00Z`) + i * 1_000 + 5),
    );
    const due = (tradesAlways: boolean) =>
      seconds.filter((now) => isTickDue(now, calendar.marketSessionAt(now), tradesAlways)).length;
    expect(due(false)).toBe(ticks);
    expect(due(true)).toBe(60);
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { decimatedBars } from "./decimatedBars.js";
import type { DailyBar } from "./priceBars.js";

const bar = (day: number, low: number, rise: number): DailyBar => ({
  date: addDays(date("2026-01-01"), day),
  open: new Decimal(low),
  high: new Decimal(low + rise),
  low: new Decimal(low),
  close: new Decimal(low + rise),
  volume: new Decimal(day + 1),
});
const series = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((days) => days.map(([low, rise], i) => bar(i, low, rise)));

describe("decimatedBars", () => {
  it("leaves what is few enough alone", () => {
    const bars = [bar(0, 10, 1), bar(1, 11, 1)];
    expect(decimatedBars(bars, 2)).toBe(bars);
    expect(decimatedBars([], 2)).toEqual([]);
  });
  it("keeps both ends, both extremes and all volume, in order and within the number asked for", () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 30 }), (bars, atMost) => {
        const drawn = decimatedBars(bars, atMost);
        const high = (of: readonly DailyBar[]) => Decimal.max(...of.map((b) => b.high)).toNumber();
        const low = (of: readonly DailyBar[]) => Decimal.min(...of.map((b) => b.low)).toNumber();
        const volume = (of: readonly DailyBar[]) =>
          of.reduce((all, b) => all + b.volume.toNumber(), 0);
        expect(drawn.length).toBe(Math.min(atMost, bars.length));
        expect(drawn[0]?.open).toEqual(bars[0]?.open);
        expect(drawn.at(-1)?.close).toEqual(bars.at(-1)?.close);
        expect(drawn.at(-1)?.date).toBe(bars.at(-1)?.date);
        expect([high(drawn), low(drawn), volume(drawn)]).toEqual([
          high(bars),
          low(bars),
          volume(bars),
        ]);
        expect(drawn.map((b) => b.date)).toEqual(drawn.map((b) => b.date).sort());
      }),
    );
  });
});

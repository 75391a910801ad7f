import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addDays, date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { splitAdjusted, totalReturnAdjusted } from "./adjustedBars.js";
import type { CorporateAction } from "./corporateAction.js";
import type { DailyBar } from "./priceBars.js";

/** "2024-01-02 100 x 10": close and volume of a day. */
const bars = (...lines: string[]): DailyBar[] =>
  lines.map((line) => {
    const [on = "", close = "", , volume = "0"] = line.split(" ");
    const price = new Decimal(close);
    return {
      date: date(on),
      open: price,
      high: price,
      low: price,
      close: price,
      volume: new Decimal(volume),
    };
  });
const split = (on: string, ratio: string): CorporateAction => ({
  kind: "SPLIT",
  exDate: date(on),
  ratio: new Decimal(ratio),
});
const dividend = (on: string, amount: string, reference: string | null): CorporateAction => ({
  kind: "CASH_DIVIDEND",
  exDate: date(on),
  amount: new Decimal(amount),
  referenceClose: reference === null ? null : new Decimal(reference),
});
const closes = (series: readonly DailyBar[]) => series.map((bar) => bar.close.toFixed());

describe("splitAdjusted", () => {
  it.each([
    { ratio: "2", before: "50", volume: "20" },
    { ratio: "4", before: "25", volume: "40" },
    { ratio: "0.2", before: "500", volume: "2" },
  ])("multiplies a price of 100 before a split of $ratio to $before", (example) => {
    const raw = bars("2024-01-02 100 x 10", "2024-01-03 30 x 7");
    const series = splitAdjusted(raw, [split("2024-01-03", example.ratio)]);
    expect(closes(series)).toEqual([example.before, "30"]);
    expect(series.map((bar) => bar.volume.toFixed())).toEqual([example.volume, "7"]);
  });

  it("applies every later split, and none after the last bar", () => {
    const raw = bars("2024-01-02 120 x 0", "2024-01-03 60 x 0", "2024-01-04 20 x 0");
    const actions = [split("2024-01-03", "2"), split("2024-01-04", "3"), split("2024-01-05", "10")];
    expect(closes(splitAdjusted(raw, actions))).toEqual(["20", "20", "20"]);
  });

  it("leaves dividends in, and an empty series empty", () => {
    const raw = bars("2024-01-02 100 x 0", "2024-01-03 99 x 0");
    expect(closes(splitAdjusted(raw, [dividend("2024-01-03", "1", null)]))).toEqual(["100", "99"]);
    expect(splitAdjusted([], [split("2024-01-03", "2")])).toEqual([]);
  });
});

describe("totalReturnAdjusted", () => {
  // Yahoo Finance help, "adjusted close": a dividend of 0.08 at a close of 24.96 is 1 - 0.08/24.96 = 0.9968
  it("multiplies by 0.9968 before a dividend of 0.08 at 24.96", () => {
    const raw = bars("2003-02-13 24.96 x 0", "2003-02-14 24.9 x 0");
    const [first, last] = totalReturnAdjusted(raw, [dividend("2003-02-14", "0.08", null)]);
    expect(first?.close.div(24.96).toDecimalPlaces(4).toFixed()).toBe("0.9968");
    expect(last?.close.toFixed()).toBe("24.9");
  });

  it("reinvests what a spin-off was worth, and leaves mergers and cash in lieu alone", () => {
    const raw = bars("2024-01-02 50", "2024-01-03 38");
    const spinOff: CorporateAction = {
      kind: "SPIN_OFF",
      exDate: date("2024-01-03"),
      ratio: new Decimal("0.25"),
      related: "BBB",
      amount: new Decimal("12.5"),
      referenceClose: null,
    };
    const exDate = date("2024-01-03");
    const others: CorporateAction[] = [
      { kind: "CASH_IN_LIEU", exDate, amount: new Decimal(50) },
      { kind: "MERGER", exDate, amount: new Decimal(5), ratio: new Decimal(1), related: "CCC" },
    ];
    const series = totalReturnAdjusted(raw, [spinOff, ...others]);
    expect(closes(series)).toEqual(["37.5", "38"]);
  });

  it("takes the source's reference close before the series' own", () => {
    const raw = bars("2024-01-02 100 x 0", "2024-01-03 100 x 0");
    expect(closes(totalReturnAdjusted(raw, [dividend("2024-01-03", "10", "50")]))).toEqual([
      "80",
      "100",
    ]);
  });

  it("refuses a dividend that is the whole price", () => {
    const raw = bars("2024-01-02 100 x 0", "2024-01-03 1 x 0");
    expect(() => totalReturnAdjusted(raw, [dividend("2024-01-03", "100", null)])).toThrow(
      expect.objectContaining({ code: "NO_QUOTE" }),
    );
  });

  it("has returns of price and dividend together", () => {
    // 100 -> 98 with 2 paid: the buyer of the dividend at the ex-date's price has 98 / (1 - 0.02) = 100
    const raw = bars("2024-01-02 100 x 0", "2024-01-03 98 x 0");
    const series = totalReturnAdjusted(raw, [dividend("2024-01-03", "2", null)]);
    expect(series[1]?.close.div(series[0]?.close ?? 1).toFixed()).toBe("1");
  });
});

describe("adjusted series", () => {
  const history = fc
    .array(fc.tuple(fc.integer({ min: 100, max: 900 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 2,
      maxLength: 40,
    })
    .map((days) =>
      days.map(([price, cents], i) => ({
        date: addDays(date("2024-01-01"), i),
        price: new Decimal(price),
        dividend: new Decimal(cents).div(10),
      })),
    );
  const ratio = fc.constantFrom("2", "4", "5", "10", "0.5", "0.2", "0.125");

  it("are invariant under a split: the same company, in other units, has the same series", () => {
    fc.assert(
      fc.property(history, fc.nat(), ratio, (days, at, by) => {
        const day = days[1 + (at % (days.length - 1))];
        if (!day) throw new Error("a day exists");
        const series = (isSplit: boolean) => {
          const units = (on: string) => (isSplit && on < day.date ? new Decimal(by) : 1);
          const raw = days.map(({ date: on, price }): DailyBar => {
            const asTraded = price.times(units(on));
            const volume = new Decimal(1_000).div(units(on));
            return {
              date: on,
              open: asTraded,
              high: asTraded,
              low: asTraded,
              close: asTraded,
              volume,
            };
          });
          const actions: CorporateAction[] = days.slice(1).flatMap((d, i): CorporateAction[] => {
            // a dividend is for one share as it was on the day before
            const before = days[i]?.date ?? d.date;
            const amount = d.dividend.times(units(before));
            return amount.gt(0) ? [dividend(d.date, amount.toFixed(), null)] : [];
          });
          if (isSplit) actions.push(split(day.date, by));
          return [splitAdjusted(raw, actions), totalReturnAdjusted(raw, actions)];
        };
        const [whole, inUnits] = [series(false), series(true)];
        whole.forEach((expected, which) => {
          expected.forEach((bar, i) => {
            const found = inUnits[which]?.[i];
            for (const name of ["open", "high", "low", "close", "volume"] as const) {
              expect(found?.[name].minus(bar[name]).abs().toNumber()).toBeLessThan(1e-25);
            }
          });
        });
      }),
      { numRuns: 200 },
    );
  });
});

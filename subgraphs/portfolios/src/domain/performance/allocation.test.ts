import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { allocation, driftFrom, UNCLASSIFIED } from "./allocation.js";
import { grossDividends, incomeBy, type IncomeEntry, incomeTotals, yieldOn } from "./income.js";
import { rebalance, type RebalanceInput } from "./rebalance.js";

const d = (value: string | number) => new Decimal(value);

describe("allocation", () => {
  it("looks through a fund where its weights are given", () => {
    const slices = allocation([
      { value: d(100), exposures: [{ segment: "TECH", weight: d(1) }] },
      {
        value: d(200),
        exposures: [
          { segment: "TECH", weight: d("0.25") },
          { segment: "HEALTH", weight: d("0.65") },
        ],
      },
    ]);
    // TECH 100 + 50; HEALTH 130; 10 % of 200 stay open
    expect(slices.map(({ segment, value, weight }) => [segment, value.toFixed(), weight])).toEqual([
      ["TECH", "150", 0.5],
      ["HEALTH", "130", expect.closeTo(130 / 300, 12)],
      [UNCLASSIFIED, "20", expect.closeTo(20 / 300, 12)],
    ]);
  });

  it("has no weights of a total that is not positive", () => {
    const slices = allocation([{ value: d(-5), exposures: [{ segment: "CASH", weight: d(1) }] }]);
    expect(slices).toEqual([{ segment: "CASH", value: d(-5), weight: null }]);
    expect(driftFrom(slices, new Map([["CASH", 1]]))).toEqual([]);
  });

  it("says how far each segment is from its target, furthest first", () => {
    const slices = allocation([
      { value: d(70), exposures: [{ segment: "SHARES", weight: d(1) }] },
      { value: d(30), exposures: [{ segment: "GOLD", weight: d(1) }] },
    ]);
    const targets = new Map([
      ["SHARES", 0.6],
      ["BONDS", 0.4],
    ]);
    expect(driftFrom(slices, targets)).toEqual([
      { segment: "BONDS", weight: 0, target: 0.4, drift: -0.4 },
      { segment: "GOLD", weight: 0.3, target: 0, drift: 0.3 },
      { segment: "SHARES", weight: 0.7, target: 0.6, drift: expect.closeTo(0.1, 12) },
    ]);
  });
});

/** `A 10 60 0.5`: key, price, units in one lot without tax, target. */
const holding = (line: string, band = 0): RebalanceInput["holdings"][number] => {
  const [key = "", price = "0", units = "0", target = "0"] = line.split(" ");
  const lots = units === "0" ? [] : [{ id: `${key}1`, units: d(units), taxPerUnit: d(0) }];
  return { key, price: d(price), lots, target: d(target), band: d(band) };
};

const proposal = (lines: string[], more: Partial<RebalanceInput> & { points?: number } = {}) => {
  const { points = 0, ...rest } = more;
  const result = rebalance({
    holdings: lines.map((line) => holding(line, points)),
    cash: d(0),
    unitStep: d("0.0001"),
    minimumTrade: d(0),
    ...rest,
  });
  return {
    ...result,
    lines: result.trades.map((t) => `${t.side} ${t.units.toFixed()} ${t.key}`),
    left: result.cash.toFixed(),
  };
};

describe("rebalance", () => {
  it("sells what is over and buys what is under its target", () => {
    // 600 + 400 = 1,000; 500 each
    expect(proposal(["A 10 60 0.5", "B 20 20 0.5"])).toMatchObject({
      lines: ["SELL 10 A", "BUY 5 B"],
      left: "0",
    });
  });

  it("uses new cash first, and sells nothing when that is enough", () => {
    // 600 + 400 + 200 = 1,200; B lacks 200
    expect(proposal(["A 10 60 0.5", "B 20 20 0.5"], { cash: d(200) })).toMatchObject({
      lines: ["BUY 10 B"],
      left: "0",
    });
  });

  it("does nothing inside the bands, and sells to the target outside them", () => {
    expect(proposal(["A 10 54 0.5", "B 20 23 0.5"], { points: 0.05 }).lines).toEqual([]);
    expect(proposal(["A 10 60 0.5", "B 20 20 0.5"], { points: 0.05 }).lines).toEqual([
      "SELL 10 A",
      "BUY 5 B",
    ]);
  });

  it("pays for what is below its band with what is over its target", () => {
    // of 1,000: A 260, B 260, C 260 for 0.25 each and D 220 for 0.25, band 2 points
    const result = proposal(["A 1 260 0.25", "B 1 260 0.25", "C 1 260 0.25", "D 1 220 0.25"], {
      points: 0.02,
    });
    expect(result.lines).toEqual(["SELL 10 A", "SELL 10 B", "SELL 10 C", "BUY 30 D"]);
  });

  it("trades whole shares, rounded down, and leaves the rest in cash", () => {
    // 1,000 in cash, half each: 500/30 = 16.67; 500/7 = 71.43; 1,000 - 480 - 497 = 23
    expect(proposal(["A 30 0 0.5", "B 7 0 0.5"], { cash: d(1_000), unitStep: d(1) })).toMatchObject(
      { lines: ["BUY 16 A", "BUY 71 B"], left: "23" },
    );
  });

  it("leaves out trades under the minimum", () => {
    expect(proposal(["A 10 51 0.5", "B 10 49 0.5"], { minimumTrade: d(20) }).lines).toEqual([]);
  });

  it("keeps what the targets leave open as cash", () => {
    // 1,000 in all, 0.1 stays: A has 0.9 of it
    expect(proposal(["A 10 0 0.9"], { cash: d(1_000) })).toMatchObject({
      lines: ["BUY 90 A"],
      left: "100",
    });
  });

  it("sells all of what has the target 0, odd fractions included", () => {
    expect(proposal(["A 10 3.5 0", "B 5 0 1"], { unitStep: d(1) }).lines).toEqual([
      "SELL 3.5 A",
      "BUY 7 B",
    ]);
  });

  it("sells the lots that cost least in tax, and says how much", () => {
    const a = {
      ...holding("A 10 0 0.5"),
      lots: [
        { id: "gain", units: d(50), taxPerUnit: d(2) },
        { id: "loss", units: d(4), taxPerUnit: d(-1) },
        { id: "small", units: d(6), taxPerUnit: d("0.5") },
      ],
    };
    const result = proposal([], { holdings: [a, holding("B 20 20 0.5")] });
    // 4 x -1 + 6 x 0.5
    expect(result.tax.toFixed()).toBe("-1");
    expect(result.trades[0]?.lots.map((lot) => `${lot.id} ${lot.units.toFixed()}`)).toEqual([
      "loss 4",
      "small 6",
    ]);
  });

  it("refuses targets of more than the whole", () => {
    expect(() => proposal(["A 1 1 0.6", "B 1 1 0.6"])).toThrow("at most 1");
  });

  it("conserves value and overdraws neither cash nor units", () => {
    const asset = fc.record({
      price: fc.integer({ min: 1, max: 500 }),
      units: fc.integer({ min: 0, max: 300 }),
      weight: fc.integer({ min: 0, max: 100 }),
      band: fc.constantFrom(0, 0.02, 0.1),
    });
    fc.assert(
      fc.property(
        fc.array(asset, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 50_000 }),
        fc.constantFrom("1", "0.0001"),
        (assets, cash, step) => {
          const total = assets.reduce((t, a) => t + a.weight, 0) || 1;
          const holdings = assets.map((a, i) => ({
            ...holding(`k${i} ${a.price} ${a.units} 0`, a.band),
            target: d(a.weight).div(total).toDecimalPlaces(6, Decimal.ROUND_DOWN),
          }));
          const result = rebalance({
            holdings,
            cash: d(cash),
            unitStep: d(step),
            minimumTrade: d(0),
          });
          expect(result.cash.gte(0)).toBe(true);
          let after = result.cash;
          for (const [i, h] of holdings.entries()) {
            const moved = result.trades
              .filter(({ key }) => key === h.key)
              .reduce((t, x) => (x.side === "BUY" ? t.plus(x.units) : t.minus(x.units)), d(0));
            const units = d(assets[i]!.units).plus(moved);
            expect(units.gte(0)).toBe(true);
            after = after.plus(units.times(h.price));
          }
          const before = assets.reduce((t, a) => t + a.units * a.price, cash);
          expect(after.toFixed()).toBe(String(before));
        },
      ),
    );
  });
});

/** `2024-03-01 DIVIDEND A 100 fees 2`. */
const entries = (...lines: string[]): IncomeEntry[] =>
  lines.map((line) => {
    const [day = "", kind, instrument = "", amount = "0", , fees = "0"] = line.split(" ");
    return {
      date: date(day),
      kind: kind as IncomeEntry["kind"],
      instrumentId: instrument === "-" ? null : instrument,
      amount: d(amount),
      fees: d(fees),
    };
  });

describe("income", () => {
  const paid = entries(
    "2024-03-01 DIVIDEND A 98 fees 2",
    "2024-03-01 WITHHOLDING A -15",
    "2024-06-01 CAPITAL_GAIN_DISTRIBUTION B 40",
    "2024-07-01 INTEREST - 5",
    "2024-08-01 WITHHOLDING A 3",
  );

  it("is gross less withholding and fees", () => {
    const { gross, withheld, fees, net } = incomeTotals(paid);
    // 100 + 40 + 5 = 145; 15 - 3 = 12; 145 - 12 - 2 = 131
    expect([gross, withheld, fees, net].map((x) => x.toFixed())).toEqual(["145", "12", "2", "131"]);
  });

  it("by instrument sums to the whole", () => {
    const by = incomeBy(paid, ({ instrumentId }) => instrumentId);
    expect([...by].map(([key, { net }]) => [key, net.toFixed()])).toEqual([
      ["A", "86"],
      ["B", "40"],
      [null, "5"],
    ]);
  });

  it("yields twelve months' gross dividends by cost", () => {
    // after 2023-06-01 and until 2024-06-01: 100 + 40, interest not
    const dividends = grossDividends(paid, date("2023-06-01"), date("2024-06-01"));
    expect(dividends.toFixed()).toBe("140");
    expect(grossDividends(paid, date("2024-03-01"), date("2024-06-01")).toFixed()).toBe("40");
    expect(yieldOn(d(2_800), dividends)).toBeCloseTo(0.05, 12);
    expect(yieldOn(d(0), dividends)).toBeNull();
  });
});

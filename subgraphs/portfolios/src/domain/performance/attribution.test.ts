import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import {
  type Attribution,
  brinsonFachler,
  linked,
  linkFactor,
  type SegmentPeriod,
  withoutInteraction,
} from "./brinsonFachler.js";
import { contributions, currencySplit } from "./contribution.js";

/** `shares 0.6 0.5 0.1 0.08`: weights, then returns, of portfolio and benchmark; `-` is none. */
const segments = (...lines: string[]): SegmentPeriod[] =>
  lines.map((line) => {
    const [segment = "", wp, wb, rp, rb] = line.split(" ");
    const orNull = (text: string | undefined) => (text === "-" ? null : Number(text));
    return {
      segment,
      portfolioWeight: Number(wp),
      benchmarkWeight: Number(wb),
      portfolioReturn: orNull(rp),
      benchmarkReturn: orNull(rb),
    };
  });

const sumOf = ({ effects }: Attribution) =>
  effects.reduce((total, e) => total + e.allocation + e.selection + e.interaction, 0);

const activeOf = (a: Attribution) => a.portfolioReturn - a.benchmarkReturn;

describe("brinsonFachler", () => {
  it("splits the active return by segment", () => {
    // Rb = 0.5 x 0.08 + 0.5 x 0.02 = 0.05; Rp = 0.6 x 0.1 + 0.4 x 0.01 = 0.064
    const result = brinsonFachler(segments("shares 0.6 0.5 0.1 0.08", "bonds 0.4 0.5 0.01 0.02"));
    expect([result.portfolioReturn, result.benchmarkReturn]).toEqual([
      expect.closeTo(0.064, 12),
      expect.closeTo(0.05, 12),
    ]);
    expect(result.effects).toEqual([
      // 0.1 x 0.03, 0.5 x 0.02, 0.1 x 0.02
      {
        segment: "shares",
        allocation: expect.closeTo(0.003, 12),
        selection: expect.closeTo(0.01, 12),
        interaction: expect.closeTo(0.002, 12),
      },
      // -0.1 x -0.03, 0.5 x -0.01, -0.1 x -0.01
      {
        segment: "bonds",
        allocation: expect.closeTo(0.003, 12),
        selection: expect.closeTo(-0.005, 12),
        interaction: expect.closeTo(0.001, 12),
      },
    ]);
    const two = withoutInteraction(result).effects[0];
    // wp (rp - rb) = 0.6 x 0.02
    expect([two?.selection, two?.interaction]).toEqual([expect.closeTo(0.012, 12), 0]);
  });

  it("gives the benchmark's total to a segment that it lacks", () => {
    const [gold] = brinsonFachler(segments("gold 0.2 0 0.15 -", "rest 0.8 1 0.05 0.05")).effects;
    // 0.2 x (0.15 - 0.05)
    expect(gold).toMatchObject({ allocation: 0, selection: 0 });
    expect(gold?.interaction).toBeCloseTo(0.02, 12);
  });

  it("refuses weights that do not sum to 1, and a weight without a return", () => {
    expect(() => brinsonFachler(segments("a 0.5 1 0.1 0.1"))).toThrow("sum to 1");
    expect(() => brinsonFachler(segments("a 1 1 - 0.1"))).toThrow("has a return");
  });
});

const COUNT = 4;
const weights = fc
  .array(fc.integer({ min: 0, max: 100 }), { minLength: COUNT, maxLength: COUNT })
  .filter((list) => list.some((w) => w > 0))
  .map((list) => list.map((w) => w / list.reduce((a, b) => a + b, 0)));
const rates = fc.array(fc.double({ min: -0.4, max: 0.6, noNaN: true }), {
  minLength: COUNT,
  maxLength: COUNT,
});
const period = fc.tuple(weights, weights, rates, rates).map(([wp, wb, rp, rb]) =>
  brinsonFachler(
    wp.map((weight, i) => ({
      segment: `s${i}`,
      portfolioWeight: weight,
      benchmarkWeight: wb[i]!,
      portfolioReturn: weight === 0 ? null : rp[i]!,
      benchmarkReturn: wb[i] === 0 ? null : rb[i]!,
    })),
  ),
);

describe("attribution sums to the active return", () => {
  it("in one period", () => {
    fc.assert(
      fc.property(period, (one) => {
        expect(Math.abs(sumOf(one) - activeOf(one))).toBeLessThan(1e-13);
        expect(Math.abs(sumOf(withoutInteraction(one)) - activeOf(one))).toBeLessThan(1e-13);
      }),
    );
  });

  it("linked over periods, with residual 0", () => {
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 24 }), (periods) => {
        const whole = linked(periods);
        const total = periods.reduce((p, one) => p * (1 + one.portfolioReturn), 1) - 1;
        expect(whole.portfolioReturn).toBeCloseTo(total, 12);
        const size = 1 + Math.abs(whole.portfolioReturn) + Math.abs(whole.benchmarkReturn);
        expect(Math.abs(sumOf(whole) - activeOf(whole)) / size).toBeLessThan(1e-11);
      }),
    );
  });

  it("also when portfolio and benchmark end level", () => {
    // 10 % against 0 %, then 0 % against 10 %
    const better = brinsonFachler(segments("a 1 0.5 0.1 0.1", "b 0 0.5 - -0.1"));
    const worse = brinsonFachler(segments("a 1 0.5 0 0", "b 0 0.5 - 0.2"));
    const whole = linked([better, worse]);
    expect(activeOf(whole)).toBeCloseTo(0, 12);
    expect(sumOf(whole)).toBeCloseTo(0, 12);
    expect(linkFactor(0.1, 0.1)).toBeCloseTo(1 / 1.1, 12);
    expect(linkFactor(0.21, 0.1)).toBeCloseTo((Math.log(1.21) - Math.log(1.1)) / 0.11, 12);
  });
});

const d = (value: string | number) => new Decimal(value);

describe("contributions", () => {
  it("are gain by start capital", () => {
    // A: 130 - 100 - 20 = 10; cash: 30 - 50 + 20 = 0; start 150
    const parts = [
      { key: "A", opening: d(100), closing: d(130), netFlow: d(20) },
      { key: "cash", opening: d(50), closing: d(30), netFlow: d(-20) },
    ];
    expect(contributions(parts, d(150)).map((c) => [c.key, c.gain.toFixed(), c.value])).toEqual([
      ["A", "10", expect.closeTo(10 / 150, 12)],
      ["cash", "0", 0],
    ]);
    expect(contributions(parts, d(0)).map((c) => c.value)).toEqual([null, null]);
  });

  it("add up to the period's return, by any grouping", () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const part = fc.record({
      key: fc.constantFrom("A", "B", "C"),
      opening: amount.map(d),
      closing: amount.map(d),
      netFlow: fc.integer({ min: -5_000, max: 5_000 }).map(d),
    });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => {
        const add = (of: (p: (typeof parts)[number]) => Decimal) =>
          parts.reduce((total, p) => total.plus(of(p)), d(0));
        const capital = add((p) => p.opening).plus(1);
        const gain = add((p) => p.closing)
          .minus(add((p) => p.opening))
          .minus(add((p) => p.netFlow));
        const found = contributions(parts, capital);
        expect(found.reduce((t, c) => t.plus(c.gain), d(0)).toFixed()).toBe(gain.toFixed());
        const total = found.reduce((t, c) => t + (c.value ?? Number.NaN), 0);
        expect(total).toBeCloseTo(gain.div(capital).toNumber(), 9);
      }),
    );
  });
});

describe("currencySplit", () => {
  it("parts a gain into market and currency exactly", () => {
    // 100 EUR at 1.10 became 120 EUR at 1.20: 144 - 110 = 34 = 20 x 1.2 + 100 x 0.1
    const split = currencySplit({
      localStart: d(100),
      localEnd: d(120),
      rateStart: d("1.10"),
      rateEnd: d("1.20"),
    });
    expect([split.market, split.currency, split.total].map((x) => x.toFixed())).toEqual([
      "24",
      "10",
      "34",
    ]);
  });
});

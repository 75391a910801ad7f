import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { cents, compare, excessOver, larger, less, smaller, times, total } from "./exact.js";

const anyAmount = fc
  .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => new Decimal(digits).div(new Decimal(10).pow(places)));

describe("exact arithmetic with short cuts", () => {
  it("orders and adds as decimal.js does", () => {
    fc.assert(
      fc.property(anyAmount, anyAmount, (a, b) => {
        expect(compare(a, b) - a.cmp(b)).toBe(0);
        expect(compare(a, new Decimal(a.toFixed()))).toBe(0);
        expect(smaller(a, b).eq(Decimal.min(a, b))).toBe(true);
        expect(larger(a, b).eq(Decimal.max(a, b))).toBe(true);
        expect(total(a, b, a).eq(a.plus(b).plus(a))).toBe(true);
        expect(less(a, b).eq(a.minus(b))).toBe(true);
        expect(times(a, b).eq(a.times(b))).toBe(true);
        expect(excessOver(a, b).eq(Decimal.max(0, a.minus(b)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [0, 0],
    [0, 1],
    [-1, 0],
    [-1, 1],
    ["-0", 0],
    ["1e20", "1e20"],
    ["100.5", "100.49"],
    ["-2.5", "-2.25"],
  ])("orders %s and %s", (a, b) => {
    const [x, y] = [new Decimal(a), new Decimal(b)];
    expect(compare(x, y) - x.cmp(y)).toBe(0);
    expect(compare(y, x) - y.cmp(x)).toBe(0);
  });

  it("rounds half to even at the cent", () => {
    expect(
      ["0.005", "0.015", "-0.025", "1.235"].map((x) => cents(new Decimal(x)).toFixed()),
    ).toEqual(["0", "0.02", "-0.02", "1.24"]);
  });
});

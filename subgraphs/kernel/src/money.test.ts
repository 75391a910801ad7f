import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal, parseDecimal, sum } from "./decimal.js";
import { addMoney, allocate, isCurrency, money, roundToMinorUnit } from "./money.js";

const decimals = (texts: readonly string[]) => texts.map((text) => new Decimal(text));

describe("parseDecimal", () => {
  it.each(["0", "-0.5", "123456789012345678901234567890.123456789012345678"])(
    "reads %s exactly",
    (text) => {
      expect(parseDecimal(text)?.toFixed()).toBe(text);
    },
  );

  it.each([
    "",
    "1e5",
    "NaN",
    "Infinity",
    "1,000",
    " 1",
    "0x10",
    "1.",
    ".5",
    "--1",
    "1".repeat(31),
    "0.1234567890123456789",
  ])("does not take %j for a decimal", (text) => {
    expect(parseDecimal(text)).toBeNull();
  });
});

describe("sum", () => {
  it("adds tenths without a float's error", () => {
    expect(sum(decimals(["0.1", "0.2"])).toFixed()).toBe("0.3");
    expect(sum([]).toFixed()).toBe("0");
  });
});

describe("roundToMinorUnit", () => {
  it.each([
    { amount: "1.005", currency: "USD", rounded: "1" },
    { amount: "1.015", currency: "USD", rounded: "1.02" },
    { amount: "2.5", currency: "JPY", rounded: "2" },
    { amount: "1.2345", currency: "KWD", rounded: "1.234" },
  ])("rounds $amount $currency half-even to $rounded", ({ amount, currency, rounded }) => {
    expect(roundToMinorUnit(money(amount, currency)).amount.toFixed()).toBe(rounded);
  });
});

describe("addMoney", () => {
  it("refuses to add two currencies", () => {
    expect(() => addMoney(money(1, "USD"), money(1, "EUR"))).toThrow("one currency");
  });
});

describe("isCurrency", () => {
  it.each([
    ["USD", true],
    ["usd", false],
    ["US", false],
    ["GBp", false],
  ])("%s: %s", (text, expected) => {
    expect(isCurrency(text)).toBe(expected);
  });
});

describe("allocate", () => {
  it("gives the odd cent to the largest remainder, the earlier one in a tie", () => {
    expect(allocate(new Decimal("100"), decimals(["1", "1", "1"]), 2).map(String)).toEqual([
      "33.34",
      "33.33",
      "33.33",
    ]);
    expect(allocate(new Decimal("0.05"), decimals(["3", "7"]), 2).map(String)).toEqual([
      "0.02",
      "0.03",
    ]);
  });

  it("sums to the total whatever the weights are, and no part is further than a unit from its share", () => {
    const cents = fc
      .integer({ min: -10_000_000, max: 10_000_000 })
      .map((n) => new Decimal(n).div(100));
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
      .filter((list) => list.some((w) => w > 0));
    fc.assert(
      fc.property(cents, weights, (total, list) => {
        const parts = allocate(total, decimals(list.map(String)), 2);
        const whole = list.reduce((a, b) => a + b, 0);
        expect(sum(parts).eq(total)).toBe(true);
        parts.forEach((part, i) => {
          const share = total.times(list[i] ?? 0).div(whole);
          expect(part.minus(share).abs().lte("0.01")).toBe(true);
        });
      }),
    );
  });

  it("refuses weights that are negative or all zero", () => {
    expect(() => allocate(new Decimal(1), decimals(["0", "0"]), 2)).toThrow("weights");
    expect(() => allocate(new Decimal(1), decimals(["-1", "2"]), 2)).toThrow("weights");
  });
});

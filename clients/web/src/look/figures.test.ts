import { afterEach, describe, expect, it } from "@jest/globals";
import { day, label, money, percent, readAmount, signedMoney, units } from "./figures.ts";
import { locale } from "./locale.ts";

Object.assign(globalThis, { localStorage: { setItem: () => undefined, getItem: () => null } });
afterEach(() => locale.choose("en-US"));

describe("figures", () => {
  it("write amounts, shares and days as the chosen locale does", () => {
    expect([money("1234.5"), signedMoney(12), percent(0.0125), day("2026-03-01")]).toEqual([
      "$1,234.50",
      "+$12.00",
      "1.25%",
      "Mar 1, 2026",
    ]);
    locale.choose("de-DE");
    expect(money("1234.5", "EUR").replaceAll(/\s/g, " ")).toBe("1.234,50 €");
    expect(day("2026-03-01")).toBe("1. März 2026");
  });

  it("keep up to six decimals of units", () => {
    expect(units("1234.123456")).toBe("1,234.123456");
  });

  it("write codes as words and keep abbreviations", () => {
    expect([label("US_EQUITY"), label("TRADITIONAL_401K"), label("ROTH_IRA")]).toEqual([
      "US equity",
      "Traditional 401(k)",
      "Roth IRA",
    ]);
  });
});

describe("readAmount", () => {
  it.each([
    ["1,234.50", "1234.50"],
    ["$ 1 234.5", "1234.5"],
    ["-12", "-12"],
    ["1234,50", null],
    ["1.234,50", null],
    ["1.234", null],
    ["12,34.00", null],
    ["", null],
    ["1e6", null],
    ["99999999999999", null],
  ])("reads %j as %j", (text, read) => {
    expect(readAmount(text)).toBe(read);
  });
});

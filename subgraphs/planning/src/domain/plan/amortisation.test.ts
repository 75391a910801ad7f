import { describe, expect, it } from "@jest/globals";
import { levelPayment, monthsToRepay, remainingBalance } from "./amortisation.js";

describe("amortisation", () => {
  it("of 200,000 at 6 % over 30 years pays 1,199.10 a month, the textbook figure", () => {
    expect(levelPayment({ balance: 200_000, annualRate: 0.06, months: 360 })).toBeCloseTo(
      1199.1,
      2,
    );
  });

  it("without interest divides the balance", () => {
    expect(levelPayment({ balance: 1_200, annualRate: 0, months: 12 })).toBe(100);
    expect(remainingBalance({ balance: 1_200, annualRate: 0, months: 12 }, 5)).toBe(700);
  });

  it("leaves what a month-by-month table leaves", () => {
    const loan = { balance: 200_000, annualRate: 0.06, months: 360 };
    let owed = loan.balance;
    for (let month = 1; month <= 120; month++) owed = owed * 1.005 - levelPayment(loan);
    expect(remainingBalance(loan, 120)).toBeCloseTo(owed, 6);
    expect(remainingBalance(loan, 360)).toBe(0);
    expect(remainingBalance(loan, 359)).toBeCloseTo(levelPayment(loan) / 1.005, 6);
  });

  it("counts the payments of a given size, and says when they never end", () => {
    expect(monthsToRepay(200_000, 0.06, 1_199.11)).toBe(360);
    expect(monthsToRepay(1_000, 0, 300)).toBe(4);
    expect(monthsToRepay(1_000, 0.12, 10)).toBe(Number.POSITIVE_INFINITY);
    expect(monthsToRepay(0, 0.12, 10)).toBe(0);
  });
});

import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import {
  estimatedDueDates,
  type EstimatedPaymentFacts,
  estimatedPayments,
} from "./estimatedPayments.js";

const usd = (amount: number | string) => new Decimal(amount);

function payments(more: Partial<EstimatedPaymentFacts> = {}) {
  return estimatedPayments({
    year: 2025,
    filingStatus: "SINGLE",
    tax: usd(20_000),
    withholding: usd(0),
    prior: null,
    payments: [],
    annualizedTax: null,
    today: date("2025-01-02"),
    ...more,
  });
}

const toPay = (made: ReturnType<typeof payments>) =>
  made.installments.map((i) => i.toPay.toString());

describe("the due dates of estimated payments", () => {
  // IRS, Form 1040-ES of each year
  it.each([
    [2021, ["2021-04-15", "2021-06-15", "2021-09-15", "2022-01-18"]],
    [2022, ["2022-04-18", "2022-06-15", "2022-09-15", "2023-01-17"]],
    [2023, ["2023-04-18", "2023-06-15", "2023-09-15", "2024-01-16"]],
    [2024, ["2024-04-15", "2024-06-17", "2024-09-16", "2025-01-15"]],
    [2025, ["2025-04-15", "2025-06-16", "2025-09-15", "2026-01-15"]],
    [2026, ["2026-04-15", "2026-06-15", "2026-09-15", "2027-01-15"]],
  ])("of %i step over weekends and holidays", (year, expected) => {
    expect(estimatedDueDates(year)).toEqual(expected);
  });
});

describe("the safe harbours", () => {
  it("take 90 % of this year's tax when there is no return of last year", () => {
    expect(payments()).toMatchObject({ harbor: "CURRENT_YEAR", priorYearHarbor: null });
    expect(toPay(payments())).toEqual(["4500", "4500", "4500", "4500"]);
  });

  it.each([
    ["100 %", 150_000, "SINGLE", "10000"],
    ["110 %", 150_001, "SINGLE", "11000"],
    ["100 %", 75_000, "MARRIED_FILING_SEPARATELY", "10000"],
    ["110 %", 75_001, "MARRIED_FILING_SEPARATELY", "11000"],
  ] as const)("take %s of last year's tax at an income of %i, %s", (_, agi, filingStatus, due) => {
    const prior = { tax: usd(10_000), adjustedGrossIncome: usd(agi) };
    const made = payments({ prior, filingStatus });
    expect(made.harbor).toBe("PRIOR_YEAR");
    expect(made.requiredAnnualPayment.toString()).toBe(due);
  });

  it("ask for nothing when tax less withholding is under 1,000", () => {
    expect(payments({ withholding: usd("19000.01") })).toMatchObject({ harbor: "NONE" });
    expect(payments({ withholding: usd(19_000) }).harbor).toBe("CURRENT_YEAR");
  });

  it("ask for nothing when last year had no tax", () => {
    const made = payments({ prior: { tax: usd(0), adjustedGrossIncome: usd(5_000) } });
    expect(made.harbor).toBe("NONE");
    expect(toPay(made)).toEqual(["0", "0", "0", "0"]);
  });
});

describe("installments", () => {
  it("count withholding a quarter on each due date", () => {
    const made = payments({ withholding: usd(10_000) });
    expect(made.installments.map((i) => i.withholding.toString())).toEqual(Array(4).fill("2500"));
    expect(toPay(made)).toEqual(["2000", "2000", "2000", "2000"]);
  });

  it("say what was missing on days that are past, and ask for it on the next one", () => {
    const made = payments({
      today: date("2025-07-01"),
      payments: [
        { paidOn: date("2025-04-15"), amount: usd(4_500) },
        { paidOn: date("2025-06-17"), amount: usd(1_000) },
      ],
    });
    expect(made.installments.map((i) => i.shortfall.toString())).toEqual(["0", "4500", "0", "0"]);
    expect(toPay(made)).toEqual(["0", "0", "8000", "4500"]);
  });

  it("take an overpayment to the next due dates", () => {
    const made = payments({ payments: [{ paidOn: date("2025-01-02"), amount: usd(10_000) }] });
    expect(toPay(made)).toEqual(["0", "0", "3500", "4500"]);
  });

  // Form 2210, Schedule AI: 22.5, 45, 67.5, 90 % of the tax on annualised income; what is saved early is due later
  it("are smaller while income is late, with the annualized method, and caught up at the end", () => {
    const annualizedTax = [0, 8_000, 12_000, 20_000].map(usd);
    expect(payments({ annualizedTax }).installments.map((i) => i.required.toString())).toEqual([
      "0",
      "3600",
      "4500",
      "9900",
    ]);
  });

  it("reach the required annual payment in all, whatever the tax and the withholding", () => {
    const amount = fc.integer({ min: 0, max: 10_000_000 }).map((n) => usd(n).div(100));
    fc.assert(
      fc.property(amount, amount, amount, fc.option(amount), (tax, withholding, paid, prior) => {
        const made = payments({
          tax,
          withholding,
          prior: prior && { tax: prior, adjustedGrossIncome: usd(0) },
          payments: [{ paidOn: date("2025-01-02"), amount: paid }],
        });
        const required = sum(made.installments.map((i) => i.required));
        expect(required.eq(made.requiredAnnualPayment)).toBe(true);
        const credited = sum(made.installments.map((i) => i.toPay))
          .plus(withholding)
          .plus(paid);
        expect(credited.gte(made.requiredAnnualPayment)).toBe(true);
      }),
    );
  });

  it.each<[string, Partial<EstimatedPaymentFacts>]>([
    ["a negative payment", { payments: [{ paidOn: date("2025-04-15"), amount: usd(-1) }] }],
    ["negative withholding", { withholding: usd(-1) }],
    ["annualized tax of three periods", { annualizedTax: [1, 2, 3].map(usd) }],
  ])("refuse %s", (_, more) => {
    expect(() => payments(more)).toThrow(expect.objectContaining({ code: "BAD_INPUT" }));
  });
});

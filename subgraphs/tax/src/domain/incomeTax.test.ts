import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { FEDERAL_YEARS, federalParametersFor, type RateSchedule } from "./federalParameters.js";
import { FILING_STATUSES, type FilingStatus } from "./filingStatus.js";
import { incomeTax, taxByBracket, taxBySchedule } from "./incomeTax.js";

const scheduleTax = (year: number, status: FilingStatus, taxable: number | string) =>
  taxBySchedule(federalParametersFor(year).ordinary.value, status, new Decimal(taxable)).toFixed();

describe("taxBySchedule", () => {
  // Rev. Proc. 2023-34, 2024-40 and 2025-32, section on tax rate tables: "$x plus n % of the excess over"
  it.each<[number, FilingStatus, number[], number[]]>([
    [
      2024,
      "SINGLE",
      [11600, 47150, 100525, 191950, 243725, 609350],
      [1160, 5426, 17168.5, 39110.5, 55678.5, 183647.25],
    ],
    [
      2024,
      "MARRIED_FILING_JOINTLY",
      [23200, 94300, 201050, 383900, 487450, 731200],
      [2320, 10852, 34337, 78221, 111357, 196669.5],
    ],
    [
      2024,
      "HEAD_OF_HOUSEHOLD",
      [16550, 63100, 100500, 191950, 243700, 609350],
      [1655, 7241, 15469, 37417, 53977, 181954.5],
    ],
    [2024, "MARRIED_FILING_SEPARATELY", [243725, 365600], [55678.5, 98334.75]],
    [
      2025,
      "SINGLE",
      [11925, 48475, 103350, 197300, 250525, 626350],
      [1192.5, 5578.5, 17651, 40199, 57231, 188769.75],
    ],
    [
      2025,
      "MARRIED_FILING_JOINTLY",
      [23850, 96950, 206700, 394600, 501050, 751600],
      [2385, 11157, 35302, 80398, 114462, 202154.5],
    ],
    [
      2026,
      "SINGLE",
      [12400, 50400, 105700, 201775, 256225, 640600],
      [1240, 5800, 17966, 41024, 58448, 192979.25],
    ],
    [
      2026,
      "MARRIED_FILING_JOINTLY",
      [24800, 100800, 211400, 403550, 512450, 768700],
      [2480, 11600, 35932, 82048, 116896, 206583.5],
    ],
  ])("gives the published base amounts at the edges of %i for %s", (year, status, at, tax) => {
    expect(at.map((x) => scheduleTax(year, status, x))).toEqual(tax.map(String));
  });

  // 2024 Form 1040 instructions, Tax Computation Worksheet: income x rate - subtraction amount
  it.each([
    { status: "SINGLE", taxable: 150000, tax: 150000 * 0.24 - 6957.5 },
    { status: "SINGLE", taxable: 700000, tax: 700000 * 0.37 - 41812.25 },
    { status: "MARRIED_FILING_JOINTLY", taxable: 150000, tax: 150000 * 0.22 - 9894 },
    { status: "MARRIED_FILING_JOINTLY", taxable: 300000, tax: 300000 * 0.24 - 13915 },
    { status: "QUALIFYING_SURVIVING_SPOUSE", taxable: 400000, tax: 400000 * 0.32 - 44627 },
  ] as const)("gives the worksheet's tax on $taxable for $status in 2024", (row) => {
    expect(Number(scheduleTax(2024, row.status, row.taxable))).toBe(row.tax);
  });

  it("is exact at a cent, and differs from the Tax Table, which taxes the middle of 50 dollars", () => {
    expect(scheduleTax(2024, "SINGLE", "0.01")).toBe("0.001");
    expect(scheduleTax(2024, "SINGLE", "11600.01")).toBe("1160.0012");
    expect(scheduleTax(2024, "MARRIED_FILING_JOINTLY", 25300)).toBe("2572"); // Tax Table: 2,575
  });

  it("is continuous and never steeper than the next rate at every edge", () => {
    for (const year of FEDERAL_YEARS) {
      const schedule = federalParametersFor(year).ordinary.value;
      for (const status of FILING_STATUSES) {
        schedule.from[status].slice(1).forEach((edge, i) => {
          const below = taxBySchedule(schedule, status, edge.minus("0.01"));
          const on = taxBySchedule(schedule, status, edge);
          const above = taxBySchedule(schedule, status, edge.plus("0.01"));
          expect(on.minus(below).toFixed()).toBe(schedule.rates[i]?.times("0.01").toFixed());
          expect(above.minus(on).toFixed()).toBe(schedule.rates[i + 1]?.times("0.01").toFixed());
        });
      }
    }
  });
});

describe("taxByBracket", () => {
  it("gives 10 % of 11,925, 12 % of 36,550 and 22 % of 1,525 for 50,000 in 2025", () => {
    const schedule = federalParametersFor(2025).ordinary.value;
    const parts = taxByBracket(schedule, "SINGLE", new Decimal(50000));
    expect(parts.map(({ rate, tax }) => [rate.toNumber(), tax.toNumber()])).toEqual([
      [0.1, 1192.5],
      [0.12, 4386],
      [0.22, 335.5],
    ]);
    expect(taxByBracket(schedule, "SINGLE", new Decimal(0))).toEqual([]);
  });
});

const stacked = (year: number, status: FilingStatus, ordinary: number, preferential: number) => {
  const tax = incomeTax(federalParametersFor(year), status, {
    taxable: new Decimal(ordinary + preferential),
    preferential: new Decimal(preferential),
  });
  return [tax.ordinaryTax.toNumber(), tax.capitalGainsTax.toNumber()];
};

describe("incomeTax", () => {
  it("taxes gains at 0 % below the first breakpoint: 30,000 + 18,350 reach exactly 48,350", () => {
    expect(stacked(2025, "SINGLE", 30000, 18350)).toEqual([1192.5 + 18075 * 0.12, 0]);
  });

  it("taxes at 15 % what lies above the first breakpoint: 1,650 of 20,000", () => {
    expect(stacked(2025, "SINGLE", 30000, 20000)).toEqual([3361.5, 247.5]);
  });

  it("spans all three rates: 49,450 at 0 %, 496,050 at 15 %, 54,500 at 20 %", () => {
    expect(stacked(2026, "SINGLE", 0, 600000)).toEqual([0, 496050 * 0.15 + 54500 * 0.2]);
  });

  it("puts gains above ordinary income that is over the second breakpoint at 20 %", () => {
    expect(stacked(2025, "MARRIED_FILING_SEPARATELY", 310000, 1000)[1]).toBe(200);
  });

  it("never exceeds the rate schedule: 125 dollars between 48,350 and 48,475 cost 12 %, not 15 %", () => {
    expect(stacked(2025, "SINGLE", 48350, 125)[1]).toBe(15);
  });

  it("falls, or stays, when ordinary income is replaced by preferential income", () => {
    const usd = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...FEDERAL_YEARS),
        fc.constantFrom(...FILING_STATUSES),
        usd,
        usd,
        (year, status, ordinary, preferential) => {
          const [a = 0, b = 0] = stacked(year, status, ordinary, preferential);
          expect(a + b).toBeLessThanOrEqual(
            Number(scheduleTax(year, status, ordinary + preferential)) + 1e-6,
          );
          expect(b).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe("taxBySchedule under another law", () => {
  it("does not take the tax at the edges from a schedule with the same edges and other rates", () => {
    const { rates, from } = federalParametersFor(2026).ordinary.value;
    const raised = { from, rates: rates.map((rate) => rate.plus("0.02")) };
    const tax = (schedule: RateSchedule) =>
      taxBySchedule(schedule, "SINGLE", new Decimal(83900)).toNumber();
    // 2 % of all of it, whichever is asked first
    expect(tax({ from, rates })).toBe(13170);
    expect(tax(raised)).toBe(14848);
    expect(tax({ from, rates })).toBe(13170);
  });
});

import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import {
  AMOUNTS_NOT_NEGATIVE,
  checkTaxProfile,
  isAgedIn,
  type TaxProfileEntry,
  taxFactsOf,
} from "./taxProfile.js";

function entry(change: Partial<TaxProfileEntry> = {}): TaxProfileEntry {
  return {
    filingStatus: "SINGLE",
    wages: ZERO,
    interest: ZERO,
    ordinaryDividends: ZERO,
    qualifiedDividends: ZERO,
    shortTermGain: ZERO,
    longTermGain: ZERO,
    shortTermLossCarryover: ZERO,
    longTermLossCarryover: ZERO,
    otherIncome: ZERO,
    itemizedDeductions: ZERO,
    spouseItemizes: false,
    householdId: "0190a000-0000-7000-8000-000000000001",
    year: 2025,
    filerBirthDate: null,
    filerIsBlind: false,
    spouseBirthDate: null,
    spouseIsBlind: false,
    details: null,
    ...change,
  };
}

function refusalOf(change: Partial<TaxProfileEntry>): unknown {
  try {
    checkTaxProfile(entry(change));
    return null;
  } catch (error) {
    return error instanceof Refusal ? [error.code, error.facts["field"]] : error;
  }
}

describe("checkTaxProfile", () => {
  it.each(AMOUNTS_NOT_NEGATIVE)("refuses a negative %s", (field) => {
    expect(refusalOf({ [field]: new Decimal("-0.01") })).toEqual(["BAD_INPUT", field]);
  });

  it("takes losses of the year", () => {
    expect(refusalOf({ shortTermGain: new Decimal(-1), longTermGain: new Decimal(-1) })).toBeNull();
  });

  it("refuses qualified dividends above the ordinary ones they are part of", () => {
    const ordinaryDividends = new Decimal(100);
    expect(refusalOf({ ordinaryDividends, qualifiedDividends: new Decimal(100) })).toBeNull();
    expect(refusalOf({ ordinaryDividends, qualifiedDividends: new Decimal("100.01") })).toEqual([
      "BAD_INPUT",
      "qualifiedDividends",
    ]);
  });

  it.each<[string, Partial<TaxProfileEntry>, string]>([
    ["parts of a cent", { wages: new Decimal("1.005") }, "wages"],
    ["more than a million million", { wages: new Decimal("1000000000000.01") }, "wages"],
    ["a loss beyond that", { longTermGain: new Decimal("-1000000000001") }, "longTermGain"],
    ["a birth after the year", { filerBirthDate: date("2026-01-01") }, "filerBirthDate"],
    ["a spouse on a single return", { spouseIsBlind: true }, "spouseBirthDate"],
    [
      "a spouse's birth on a separate return",
      { filingStatus: "MARRIED_FILING_SEPARATELY", spouseBirthDate: date("1950-01-01") },
      "spouseBirthDate",
    ],
    ["an itemising spouse on a single return", { spouseItemizes: true }, "spouseItemizes"],
  ])("refuses %s", (_, change, field) => {
    expect(refusalOf(change)).toEqual(["BAD_INPUT", field]);
  });
});

describe("isAgedIn", () => {
  it.each([
    ["1961-01-01", 2025, true], // 65 on 31 December 2025, the day before the birthday
    ["1961-01-02", 2025, false],
    ["1959-12-31", 2024, true],
    ["1960-01-02", 2024, false],
  ] as const)("someone born %s is 65 or over in %i: %s", (born, year, isAged) => {
    expect(isAgedIn(year, date(born))).toBe(isAged);
  });

  it("counts an unknown birth date as under 65", () => {
    expect(isAgedIn(2025, null)).toBe(false);
  });
});

describe("taxFactsOf", () => {
  it("puts the spouse on a joint return only", () => {
    const spouse = { spouseBirthDate: date("1950-05-05"), spouseIsBlind: true };
    expect(taxFactsOf(entry()).filers).toMatchObject([{ isAged: false, isBlind: false }]);
    const joint = taxFactsOf(entry({ filingStatus: "MARRIED_FILING_JOINTLY", ...spouse }));
    expect(joint.filers).toMatchObject([
      { isAged: false, isBlind: false },
      { isAged: true, isBlind: true },
    ]);
    expect(joint.filers.length).toBe(2);
  });
});

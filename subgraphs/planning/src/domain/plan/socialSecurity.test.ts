import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import {
  type Beneficiary,
  fullRetirementAgeMonths,
  ownBenefit,
  primaryInsuranceAmount,
  retirementFactor,
  spouseExcess,
  spouseFactor,
  survivorBenefit,
  survivorFactor,
  survivorFullAgeMonths,
} from "./socialSecurity.js";

const months = (years: number, more = 0) => years * 12 + more;

describe("primaryInsuranceAmount", () => {
  it.each([
    // 90 % of 1,226 + 32 % of 6,165 + 15 % of 2,609 = 3,467.55 -> 3,467.50
    { year: 2025, aime: 10_000, pia: 3467.5 },
    // 90 % of 1,286 + 32 % of 3,714 = 2,345.88 -> 2,345.80
    { year: 2026, aime: 5_000, pia: 2345.8 },
    // below the first bend point: 90 %
    { year: 2024, aime: 1_000, pia: 900 },
  ])("of an AIME of $aime and age 62 in $year is $pia", ({ year, aime, pia }) => {
    expect(primaryInsuranceAmount(aime, year)).toBe(pia);
  });

  it("refuses a year whose bend points are not carried", () => {
    expect(() => primaryInsuranceAmount(1_000, 2040)).toThrow("2040");
  });
});

describe("full retirement age", () => {
  it.each([
    { born: "1937-05-01", age: months(65) },
    { born: "1938-05-01", age: months(65, 2) },
    { born: "1942-12-31", age: months(65, 10) },
    { born: "1943-01-01", age: months(65, 10) },
    { born: "1943-01-02", age: months(66) },
    { born: "1954-06-01", age: months(66) },
    { born: "1957-06-01", age: months(66, 6) },
    { born: "1959-06-01", age: months(66, 10) },
    { born: "1960-01-01", age: months(66, 10) },
    { born: "1960-01-02", age: months(67) },
    { born: "1985-06-01", age: months(67) },
  ])("of someone born $born is $age months", ({ born, age }) => {
    expect(fullRetirementAgeMonths(date(born))).toBe(age);
  });

  it("of survivors is that of two birth years before", () => {
    expect(survivorFullAgeMonths(date("1958-03-01"))).toBe(months(66, 4));
    expect(survivorFullAgeMonths(date("1962-03-01"))).toBe(months(67));
  });
});

describe("factors of the claiming age", () => {
  it("are 70 % at 62, 75 % at 63, 124 % at 70 with a full age of 67", () => {
    expect(retirementFactor(months(62), months(67))).toBeCloseTo(0.7, 12);
    expect(retirementFactor(months(63), months(67))).toBeCloseTo(0.75, 12);
    expect(retirementFactor(months(67), months(67))).toBe(1);
    expect(retirementFactor(months(70), months(67))).toBeCloseTo(1.24, 12);
    expect(retirementFactor(months(72), months(67))).toBeCloseTo(1.24, 12);
    expect(retirementFactor(months(70), months(66))).toBeCloseTo(1.32, 12);
  });

  it("of a spouse are 65 % at 62 (32.5 % of the partner's amount) and never above 100 %", () => {
    expect(spouseFactor(months(62), months(67))).toBeCloseTo(0.65, 12);
    expect(spouseFactor(months(70), months(67))).toBe(1);
  });

  it("of a survivor are 71.5 % at 60, linear to 100 %, nothing before 60", () => {
    expect(survivorFactor(months(60), months(67))).toBeCloseTo(0.715, 12);
    expect(survivorFactor(months(63, 6), months(67))).toBeCloseTo(0.8575, 12);
    expect(survivorFactor(months(67), months(67))).toBe(1);
    expect(survivorFactor(months(59, 11), months(67))).toBe(0);
  });
});

describe("a couple", () => {
  const person = (pia: number, claimAge: number): Beneficiary => ({
    pia,
    ageMonths: months(62),
    claimAgeMonths: claimAge,
    fullAgeMonths: months(67),
    survivorFullAgeMonths: months(67),
  });
  const earner = person(2_000, months(67));
  const other = person(600, months(67));

  it("has half of the earner's amount beyond the own amount on top", () => {
    expect(spouseExcess(other, earner)).toBe(400);
    expect(spouseExcess(earner, other)).toBe(0);
    // claims at 62, gets the excess when the earner claims at 67: full
    expect(spouseExcess(person(600, months(62)), earner)).toBe(400);
    // both claim at 62: 65 % of the excess
    const early = person(2_000, months(62));
    expect(spouseExcess(person(600, months(62)), early)).toBeCloseTo(260, 9);
  });

  it("leaves the survivor the deceased's benefit with its late credits", () => {
    const late = person(2_000, months(70));
    expect(ownBenefit(late)).toBeCloseTo(2_480, 9);
    const at = { deathMonth: 120, month: 120 };
    expect(survivorBenefit(other, late, at)).toBeCloseTo(2_480, 9);
    // died at 62 before claiming: the primary amount, reduced to 71.5 + 28.5 * 24/84 % at 62
    expect(survivorBenefit(other, late, { deathMonth: 0, month: 0 })).toBeCloseTo(
      2_000 * (1 - (0.285 * 60) / 84),
      9,
    );
  });

  it("limits the survivor of an early claimer to the larger of that benefit and 82.5 %", () => {
    const early = person(2_000, months(62)); // 1,400
    const at = { deathMonth: 120, month: 120 };
    expect(survivorBenefit(other, early, at)).toBe(1_650);
  });
});

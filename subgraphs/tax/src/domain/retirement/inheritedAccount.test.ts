import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { inheritedMinimum, yearOfDeathMinimum } from "./inheritedAccount.js";
import { type Beneficiary, type Inheritance, inheritedRule } from "./inheritedRule.js";

const usd = (amount: string | number) => new Decimal(amount);

/** "1934-05-01 died 2021-10-10, OTHER_INDIVIDUAL 1964-01-01" */
function inherited(text: string, more: Partial<Inheritance> = {}): Inheritance {
  const [owner = "", heir = ""] = text.split(", ");
  const [born = "", death = ""] = owner.split(" died ");
  const [kind, birth] = heir.split(" ");
  const beneficiary = birth ? { kind, birthDate: date(birth) } : { kind };
  return {
    ownerBirthDate: date(born),
    ownerDeathDate: date(death),
    isRoth: false,
    beneficiary: beneficiary as Beneficiary, // the test's own notation
    electsTenYears: false,
    ...more,
  };
}

const yearsOf = (inheritance: Inheritance, from: number, to: number, balance = "100000") => {
  const rows: [number, string | null, string, boolean][] = [];
  for (let year = from; year <= to; year += 1) {
    const m = inheritedMinimum(inheritance, year, usd(balance));
    rows.push([year, m.divisor?.toFixed(1) ?? null, m.amount.toFixed(2), m.mustEmpty]);
  }
  return rows;
};

const codeOf = (act: () => unknown): string | null => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : "not a refusal";
  }
};

const SON = "1934-05-01 died 2021-10-10, OTHER_INDIVIDUAL 1964-01-01";

describe("a child inherits from a father of 87 who died in 2021 (Franklin Templeton's case 3)", () => {
  it("asks for yearly amounts from 2022, waived to 2024, and for the rest by the end of 2031", () => {
    expect(inheritedRule(inherited(SON))).toEqual({
      kind: "TEN_YEARS_AND_ANNUAL",
      isAfterBeginning: true,
      annualFrom: 2022,
      emptyBy: 2031,
    });
  });

  it("counts the divisor from the age of 58 in 2022 (28.9) down by one a year, waived years included", () => {
    expect(yearsOf(inherited(SON), 2022, 2026)).toEqual([
      [2022, "28.9", "0.00", false],
      [2023, "27.9", "0.00", false],
      [2024, "26.9", "0.00", false],
      [2025, "25.9", "3861.01", false], // 100,000 / 25.9 = 3,861.003...
      [2026, "24.9", "4016.07", false], // 4,016.064...
    ]);
    expect(inheritedMinimum(inherited(SON), 2024, usd(1)).isWaived).toBe(true);
    expect(inheritedMinimum(inherited(SON), 2025, usd(1)).isWaived).toBe(false);
    expect(yearsOf(inherited(SON), 2030, 2032).map(([, , amount]) => amount)).toEqual([
      "4784.69", // 100,000 / 20.9
      "100000.00",
      "100000.00",
    ]);
  });
});

describe("inheritedRule", () => {
  it("leaves ten years without annual amounts after a death before the required beginning date", () => {
    const daughter = inherited("1955-05-01 died 2028-12-31, OTHER_INDIVIDUAL 1985-01-01");
    // 73 in 2028, but the required beginning date is 1 April 2029
    expect(inheritedRule(daughter)).toMatchObject({ kind: "TEN_YEARS", annualFrom: null });
    expect(yearsOf(daughter, 2036, 2038)).toEqual([
      [2036, null, "0.00", false],
      [2037, null, "0.00", false],
      [2038, null, "100000.00", true],
    ]);
    const oneDayLater = { ...daughter, ownerDeathDate: date("2029-04-01") };
    expect(inheritedRule(oneDayLater).kind).toBe("TEN_YEARS_AND_ANNUAL");
  });

  it("treats a Roth owner as dead before the required beginning date at any age", () => {
    const roth = inherited("1930-05-01 died 2025-01-01, OTHER_INDIVIDUAL 1964-01-01", {
      isRoth: true,
    });
    expect(inheritedRule(roth)).toMatchObject({ kind: "TEN_YEARS", emptyBy: 2035 });
  });

  it("gives an estate five years, or the owner's remaining years after the beginning date", () => {
    const young = inherited("1960-05-01 died 2025-06-01, NOT_AN_INDIVIDUAL");
    expect(inheritedRule(young)).toMatchObject({ kind: "FIVE_YEARS", emptyBy: 2030 });
    expect(yearsOf(young, 2029, 2030).map(([, , amount]) => amount)).toEqual(["0.00", "100000.00"]);
    const old = inherited("1945-05-01 died 2025-06-01, NOT_AN_INDIVIDUAL");
    // 80 in 2025: 11.2 years, less one a year
    expect(yearsOf(old, 2026, 2026)).toEqual([[2026, "10.2", "9803.93", false]]);
    expect(yearsOf(old, 2036, 2036)).toEqual([[2036, "0.2", "100000.00", true]]);
  });

  it("lets a minor child pay out over life to 21 and ten years more", () => {
    const child = inherited("1980-05-01 died 2025-06-01, MINOR_CHILD 2015-03-03");
    // 11 in 2026: 73.9 years
    expect(yearsOf(child, 2026, 2026)).toEqual([[2026, "73.9", "1353.18", false]]);
    expect(yearsOf(child, 2046, 2046)[0]?.slice(2)).toEqual(["100000.00", true]);
    expect(yearsOf(child, 2045, 2045)[0]?.[3]).toBe(false);
  });

  it("lets a brother 8 years younger pay out over his life, on the longer of his and the owner's years", () => {
    const brother = inherited(
      "1948-05-01 died 2025-06-01, NOT_MORE_THAN_TEN_YEARS_YOUNGER 1956-03-03",
    );
    // he: 70 in 2026, 18.8; the owner: 77 in 2025, 13.3 - 1
    expect(yearsOf(brother, 2026, 2027).map(([, d]) => d)).toEqual(["18.8", "17.8"]);
    const older = inherited(
      "1948-05-01 died 2025-06-01, NOT_MORE_THAN_TEN_YEARS_YOUNGER 1938-03-03",
    );
    // she: 88 in 2026, 6.6; the owner's 12.3 is longer, until her own years have run out in 2032
    expect(yearsOf(older, 2026, 2026).map(([, d]) => d)).toEqual(["12.3"]);
    expect(yearsOf(older, 2031, 2032).map(([, , , end]) => end)).toEqual([false, true]);
  });

  it("lets a spouse wait until the owner would have been 75, then looks the age up anew each year", () => {
    const widow = inherited("1962-05-01 died 2026-02-01, SPOUSE 1966-03-03");
    expect(inheritedRule(widow).annualFrom).toBe(2037);
    expect(yearsOf(widow, 2036, 2039).map(([, d]) => d)).toEqual([
      null,
      "18.0", // 71 in 2037: Single Life
      "27.4", // 72: Uniform Lifetime
      "26.5",
    ]);
  });

  it("lets an eligible beneficiary elect ten years, and nobody else", () => {
    const elect = { electsTenYears: true };
    const widow = inherited("1962-05-01 died 2026-02-01, SPOUSE 1966-03-03", elect);
    expect(inheritedRule(widow)).toMatchObject({ kind: "TEN_YEARS", emptyBy: 2036 });
    for (const text of [SON, "1945-05-01 died 2025-06-01, SPOUSE 1950-03-03"]) {
      expect(codeOf(() => inheritedRule(inherited(text, elect)))).toBe("BAD_INPUT");
    }
  });

  it.each([
    "1934-05-01 died 2019-12-31, OTHER_INDIVIDUAL 1964-01-01",
    "2034-05-01 died 2021-10-10, OTHER_INDIVIDUAL 1964-01-01",
    "1980-05-01 died 2025-06-01, MINOR_CHILD 2004-06-01",
    "1948-05-01 died 2025-06-01, NOT_MORE_THAN_TEN_YEARS_YOUNGER 1958-05-02",
  ])("refuses %s", (text) => {
    expect(codeOf(() => inheritedRule(inherited(text)))).toBe("BAD_INPUT");
  });

  it("refuses the year of death itself and a negative balance", () => {
    expect(codeOf(() => inheritedMinimum(inherited(SON), 2021, usd(1)))).toBe("BAD_INPUT");
    expect(codeOf(() => inheritedMinimum(inherited(SON), 2022, usd(-1)))).toBe("BAD_INPUT");
  });

  it("never asks for less than 0, more than there is, or less of a larger balance; and ends", () => {
    const kinds = ["OTHER_INDIVIDUAL", "NOT_MORE_THAN_TEN_YEARS_YOUNGER", "SPOUSE"] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.integer({ min: 40, max: 95 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 30 }),
        (kind, age, younger, after) => {
          const born = 2025 - age;
          const account = inherited(
            `${born}-05-01 died 2025-06-01, ${kind} ${born + younger}-05-01`,
          );
          const ask = (balance: number) => inheritedMinimum(account, 2025 + after, usd(balance));
          const [low, high] = [ask(1000), ask(2000)];
          expect(low.amount.gte(0) && low.amount.lte(high.amount)).toBe(true);
          expect(high.amount.lte(2000)).toBe(true);
          if (high.mustEmpty) expect(high.amount.toNumber()).toBe(2000);
          if (kind !== "SPOUSE")
            expect(inheritedMinimum(account, 2110, usd(1)).mustEmpty).toBe(true);
        },
      ),
    );
  });
});

describe("yearOfDeathMinimum", () => {
  const owner = (born: string, died: string) => ({
    birthDate: date(born),
    spouseBirthDate: null,
    deathDate: date(died),
  });
  const account = {
    priorYearEndBalance: usd(202000),
    isSpouseSoleBeneficiary: false,
    takenByOwner: usd(4000),
  };

  it("leaves to the beneficiary what the owner of 80 did not take: 202,000 / 20.2 less 4,000", () => {
    expect(yearOfDeathMinimum(owner("1946-01-01", "2026-03-03"), account)).toEqual({
      required: usd(10000),
      leftToBeneficiary: usd(6000),
      waivedIfTakenBy: "2027-12-31",
    });
  });

  it("asks for nothing when the owner died before the required beginning date", () => {
    const before = yearOfDeathMinimum(owner("1953-01-01", "2027-03-31"), account);
    expect(before.leftToBeneficiary.toNumber()).toBe(0);
    const after = yearOfDeathMinimum(owner("1953-01-01", "2027-04-01"), account);
    expect(after.required.toFixed(2)).toBe("7921.57"); // 202,000 / 25.5
  });
});

import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalFacts } from "../federalFacts.js";
import { federalOf, household } from "./stateFacts.fixture.js";
import { SUPPORTED_STATES } from "./stateTable.js";
import { stateTax } from "./stateTax.js";

const sentences = (state: string, year: number, facts: FederalFacts): readonly string[] =>
  stateTax(state, year, facts, federalOf(year, facts)).notModelled;

/** States of which some sentence about these facts matches. */
const statesThatSay = (pattern: RegExp, facts: FederalFacts, year = 2025): string[] =>
  SUPPORTED_STATES.map((s) => s.code)
    .filter((code) => sentences(code, year, facts).some((text) => pattern.test(text)))
    .toSorted();

const one = (person: Parameters<typeof household>[2][number], rest = {}, year = 2025) =>
  household(year, "SINGLE", [{ wages: 100000, ...person }], rest);

describe("notModelled", () => {
  it.each<[string, RegExp[]]>([
    ["CA", [/Residence/]],
    ["NY", [/Residence/, /New York City/, /529/]],
    ["NJ", [/Residence/, /Property tax/, /box 16/]],
    ["MA", [/Residence/, /box 16/, /Rent, medical/, /529/]],
    ["IL", [/Residence/, /Property tax credit/, /529/]],
    ["PA", [/Residence/, /Local earned income/, /box 16/, /529/]],
    ["VA", [/Residence/, /529/]],
    ["OR", [/Residence/, /Local income taxes/, /kicker/, /Special medical/]],
    ["MN", [/Residence/, /alternative minimum tax/]],
    ["WA", []],
    ["NH", []],
    ["TX", []],
  ])("of %s says nothing of what plain wages of 100,000 do not have", (state, patterns) => {
    const said = sentences(state, 2025, one({}));
    expect(said.map((text, i) => patterns[i]?.test(text) ?? text)).toEqual(
      patterns.map(() => true),
    );
  });

  it.each<[string, FederalFacts, RegExp, string[]]>([
    [
      "tax-exempt interest",
      one({}, { taxExemptInterest: 1 }),
      /other states' bonds|most tax-exempt interest/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "PA", "VA"],
    ],
    [
      "dividends",
      one({}, { ordinaryDividends: 1 }),
      /Dividends count in full/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "PA", "VA"],
    ],
    [
      "unknown dependents",
      { ...one({}), dependents: null },
      /Dependents are not stated/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "PA", "VA"],
    ],
    [
      "someone else's dependent",
      { ...one({}), canBeClaimedAsDependent: true },
      /another taxpayer can claim/,
      ["CA", "IL", "MN", "NJ", "NY", "OR", "VA"],
    ],
    [
      "a low income",
      household(2025, "SINGLE", [{ wages: 59999 }]),
      /credits for low income/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "VA"],
    ],
    [
      "a dependent",
      one({}, { children: 1 }),
      /credits for low income/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "VA"],
    ],
    ["a pension without birth date", one({ pensions: 1 }), /birth date/, ["NJ", "NY", "OR", "PA"]],
    [
      "business",
      one({ selfEmploymentProfit: 1 }),
      /rules for business/,
      ["CA", "IL", "MA", "MN", "NJ", "NY", "OR", "PA", "VA"],
    ],
    ["an HSA", one({ hsaDeduction: 1 }), /inside an HSA/, ["CA", "NJ"]],
    ["an IRA contribution", one({ iraDeduction: 1 }), /not deductible/, ["MA", "NJ", "PA"]],
    ["deferrals", one({ electiveDeferrals: 1 }), /deferrals.*remembered/, ["NJ", "PA"]],
    [
      "an IRA distribution",
      one({ born: "1950-01-01", ira: 1 }),
      /own.*tax|that the state taxed/,
      ["MA", "NJ"],
    ],
    [
      "a public pension",
      one({ born: "1950-01-01", pensions: 1, publicPensions: 1 }),
      /another state may be taxed/,
      ["MA", "NY"],
    ],
    [
      "collectibles",
      { ...one({}, { longTermGain: 1 }), collectiblesGain: new Decimal(1) },
      /Collectibles/,
      ["MA"],
    ],
    ["a long-term loss", one({}, { longTermGain: -1 }), /losses by its own count/, ["MA"]],
    [
      "a loss carried over",
      one({}, { longTermGain: 9, shortTermGain: 9, longTermLossCarryover: 1 }),
      /losses by its own count/,
      ["MA"],
    ],
    [
      "an early distribution",
      one({ born: "1980-01-01", ira: 1 }),
      /own contributions come back/,
      ["PA"],
    ],
    [
      "60 in the year of 59 and a half",
      one({ born: "1966-03-01" }),
      /reaches 59 and a half/,
      ["NY"],
    ],
    ["someone of 62", one({ born: "1960-03-01" }), /Other retirement income exclusion/, ["NJ"]],
    ["age and Social Security", one({ born: "1950-03-01" }), /older way to subtract/, ["MN"]],
    [
      "a gain over Washington's deduction",
      one({}, { longTermGain: 278001 }),
      /exempt from Washington/,
      ["WA"],
    ],
    [
      "state taxes among the deductions",
      { ...one({}), itemized: { ...one({}).itemized, stateAndLocalTaxes: new Decimal(1) } },
      /Real estate and personal/,
      ["CA", "MN", "NY", "OR"],
    ],
    [
      "other deductions",
      { ...one({}), itemizedDeductions: new Decimal(20000) },
      /Other itemised deductions/,
      ["CA", "MN", "NY", "OR", "VA"],
    ],
    ["California's minimum tax", one({ wages: 300000 }), /California alternative/, ["CA"]],
  ])("about %s is said where it matters", (_, facts, pattern, states) => {
    expect(statesThatSay(pattern, facts)).toEqual(states);
  });

  it("says more of separate returns, of the floor on gifts, and of limits on large incomes", () => {
    const separate = household(
      2025,
      "MARRIED_FILING_SEPARATELY",
      [{ wages: 90000, born: "1950-01-01" }],
      {
        longTermGain: 300000,
      },
    );
    expect(statesThatSay(/also on separate returns/, separate)).toEqual(["VA", "WA"]);
    expect(
      statesThatSay(/On separate returns of which/, { ...separate, spouseItemizes: true }),
    ).toEqual(["CA", "MN", "NY", "OR"]);
    const giver = {
      ...one({}),
      itemized: { ...one({}).itemized, charityCash: new Decimal(30000) },
    };
    expect(statesThatSay(/0\.5 %/, giver, 2026)).toEqual(["CA", "MN", "NY", "OR", "VA"]);
    expect(statesThatSay(/0\.5 %/, giver, 2025)).toEqual([]);
    expect(statesThatSay(/limits of itemised/, { ...giver, otherIncome: new Decimal(9) })).toEqual([
      "NY",
    ]);
    const parents = one({ wages: 150001 }, { children: 1 });
    expect(statesThatSay(/Dependent exemptions shrink/, parents)).toEqual(["MN"]);
  });

  it("asks for no birth date of who is known to be 65", () => {
    expect(statesThatSay(/birth date/, one({ born: "65", pensions: 1 }))).toEqual([]);
  });

  it("says what the law will change in years past the figures", () => {
    const facts = household(2028, "SINGLE", [{ wages: 100000 }]);
    expect(statesThatSay(/9\.9 % over 1,000,000 from 2028/, facts, 2028)).toEqual(["WA"]);
    expect(statesThatSay(/From 2027 the five lower rates/, facts, 2027)).toEqual(["NY"]);
    expect(statesThatSay(/From 2027 the five lower rates/, facts, 2026)).toEqual([]);
  });
});

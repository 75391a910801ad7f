import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import type { PlanDocument, PlanLifeEvent } from "./householdPlan.js";
import { ADA, BEN, expense, income, planDocument, TODAY } from "./plan.fixture.js";
import { validatePaths } from "./planInputs.js";
import { DEFAULT_RULE } from "./spendingRule.js";
import { validatePlan } from "./validatePlan.js";

const refused = (change: Partial<PlanDocument>): unknown => {
  try {
    validatePlan(planDocument(change), TODAY);
  } catch (error) {
    return error;
  }
  return null;
};

const event = (change: Partial<PlanLifeEvent>): PlanLifeEvent => ({
  id: "1",
  template: "RETIREMENT",
  name: "Retirement",
  on: date("2030-01-01"),
  personId: "ada",
  assumptions: {},
  ...change,
});

const half = [{ assetClass: "BOND" as const, weight: 0.5 }];
const [jan26, jan27] = [date("2026-01-01"), date("2027-01-01")];

describe("validatePlan", () => {
  it("takes a plan without contradictions", () => {
    expect(refused({})).toBeNull();
    expect(refused({ lifeEvents: [event({ assumptions: { healthFrom65: 300 } })] })).toBeNull();
  });

  it.each<{ fault: string; change: Partial<PlanDocument>; element: string }>([
    {
      fault: "an income that ends before it begins",
      change: { incomes: [income({ name: "Rent", from: jan27, until: jan26 })] },
      element: "Rent",
    },
    {
      fault: "a birth date to come",
      change: { people: [{ ...ADA, birthDate: date("2030-01-01") }] },
      element: "Ada",
    },
    {
      fault: "a claiming age of 61",
      change: {
        people: [{ ...ADA, socialSecurity: { monthlyAmount: 1_000, claimAgeMonths: 61 * 12 } }],
      },
      element: "Ada",
    },
    { fault: "an age that is past", change: { fixedAgeYears: 60 }, element: "fixedAgeYears" },
    {
      fault: "weights of 0.5",
      change: { glidePath: [{ on: jan27, weights: half }] },
      element: "glidePath",
    },
    {
      fault: "dates of a glide path that fall",
      change: {
        glidePath: [jan27, jan26].map((on) => ({
          on,
          weights: [{ assetClass: "BOND" as const, weight: 1 }],
        })),
      },
      element: "glidePath",
    },
    {
      fault: "an event before today",
      change: { lifeEvents: [event({ on: date("2025-12-31") })] },
      element: "Retirement",
    },
    {
      fault: "an unknown assumption",
      change: { lifeEvents: [event({ assumptions: { luck: 1 } })] },
      element: "Retirement",
    },
    {
      fault: "an assumption out of bounds",
      change: { lifeEvents: [event({ assumptions: { healthGrowth: 3 } })] },
      element: "Retirement",
    },
    {
      fault: "a death of a spouse whom nobody has",
      change: { lifeEvents: [event({ template: "DEATH_OF_SPOUSE" })] },
      element: "Retirement",
    },
    {
      fault: "retirement of nobody",
      change: { lifeEvents: [event({ personId: null })] },
      element: "Retirement",
    },
    {
      fault: "a stranger's income",
      change: { incomes: [income({ name: "Job", personId: "zoe" })] },
      element: "Job",
    },
    {
      fault: "wages of nobody",
      change: { incomes: [income({ name: "Job", kind: "WAGES" })] },
      element: "Job",
    },
    {
      fault: "a negative expense",
      change: { expenses: [expense({ name: "Food", monthlyAmount: -5 })] },
      element: "Food",
    },
    {
      fault: "a payment below the interest",
      change: { debts: [{ name: "Card", balance: 10_000, annualRate: 0.2, monthlyPayment: 100 }] },
      element: "Card",
    },
    {
      fault: "one account twice in the order",
      change: { withdrawalOrder: ["ROTH", "ROTH", "TAXABLE"] },
      element: "withdrawalOrder",
    },
    {
      fault: "a joint return of one",
      change: { filingStatus: "MARRIED_FILING_JOINTLY" },
      element: "filingStatus",
    },
    { fault: "nobody", change: { people: [] }, element: "people" },
    { fault: "a person twice", change: { people: [ADA, ADA] }, element: "people" },
    { fault: "two single people", change: { people: [ADA, BEN] }, element: "filingStatus" },
    {
      fault: "a rate of 200 %",
      change: { spendingRule: { ...DEFAULT_RULE, rate: 2 } },
      element: "spendingRule",
    },
    {
      fault: "guardrails that cross",
      change: { spendingRule: { ...DEFAULT_RULE, lowProbability: 0.9 } },
      element: "spendingRule",
    },
    {
      fault: "something not a number",
      change: { survivorSpendingShare: Number.NaN },
      element: "survivorSpendingShare",
    },
  ])("refuses $fault and names $element", ({ change, element }) => {
    expect(refused(change)).toMatchObject({ code: "PLAN_INVALID", facts: { element } });
  });
});

describe("validatePaths", () => {
  it("refuses ten million paths and says how many are allowed", () => {
    const run = () => validatePaths(10_000_000, "1");
    expect(run).toThrow("200000");
    expect(() => validatePaths(10_000, "lucky")).toThrow("seed");
    validatePaths(200_000, "1");
  });
});

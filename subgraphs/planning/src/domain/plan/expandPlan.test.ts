import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { levelPayment, remainingBalance } from "./amortisation.js";
import { amountAt } from "./cashFlow.js";
import { expandPlan } from "./expandPlan.js";
import type { PlanLifeEvent } from "./householdPlan.js";
import { LIFE_EVENT_TEMPLATES, templateOf } from "./lifeEventTemplates.js";
import { ADA, expense, income, planDocument, TODAY } from "./plan.fixture.js";

const event = (template: string, change: Partial<PlanLifeEvent> = {}): PlanLifeEvent => ({
  id: template,
  template,
  name: template,
  on: date("2027-01-01"),
  personId: "ada",
  assumptions: {},
  ...change,
});

const flowsOf = (events: PlanLifeEvent[], change = {}) =>
  expandPlan(planDocument({ lifeEvents: events, ...change }), TODAY);

/** Sum of a kind in a month, price level 1. */
const at = (plan: ReturnType<typeof expandPlan>, kind: string, month: number): number =>
  plan.flows.filter((f) => f.kind === kind).reduce((sum, f) => sum + amountAt(f, month), 0);

const WAGES = {
  incomes: [income({ kind: "WAGES", personId: "ada", monthlyAmount: 5_000 })],
  contributions: [
    {
      name: "401(k)",
      personId: "ada",
      treatment: "TAX_DEFERRED" as const,
      yearlyAmount: 12_000,
      isPreTax: true,
      employerYearlyAmount: 0,
      from: null,
      until: null,
    },
  ],
};

describe("flows of a plan", () => {
  it("grow above prices from today, and nominal ones from their first month", () => {
    const plan = expandPlan(
      planDocument({
        expenses: [expense({ monthlyAmount: 100, growth: 0.02 })],
        incomes: [
          income({
            kind: "PENSION",
            monthlyAmount: 50,
            isIndexed: false,
            growth: 0.01,
            from: date("2028-01-01"),
          }),
        ],
      }),
      TODAY,
    );
    expect(at(plan, "ESSENTIAL", 12)).toBeCloseTo(102, 9);
    expect(at(plan, "PENSION", 23)).toBe(0);
    expect(at(plan, "PENSION", 36)).toBeCloseTo(50.5, 9);
  });
});

describe("a life event", () => {
  it("expands for every template, with its own figures", () => {
    for (const { kind } of LIFE_EVENT_TEMPLATES) {
      const plan = flowsOf([event(kind)], WAGES);
      const before = flowsOf([], WAGES);
      expect({ kind, flows: plan.flows }).not.toEqual({ kind, flows: before.flows });
      for (const flow of plan.flows) expect(Number.isFinite(flow.amount)).toBe(true);
    }
  });

  it("retirement ends wages and contributions and buys health cover", () => {
    const young = { ...ADA, birthDate: date("1963-07-10") };
    const plan = flowsOf([event("RETIREMENT", { assumptions: { healthGrowth: 0 } })], {
      ...WAGES,
      people: [young],
    });
    expect([11, 12].map((m) => at(plan, "WAGES", m))).toEqual([5_000, 0]);
    expect(plan.contributions[0]).toMatchObject({ from: 0, until: 12 });
    // 65 in July 2028: month 30
    expect([11, 12, 29, 30].map((m) => at(plan, "HEALTH", m))).toEqual([0, 800, 800, 450]);
  });

  it("job change pauses and pays the new wages, which a later retirement ends", () => {
    const plan = flowsOf(
      [
        event("RETIREMENT", { on: date("2029-01-01") }),
        event("JOB_CHANGE", { assumptions: { monthlyWages: 7_000, growth: 0, pauseMonths: 3 } }),
      ],
      WAGES,
    );
    expect([11, 12, 14, 15, 35, 36].map((m) => at(plan, "WAGES", m))).toEqual([
      5_000, 0, 0, 7_000, 7_000, 0,
    ]);
  });

  it("child and college cost for their years", () => {
    const plan = flowsOf([event("CHILD"), event("COLLEGE", { assumptions: { growth: 0 } })]);
    expect(at(plan, "ESSENTIAL", 12)).toBe(2_500);
    expect(at(plan, "ESSENTIAL", 12 + 60)).toBe(1_300);
    expect(at(plan, "ESSENTIAL", 12 + 216)).toBe(0);
    expect(at(plan, "EDUCATION", 12) * 12).toBeCloseTo(24_920, 6);
    expect(at(plan, "EDUCATION", 12 + 48)).toBe(0);
  });

  it("home purchase pays down, then a mortgage in money of the purchase", () => {
    const plan = flowsOf([event("HOME_PURCHASE", { assumptions: { rentSaved: 500 } })], {
      expenses: [expense({ monthlyAmount: 1_500 })],
    });
    const yearly = 400_000 * 0.025;
    expect(at(plan, "ESSENTIAL", 12)).toBeCloseTo(92_000 + yearly / 12 + 1_000, 6);
    const mortgage = plan.flows.find((f) => f.kind === "DEBT");
    expect(mortgage).toMatchObject({ baseMonth: 12, from: 13, until: 373 });
    expect(mortgage?.amount).toBeCloseTo(
      levelPayment({ balance: 320_000, annualRate: 0.065, months: 360 }),
      9,
    );
  });

  it("home sale gives the grown value less costs and what is owed", () => {
    const owed = remainingBalance({ balance: 300_000, annualRate: 0.04, months: 360 }, 120);
    const plan = flowsOf([
      event("HOME_SALE", {
        assumptions: { value: 500_000, appreciation: 0.02, mortgageOwed: owed },
      }),
    ]);
    expect(at(plan, "TAX_FREE", 12)).toBeCloseTo(500_000 * 0.94 * 1.02, 6);
    expect(at(plan, "DEBT", 12)).toBeCloseTo(owed, 9);
  });

  it("names its source and keeps its figures in their bounds", () => {
    for (const { assumptions } of LIFE_EVENT_TEMPLATES) {
      for (const { value, min, max, source } of assumptions) {
        expect(source.length).toBeGreaterThan(10);
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
      }
    }
    expect(templateOf("LOTTERY")).toBeUndefined();
  });
});

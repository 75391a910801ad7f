import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { money } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { freezeInputs, type SimulationRequest } from "./frozenInputs.js";
import type { Goal } from "./goal.js";
import type { HouseholdFacts } from "./householdFacts.js";

const TODAY = date("2026-03-15");

const ASKED: SimulationRequest = {
  paths: 1_000,
  seed: "1",
  horizonMonths: null,
  startBalance: null,
  monthlyContribution: null,
  contributionMonths: null,
  monthlyWithdrawal: null,
  withdrawalStartsMonth: null,
  allocation: null,
  assumptions: null,
  includeGoals: true,
  capitalMarket: {
    model: "LOGNORMAL",
    regimes: null,
    degreesOfFreedom: null,
    skew: null,
    meanBlockMonths: null,
  },
  importedHistory: null,
  isAntithetic: false,
};

const position = (assetClass: string, dollars: number, isQuoted = true) => ({
  accountId: "a",
  assetClass,
  value: money(dollars, "USD"),
  isQuoted,
});

const FACTS: HouseholdFacts = {
  people: [
    { id: "p1", birthDate: date("1980-06-30") },
    { id: "p2", birthDate: date("1984-03-01") },
    { id: "p3", birthDate: null },
  ],
  accounts: [],
  positions: [position("US_EQUITY", 60_000), position("BOND", 30_000)],
  cash: money(10_000, "USD"),
  marginalRates: null,
  remarks: [],
};

const goal = (id: string, change: Partial<Goal> = {}): Goal => ({
  id,
  householdId: "h",
  name: `Goal ${id}`,
  kind: "HOME",
  targetAmount: money(1_000, "USD"),
  targetDate: date("2030-03-15"),
  priority: 1,
  version: 1,
  ...change,
});

const freeze = (
  change: Partial<SimulationRequest> = {},
  facts: Partial<HouseholdFacts> = {},
  goals: readonly Goal[] = [],
) => freezeInputs({ ...ASKED, ...change }, { ...FACTS, ...facts }, goals, TODAY);

describe("freezeInputs", () => {
  it("takes balance and weights from positions and cash", () => {
    const { startBalance, allocation, remarks } = freeze();
    expect(startBalance).toBe(100_000);
    expect(allocation).toEqual([
      { assetClass: "US_EQUITY", weight: 0.6 },
      { assetClass: "BOND", weight: 0.3 },
      { assetClass: "CASH", weight: 0.1 },
    ]);
    expect(remarks).toEqual([]);
  });

  it("runs to the 95th birthday of the youngest person: 1984-03 to 2079-03 is 636 months", () => {
    expect(freeze().horizonMonths).toBe(636);
  });

  it("asks for a horizon when nobody's birth date is known", () => {
    expect(() => freeze({}, { people: [] })).toThrow(/horizonMonths/);
    expect(freeze({ horizonMonths: 120 }, { people: [] }).horizonMonths).toBe(120);
  });

  it("counts a class without assumptions as the riskiest one, and says so", () => {
    const { allocation, remarks } = freeze({}, { positions: [position("CRYPTO", 90_000)] });
    expect(allocation).toContainEqual({ assetClass: "EMERGING_EQUITY", weight: 0.9 });
    expect(remarks).toEqual([
      "1 position(s) of a class without assumptions count as EMERGING_EQUITY.",
    ]);
  });

  it("says which positions count at their cost", () => {
    const { remarks } = freeze({}, { positions: [position("BOND", 5_000, false)] });
    expect(remarks).toEqual(["1 position(s) without a quote count at their cost."]);
  });

  it("takes a debt off the balance and gives it no weight", () => {
    const { startBalance, allocation } = freeze({}, { cash: money(-30_000, "USD") });
    expect(startBalance).toBe(60_000);
    expect(allocation.map(({ assetClass }) => assetClass)).toEqual(["US_EQUITY", "BOND"]);
    expect(allocation.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  });

  it("asks for an allocation when there is nothing to take it from", () => {
    const empty = { positions: [], cash: money(0, "USD") };
    expect(() => freeze({ monthlyContribution: money(100, "USD") }, empty)).toThrow(/allocation/);
  });

  it("contributes until withdrawals start, and withdraws after the contributions", () => {
    const saving = { horizonMonths: 360, monthlyContribution: money(500, "USD") };
    expect(freeze(saving)).toMatchObject({ contributionMonths: 360, withdrawalStartsMonth: 360 });
    expect(freeze({ ...saving, withdrawalStartsMonth: 121 }).contributionMonths).toBe(120);
    expect(freeze({ ...saving, contributionMonths: 60 }).withdrawalStartsMonth).toBe(61);
    expect(freeze({ horizonMonths: 360, monthlyWithdrawal: money(1, "USD") })).toMatchObject({
      contributionMonths: 0,
      withdrawalStartsMonth: 1,
    });
  });

  it("orders goals by month, then priority, and leaves those outside the horizon out", () => {
    const goals = [
      goal("late", { targetDate: date("2031-01-01") }),
      goal("second", { priority: 2 }),
      goal("first", { priority: 1, kind: "RETIREMENT" }),
      goal("past", { targetDate: date("2026-03-31") }),
    ];
    const frozen = freeze({ horizonMonths: 60 }, {}, goals);
    expect(frozen.goals.map(({ id, month, spends }) => [id, month, spends])).toEqual([
      ["first", 48, false],
      ["second", 48, true],
      ["late", 58, true],
    ]);
    expect(frozen.remarks).toEqual(["1 goal(s) fall outside the horizon."]);
    expect(freeze({ includeGoals: false }, {}, goals).goals).toEqual([]);
  });

  it("refuses another currency and names the input", () => {
    expect(() => freeze({ monthlyWithdrawal: money(1, "EUR") })).toThrow(Refusal);
    expect(() => freeze({}, { cash: money(1, "CHF") })).toThrow(/cash is in USD/);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { subgraph } from "./subgraph.js";
import { testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;
const householdId = newId();
const owner = viewerWith({ [householdId]: "OWNER" });
const usd = (amount: string) => ({ amount, currency: "USD" });

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  graph = await openTestSubgraph(subgraph, testServices(db));
  const answer = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { id } }",
    { input: { householdId, year: 2026, filingStatus: "SINGLE", filerBirthDate: "1962-05-01" } },
  );
  expect(answer.errors).toEqual([]);
});
afterAll(() => db.close());

const PLAN = `query ($refs: [_Any!]!, $input: WithdrawalPlanInput!) {
  _entities(representations: $refs) { ... on Household { id withdrawalPlan(input: $input) {
    best advantage assumptions notModelled
    outcomes { strategy totalTax presentTax totalShortfall firstShortfallYear finalAfterTax
      years { year ageYears requiredMinimum realizedGain tax shortfall reinvested
        draws { taxable deferred roth hsa } closing { taxable deferred roth hsa } } }
    solver { status gap programmes error }
  } } } }`;

/** As in withdrawalPlan.test.ts: two years of 40,000 out of 200,000 deferred and as much taxable. */
const INPUT = {
  firstYear: 2026,
  years: 2,
  ownerBirthDate: "1962-05-01",
  taxable: usd("200000"),
  taxableBasis: usd("200000"),
  deferred: usd("200000"),
  periods: [{ fromYear: 2026, people: [{}], spending: usd("40000") }],
  growth: "0",
  inflation: "0",
  discountRate: "0",
  finalRate: "0.2",
};

const ask = async (input: object, viewer = owner) => {
  const refs = [{ __typename: "Household", id: householdId }];
  const answer = await graph.ask(viewer, PLAN, { refs, input: { ...INPUT, ...input } });
  return { plan: answer.data?._entities[0]?.withdrawalPlan, errors: answer.errors };
};

describe("Household.withdrawalPlan", () => {
  it("compares five orders with the proposal, each by the exact engine", async () => {
    const { plan, errors } = await ask({});
    expect(errors).toEqual([]);
    expect(plan.outcomes.map((o: { strategy: string }) => o.strategy)).toEqual([
      "TAXABLE_DEFERRED_ROTH",
      "DEFERRED_TAXABLE_ROTH",
      "TAXABLE_ROTH_DEFERRED",
      "ROTH_TAXABLE_DEFERRED",
      "PROPORTIONAL",
      "OPTIMISED",
    ]);
    expect(plan.outcomes[0]).toMatchObject({ finalAfterTax: "280000", totalTax: "0" });
    expect(plan.outcomes[0].years).toMatchObject([
      { year: 2026, ageYears: 64, draws: { taxable: "40000" }, closing: { taxable: "160000" } },
      { year: 2027, ageYears: 65, draws: { taxable: "40000" }, closing: { taxable: "120000" } },
    ]);
    expect(plan).toMatchObject({ best: "OPTIMISED", solver: { status: "OPTIMAL" } });
    expect(Number(plan.advantage)).toBeGreaterThan(10_000);
  });

  it("lets spending and benefits grow with inflation and change with periods", async () => {
    const periods = [
      { fromYear: 2026, people: [{}], spending: usd("40000") },
      {
        fromYear: 2027,
        people: [{ socialSecurityBenefits: usd("10000") }],
        spending: usd("30000"),
      },
    ];
    const { plan } = await ask({ periods, inflation: "0.1" });
    // 33,000 less 11,000 of benefits, untaxed
    expect(plan.outcomes[0].years[1].draws.taxable).toBe("22000");
  });

  it.each([
    ["BAD_INPUT", { years: 0 }],
    ["BAD_INPUT", { deferred: usd("-1") }],
    ["BAD_INPUT", { deferred: { amount: "1", currency: "EUR" } }],
    ["BAD_INPUT", { growth: "-1" }],
    ["BAD_INPUT", { priorMagi: [usd("1")] }],
    ["BAD_INPUT", { periods: [] }],
    ["BAD_INPUT", { ownerBirthDate: "2020-01-01" }],
    ["TAX_PROFILE_MISSING", { firstYear: 2027 }],
    ["TAX_YEAR_UNKNOWN", { firstYear: 1990 }],
  ])("refuses with %s: %j", async (code, input) => {
    const { plan, errors } = await ask(input);
    expect(plan).toBeNull();
    expect(errors[0]?.extensions["code"]).toBe(code);
  });

  it("is hidden from strangers", async () => {
    const { errors } = await ask({}, viewerWith({ [newId()]: "OWNER" }));
    expect(errors[0]?.extensions["code"]).toBe("NOT_FOUND");
  });
});

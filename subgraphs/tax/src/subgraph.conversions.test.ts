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
    { input: { householdId, year: 2026, filingStatus: "SINGLE", filerBirthDate: "1966-05-01" } },
  );
  expect(answer.errors).toEqual([]);
});
afterAll(() => db.close());

const PLAN = `query ($refs: [_Any!]!, $input: ConversionPlanInput!) {
  _entities(representations: $refs) { ... on Household { id conversionPlan(input: $input) {
    best
    strategies { strategy wealth advantage breakEvenYear unfunded
      years { year agesYears conversion federalTax marketplaceCredit marginalRate irmaaTier roth }
      clocks { year amount fiveYearsUntil freeFrom } }
    search { gainOverNamed solverStatus programmeError bound gap isOptimalInProgramme isProvenOptimal }
    sensitivity { scenario shift advantage best regret }
    figures { status projectedFrom } assumptions notModelled
  } } } }`;

const INPUT = {
  firstYear: 2026,
  years: 2,
  savers: [{ birthDate: "1966-05-01", traditional: usd("200000") }],
  taxableAccount: {
    balance: usd("20000"),
    costBasis: usd("20000"),
    priceGrowth: "0",
    dividendYield: "0",
  },
  periods: [{ fromYear: 2026, people: [{}], netCash: usd("0") }],
  traditionalGrowth: "0",
  rothGrowth: "0",
  inflation: "0",
  discountRate: "0",
  terminalRate: "0.2",
};

const ask = async (input: object, viewer = owner) => {
  const refs = [{ __typename: "Household", id: householdId }];
  const answer = await graph.ask(viewer, PLAN, { refs, input: { ...INPUT, ...input } });
  return {
    plan: answer.data?._entities[0]?.conversionPlan,
    code: answer.errors[0]?.extensions["code"],
    household: answer.data?._entities[0]?.id,
  };
};

describe("Household.conversionPlan", () => {
  it("gives the example that the domain computes by hand: 12 % filled in both years", async () => {
    const { plan } = await ask({});
    const optimised = plan.strategies.find((s: { strategy: string }) => s.strategy === "OPTIMISED");
    expect(optimised).toMatchObject({
      wealth: "195186",
      advantage: "15186",
      years: [
        { year: 2026, agesYears: [60], conversion: "66500", federalTax: "5800" },
        { year: 2027, agesYears: [61], conversion: "68150", federalTax: "5944" },
      ],
    });
    expect(plan.figures).toEqual({ status: "PROJECTED", projectedFrom: 2027 });
    expect(plan.sensitivity).toHaveLength(4);
    expect(plan.notModelled.length).toBeGreaterThan(5);
  });

  it("lets incomes of a period begin with its year and grow with inflation", async () => {
    // pension of 50,000 from 2027 at 10 % of inflation: 55,000 - 16,500; 12,700 at 10 %, 25,800 at 12 %
    const periods = [
      ...INPUT.periods,
      { fromYear: 2027, people: [{ pensions: usd("50000") }], netCash: usd("50000") },
    ];
    const { plan } = await ask({ periods, inflation: "0.1" });
    const none = plan.strategies.find((s: { strategy: string }) => s.strategy === "NONE");
    expect(none.years.map((y: { federalTax: string }) => y.federalTax)).toEqual(["0", "4366"]);
  });

  it("prices marketplace coverage: 14,000 less 9.96 % of 400 % of the poverty line of 15,650", async () => {
    const marketplace = { premiums: usd("14000"), benchmarkPremiums: usd("14000") };
    const { plan } = await ask({ marketplace });
    const cliff = plan.strategies.find(
      (s: { strategy: string }) => s.strategy === "BELOW_ACA_CLIFF",
    );
    expect(cliff.years[0]).toMatchObject({ conversion: "62600", marketplaceCredit: "7765.04" });
  });

  it.each([
    ["BAD_INPUT", { marketplace: { premiums: usd("-1"), benchmarkPremiums: usd("1") } }],
    [
      "BAD_INPUT",
      {
        marketplace: { premiums: usd("1"), benchmarkPremiums: usd("1") },
        savers: [{ birthDate: "1961-12-31", traditional: usd("1") }],
      },
    ],
    ["BAD_INPUT", { periods: [] }],
    ["BAD_INPUT", { years: 41 }],
    ["BAD_INPUT", { periods: [{ fromYear: 2026, people: [{}, {}], netCash: usd("0") }] }],
    ["BAD_INPUT", { terminalRate: "1.5" }],
    ["BAD_INPUT", { priorMagi: [usd("1")] }],
    ["TAX_PROFILE_MISSING", { firstYear: 2027 }],
    ["TAX_STATE_UNKNOWN", { state: "ZZ" }],
  ])("answers %s and keeps the household", async (expected, input) => {
    const { plan, code, household } = await ask(input);
    expect(plan).toBeNull();
    expect(code).toBe(expected);
    expect(household).toBe(householdId);
  });

  it("is not there for others", async () => {
    const { plan, code } = await ask({}, viewerWith({}));
    expect(plan ?? null).toBeNull();
    expect(code).toBe("NOT_FOUND");
  });
});

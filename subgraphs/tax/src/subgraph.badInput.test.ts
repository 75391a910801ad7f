import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { subgraph } from "./subgraph.js";
import { testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  graph = await openTestSubgraph(subgraph, testServices(db));
});
afterAll(() => db.close());

let householdId = "";
beforeEach(() => {
  householdId = newId();
});

const usd = (amount: string) => ({ amount, currency: "USD" });

/** What setTaxProfile answers, and whether anything is stored after it. */
async function set(input: object) {
  const owner = viewerWith({ [householdId]: "OWNER" });
  const answer = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { version } }",
    { input: { householdId, year: 2026, filingStatus: "SINGLE", ...input } },
  );
  const refs = [{ __typename: "Household", id: householdId }];
  const stored = await graph.ask(
    owner,
    "query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { taxProfile(year: 2026) { version } } } }",
    { refs },
  );
  return {
    code: answer.errors[0]?.extensions["code"],
    facts: answer.errors[0]?.extensions["facts"],
    isStored: stored.data?._entities[0]?.taxProfile !== null,
  };
}

const born = (filerBirthDate: string) => ({ filerBirthDate });
const filer = (amounts: object) => ({ details: { filer: amounts } });
const JOINT = { filingStatus: "MARRIED_FILING_JOINTLY" };

describe("Mutation.setTaxProfile refuses what cannot be", () => {
  it.each<[string, object]>([
    [
      "a head of household without a dependent",
      { filingStatus: "HEAD_OF_HOUSEHOLD", details: { filer: {}, dependents: [] } },
    ],
    ["someone of 200 years", born("1826-01-01")],
    ["someone who is not born yet", born("2027-01-01")],
    ["a dependent of 200 years", { details: { filer: {}, dependents: [{ ageYears: 200 }] } }],
    ["negative wages", { wages: usd("-0.01") }],
    ["negative pensions", filer({ pensions: usd("-1") })],
    ["a spouse on a single return", { spouseBirthDate: "1980-01-01" }],
  ])("%s", async (_, input) => {
    expect(await set(input)).toMatchObject({ code: "BAD_INPUT", isStored: false });
  });

  it.each([2023, 2067])("the year %i", async (year) => {
    expect(await set({ year })).toMatchObject({ code: "TAX_YEAR_UNKNOWN", isStored: false });
  });

  // 2026: IRA 7,500 and 1,100 from 50; deferrals 24,500, 8,000 from 50, 11,250 from 60 to 63, in a
  // 401(k) and once more in a 457(b); HSA of a family 8,750 and 1,000 from 55
  it.each<[string, object, string]>([
    [
      "an IRA deduction at 40",
      { ...born("1986-05-01"), ...filer({ iraDeduction: usd("7500.01") }) },
      "7500",
    ],
    [
      "an IRA deduction at 50",
      { ...born("1976-12-31"), ...filer({ iraDeduction: usd("8600.01") }) },
      "8600",
    ],
    [
      "deducted and other IRA contributions together",
      {
        ...born("1986-05-01"),
        ...filer({ iraDeduction: usd("7500"), iraNonDeductibleContributions: usd("1") }),
      },
      "7500",
    ],
    [
      "deferrals at 40",
      { ...born("1986-05-01"), ...filer({ electiveDeferrals: usd("49000.01") }) },
      "49000",
    ],
    [
      "deferrals at 62",
      { ...born("1964-05-01"), ...filer({ electiveDeferrals: usd("71500.01") }) },
      "71500",
    ],
    [
      "an HSA deduction at 40",
      { ...born("1986-05-01"), ...filer({ hsaDeduction: usd("8750.01") }) },
      "8750",
    ],
    ["an HSA deduction at an age not stated", filer({ hsaDeduction: usd("9750.01") }), "9750"],
    [
      "two HSA deductions of a couple that share one family limit",
      {
        ...JOINT,
        ...born("1986-05-01"),
        spouseBirthDate: "1970-01-01",
        details: { filer: { hsaDeduction: usd("5000") }, spouse: { hsaDeduction: usd("4751") } },
      },
      "9750",
    ],
  ])("%s over the limit", async (_, input, roomUsd) => {
    expect(await set(input)).toMatchObject({
      code: "CONTRIBUTION_OVER_LIMIT",
      facts: { roomUsd },
      isStored: false,
    });
  });

  it("and takes what is exactly the limit", async () => {
    const amounts = {
      iraDeduction: usd("7500"),
      electiveDeferrals: usd("49000"),
      hsaDeduction: usd("8750"),
    };
    const { code, isStored } = await set({ ...born("1986-05-01"), ...filer(amounts) });
    expect([code, isStored]).toEqual([undefined, true]);
  });
});

describe("Household.stateTaxEstimate", () => {
  it("refuses a state without rules by its name, and does not answer 0", async () => {
    const refs = [{ __typename: "Household", id: householdId }];
    const answer = await graph.ask(
      viewerWith({ [householdId]: "OWNER" }),
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household {
        stateTaxEstimate(year: 2026, state: "ZZ") { totalTax { amount } } } } }`,
      { refs },
    );
    expect(answer.data._entities[0].stateTaxEstimate).toBeNull();
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: "TAX_STATE_UNKNOWN",
      facts: { stateAsked: "ZZ" },
    });
  });
});

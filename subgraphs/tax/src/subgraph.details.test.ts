import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { type Viewer } from "@wealthgraph/chassis/viewer";
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
let owner: Viewer;
beforeEach(() => {
  householdId = newId();
  owner = viewerWith({ [householdId]: "OWNER" });
});

const usd = (amount: string) => ({ amount, currency: "USD" });
const DETAILS = `details {
  filer { pensions { amount } iraBasis { amount } selfEmploymentProfit { amount } medicareWages { amount } isStudent }
  spouse { socialSecurityBenefits { amount } }
  spouseWages { amount currency } dependents { ageYears isQualifyingChild }
  charityCash { amount } withholding { amount } livedApart
  education { credit expenses { amount } }
  marketplace { premiums { amount } benchmarkPremiums { amount } advancePayments { amount } region }
}`;
const SET = `mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { version ${DETAILS} } }`;
const set = (input: object) =>
  graph.ask(owner, SET, {
    input: { householdId, year: 2025, filingStatus: "SINGLE", ...input },
  });
const codeOf = (answer: { errors: readonly { extensions: Readonly<Record<string, unknown>> }[] }) =>
  answer.errors[0]?.extensions["code"];

/** Fields of the household in a year. */
const ask = async (fields: string, viewer = owner) => {
  const answer = await graph.ask(
    viewer,
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { ${fields} } } }`,
    { refs: [{ __typename: "Household", id: householdId }] },
  );
  return { ...answer, household: answer.data?._entities[0] };
};

const COUPLE = {
  filingStatus: "MARRIED_FILING_JOINTLY",
  wages: usd("120000"),
  details: {
    filer: { pensions: usd("1000.50"), selfEmploymentProfit: usd("-20"), medicareWages: usd("9") },
    spouse: { socialSecurityBenefits: usd("300") },
    spouseWages: usd("50000"),
    dependents: [{ ageYears: 8 }, { ageYears: 70, isQualifyingChild: false }],
    charityCash: usd("12.34"),
    withholding: usd("9000"),
    education: [{ credit: "LIFETIME_LEARNING", expenses: usd("100") }],
    marketplace: { premiums: usd("9000"), benchmarkPremiums: usd("8000") },
  },
};

describe("TaxProfile.details", () => {
  it("come back as they were stored, with 0 for what was not named", async () => {
    const { errors, data } = await set(COUPLE);
    expect(errors).toEqual([]);
    const stored = {
      filer: {
        pensions: { amount: "1000.5" },
        iraBasis: { amount: "0" },
        selfEmploymentProfit: { amount: "-20" },
        medicareWages: { amount: "9" },
        isStudent: false,
      },
      spouse: { socialSecurityBenefits: { amount: "300" } },
      spouseWages: usd("50000"),
      dependents: [
        { ageYears: 8, isQualifyingChild: true },
        { ageYears: 70, isQualifyingChild: false },
      ],
      charityCash: { amount: "12.34" },
      withholding: { amount: "9000" },
      livedApart: false,
      education: [{ credit: "LIFETIME_LEARNING", expenses: { amount: "100" } }],
      marketplace: {
        premiums: { amount: "9000" },
        benchmarkPremiums: { amount: "8000" },
        advancePayments: { amount: "0" },
        region: "CONTIGUOUS",
      },
    };
    expect(data.setTaxProfile.details).toEqual(stored);
    const { household } = await ask(`taxProfile(year: 2025) { ${DETAILS} }`);
    expect(household.taxProfile.details).toEqual(stored);
  });

  it("stay when a client that does not know them changes the profile, and go when it says null", async () => {
    const before = (await set(COUPLE)).data.setTaxProfile.details;
    const { details: _, ...known } = COUPLE;
    const kept = await set({ ...known, wages: usd("130000"), version: 1 });
    expect(kept.data.setTaxProfile).toEqual({ version: 2, details: before });
    const cleared = await set({ ...known, details: null, version: 2 });
    expect(cleared.data.setTaxProfile).toEqual({ version: 3, details: null });
  });

  it.each<[string, object]>([
    ["a negative pension", { details: { filer: { pensions: usd("-1") } } }],
    ["half a cent", { details: { charityCash: usd("0.005") } }],
    ["another currency", { details: { charityCash: { amount: "1", currency: "EUR" } } }],
    ["a spouse on a single return", { details: { spouse: {} } }],
    ["a part above its whole", { details: { usGovernmentInterest: usd("1") } }],
    [
      "a spouse's wages above all wages",
      { filingStatus: "MARRIED_FILING_JOINTLY", details: { spouseWages: usd("1") } },
    ],
    ["someone of 200", { details: { dependents: [{ ageYears: 200 }] } }],
    ["a filer of 200", { filerBirthDate: "1825-01-01" }],
    [
      "a head of household who states no dependent",
      { filingStatus: "HEAD_OF_HOUSEHOLD", details: { dependents: [] } },
    ],
    ["living apart on a single return", { details: { livedApart: true } }],
  ])("refuse %s and write nothing", async (_, input) => {
    expect(codeOf(await set(input))).toBe("BAD_INPUT");
    const { household } = await ask("taxProfile(year: 2025) { version }");
    expect(household.taxProfile).toBeNull();
  });
});

describe("Household.taxEstimate with details", () => {
  it("counts children, both spouses' payroll tax and what was withheld", async () => {
    // 2025 joint, 120,000: 10,143 before the credit of 2,200 and 500; half of 7.65 % each
    await set({
      ...COUPLE,
      details: {
        spouseWages: usd("50000"),
        dependents: COUPLE.details.dependents,
        withholding: usd("9000"),
      },
    });
    const { household, errors } = await ask(`taxEstimate(year: 2025) {
      totalTax { amount } netTax { amount } balanceDue { amount } nonRefundableCredits { amount }
      payrollTaxEmployee { amount } payrollTaxEmployer { amount }
      lines { code amount { amount } components { label amount { amount } } }
      marginalRates { ordinary selfEmployment pension iraDistribution rothConversion socialSecurity taxExemptInterest }
    }`);
    expect(errors).toEqual([]);
    const { lines, ...estimate } = household.taxEstimate;
    expect(estimate).toEqual({
      totalTax: { amount: "7443" },
      netTax: { amount: "7443" },
      balanceDue: { amount: "-1557" },
      nonRefundableCredits: { amount: "2700" },
      payrollTaxEmployee: { amount: "9180" },
      payrollTaxEmployer: { amount: "9180" },
      marginalRates: {
        ordinary: "0.12",
        selfEmployment: "0.096", // a fifth is deducted; below 433 there is no tax of its own
        pension: "0.12",
        iraDistribution: "0.12",
        rothConversion: "0.12",
        socialSecurity: "0.102",
        taxExemptInterest: "0",
      },
    });
    expect(lines.find((l: { code: string }) => l.code === "TOTAL_TAX").components).toEqual([
      { label: "Tax on ordinary income", amount: { amount: "10143" } },
      {
        label: "Child tax credit and credit for other dependents",
        amount: { amount: "-2700" },
      },
    ]);
  });

  it("projects a year after the last figures, and says so", async () => {
    await set({ year: 2030, wages: usd("100000") });
    const { household, errors } = await ask(
      "taxEstimate(year: 2030) { totalTax { amount } parameters { status source } notModelled }",
    );
    expect(errors).toEqual([]);
    expect(household.taxEstimate.parameters.status).toBe("PROJECTED");
    expect(household.taxEstimate.parameters.source).toContain(
      "projected from 2026 at 2.5 % a year",
    );
    expect(household.taxEstimate.notModelled.join()).toContain("law of 2026 is applied");
  });
});

describe("Household.taxSchedules", () => {
  const SCHEDULES = `taxSchedules(year: 2026, kinds: [PENSION, LONG_TERM_GAIN]) {
    year kind incomes taxes maxError { amount } checkedIncomes
  }`;

  it("gives the brackets above the household's income, with the stated error", async () => {
    await set({ year: 2026, wages: usd("100000") });
    const { household, errors } = await ask(SCHEDULES);
    expect(errors).toEqual([]);
    const [pension, gain] = household.taxSchedules;
    // 100,000 - 16,100 = 83,900: 22 % to 105,700, 24 % to 201,775, 32, 35, 37 %
    expect(pension).toMatchObject({ year: 2026, kind: "PENSION" });
    expect(pension.incomes).toEqual(["0", "21800", "117875", "172325", "556700", "1000000"]);
    expect(pension.taxes.slice(0, 3)).toEqual(["0", "4796", "27854"]);
    expect(Number(pension.maxError.amount)).toBeLessThan(0.02);
    expect(gain.kind).toBe("LONG_TERM_GAIN");
  });

  it("gives every kind when none is named", async () => {
    await set({ year: 2026 });
    const { household } = await ask("taxSchedules(year: 2026) { kind }");
    expect(household.taxSchedules.length).toBe(11);
  });

  it("refuses without a profile, and shows nothing of another household", async () => {
    expect(codeOf(await ask(SCHEDULES))).toBe("TAX_PROFILE_MISSING");
    await set({ year: 2026 });
    const stranger = await ask(SCHEDULES, viewerWith({ [newId()]: "OWNER" }));
    expect(codeOf(stranger)).toBe("NOT_FOUND");
    expect(stranger.household).toEqual({ taxSchedules: null });
  });
});

describe("Query.taxTables", () => {
  const TABLES = `query ($input: TaxTablesInput!) { taxTables(input: $input) {
    year agedPersons state indexation
    federal { kind incomes taxes } stateSchedules { kind taxes }
    thresholds { netInvestmentIncomeOver socialSecurityWageBase } parameters { status }
  } }`;
  const tables = (input: object) =>
    graph.ask(owner, TABLES, { input: { year: 2026, filingStatus: "SINGLE", ...input } });

  it("gives tax from the first dollar without a household's profile", async () => {
    const { data, errors } = await tables({ state: "PA" });
    expect(errors).toEqual([]);
    const { federal, stateSchedules, thresholds, indexation } = data.taxTables;
    expect(federal.map((s: { kind: string }) => s.kind)).toEqual(["PENSION", "LONG_TERM_GAIN"]);
    expect(federal[0].incomes.slice(0, 3)).toEqual(["0", "16100", "28500"]);
    expect(federal[0].taxes[2]).toBe("1240");
    expect(stateSchedules).toHaveLength(3);
    expect(thresholds.netInvestmentIncomeOver).toBe("200000");
    expect(indexation).toBe("1");
  });

  it("refuses unknown states and years, and more aged persons than filers", async () => {
    expect(codeOf(await tables({ state: "ZZ" }))).toBe("TAX_STATE_UNKNOWN");
    expect(codeOf(await tables({ year: 1999 }))).toBe("TAX_YEAR_UNKNOWN");
    expect(codeOf(await tables({ agedPersons: 2 }))).toBe("BAD_INPUT");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
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

const PEOPLE = [
  { id: "ann", birthDate: "1951-04-01" }, // 75 in 2026
  { id: "bob", birthDate: "1966-06-01" }, // 60 in 2026
];

const account = (id: string, kind: string, ownerId: string | null, value: string | null) => ({
  id,
  name: id,
  kind,
  owner: ownerId && { id: ownerId },
  yearEndValues: value ? [{ year: 2025, value, isEstimated: false }] : [],
});

const ACCOUNTS = [
  account("ira", "TRADITIONAL_IRA", "ann", "246000"),
  account("plan", "TRADITIONAL_401K", "ann", "24600"),
  account("roth", "ROTH_IRA", "bob", "90000"),
];

/** The household as the router represents it. */
const household = () => ({
  __typename: "Household",
  id: householdId,
  people: PEOPLE,
  accounts: ACCOUNTS,
});

/** One of its accounts as the router represents it. */
const accountNamed = (id: string) => ({
  __typename: "Account",
  ...ACCOUNTS.find((a) => a.id === id),
  household: { id: householdId, people: PEOPLE },
});

async function ask(representation: object, fields: string, viewer = owner) {
  const { __typename: type } = representation as { __typename: string };
  const answer = await graph.ask(
    viewer,
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on ${type} { id ${fields} } } }`,
    { refs: [representation] },
  );
  return {
    ...answer,
    entity: answer.data?._entities[0],
    code: answer.errors[0]?.extensions["code"],
  };
}

describe("Household.requiredDistributions", () => {
  const FIELDS = `requiredDistributions(year: 2026, input: {
    accounts: [{ accountId: "ira", soleBeneficiarySpouseId: "bob", taken: { amount: "700", currency: "USD" } }]
    projection: { years: 2, growth: "0" } }) {
    year total accounts { accountId kind rule reason table divisor amount balance balanceSource firstYear
      years { year ageYears paid closingBalance } }
    pools { from ownerId accountIds amount dueBy taken left exciseIfMissed exciseIfCorrected correctBy }
    figures { status source } assumptions }`;

  it("divides what the accounts held at the end of the year before", async () => {
    const { entity, errors } = await ask(household(), FIELDS);
    expect(errors).toEqual([]);
    const { requiredDistributions: d } = entity;
    // 246,000 / 28.3 (Joint at 75 and 60) up to the cent; 24,600 / 28.3 is not asked: Uniform 24.6
    expect(d.total).toBe("9692.58");
    expect(d.accounts[0]).toMatchObject({
      accountId: "ira",
      kind: "TRADITIONAL_IRA",
      rule: "OWNER",
      table: "JOINT",
      divisor: "28.3",
      amount: "8692.58",
      balance: "246000",
      balanceSource: "STORED",
      firstYear: 2024,
      years: [
        { year: 2026, ageYears: 75, paid: "8692.58", closingBalance: "237307.42" },
        { year: 2027, ageYears: 76 },
      ],
    });
    expect(d.accounts.map((a: { rule: string }) => a.rule)).toEqual(["OWNER", "OWNER", "NONE"]);
    expect(d.pools).toEqual([
      {
        from: "IRAS",
        ownerId: "ann",
        accountIds: ["ira"],
        amount: "8692.58",
        dueBy: "2026-12-31",
        taken: "700",
        left: "7992.58",
        exciseIfMissed: "1998.145",
        exciseIfCorrected: "799.258",
        correctBy: "2028-12-31",
      },
      expect.objectContaining({ from: "ONE_PLAN", accountIds: ["plan"], amount: "1000" }),
    ]);
    expect(d.figures).toEqual({ status: "OFFICIAL", source: expect.stringContaining("401(a)(9)") });
    expect(d.assumptions.join()).toContain("end of 2025");
  });

  it("answers BAD_INPUT for an account of others and keeps the household", async () => {
    const input = `{ accounts: [{ accountId: "x" }] }`;
    const fields = `requiredDistributions(year: 2026, input: ${input}) { year }`;
    const { code, entity } = await ask(household(), fields);
    expect([code, entity]).toEqual(["BAD_INPUT", { id: householdId, requiredDistributions: null }]);
  });

  it.each([2023, 2067])("answers TAX_YEAR_UNKNOWN for %i", async (year) => {
    const { code } = await ask(household(), `requiredDistributions(year: ${year}) { year }`);
    expect(code).toBe("TAX_YEAR_UNKNOWN");
  });

  it("is not there for others", async () => {
    const { code } = await ask(
      household(),
      "requiredDistributions(year: 2026) { year }",
      viewerWith({}),
    );
    expect(code).toBe("NOT_FOUND");
  });
});

describe("Account.requiredDistribution", () => {
  it("is the account's own part, with an inheritance where one is stated", async () => {
    const own = await ask(
      accountNamed("plan"),
      "requiredDistribution(year: 2026) { amount table }",
    );
    expect(own.entity.requiredDistribution).toEqual({ amount: "1000", table: "UNIFORM" });
    // Roth inherited in 2024 from somebody: nothing until the tenth year, then everything
    const inheritance = `{ ownerBirthDate: "1950-01-01", ownerDeathDate: "2024-03-01", beneficiary: OTHER_INDIVIDUAL }`;
    const { entity, errors } = await ask(
      accountNamed("roth"),
      `requiredDistribution(year: 2026, input: { inheritance: ${inheritance}, projection: { years: 9, growth: "0" } }) {
        rule amount emptyBy years { year paid } }`,
    );
    expect(errors).toEqual([]);
    expect(entity.requiredDistribution).toMatchObject({
      rule: "INHERITED",
      amount: "0",
      emptyBy: 2034,
    });
    expect(entity.requiredDistribution.years.at(-1)).toEqual({ year: 2034, paid: "90000" });
  });

  it("is not there for others", async () => {
    const fields = "requiredDistribution(year: 2026) { amount }";
    expect((await ask(accountNamed("plan"), fields, viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

/** One of its people as the router represents them. */
const person = (birthDate: string | null) => ({
  __typename: "Person",
  id: "ann",
  birthDate,
  household: { id: householdId },
});

describe("Person.contributionLimits", () => {
  const FIELDS = `contributionLimits(year: 2026) { ageYears deferral deferralCatchUp rothCatchUpWagesOver
    annualAdditions ira iraCatchUp hsaSelfOnly hsaFamily hsaCatchUp gift educationFiveYears
    educationSchools lifetimeExclusion healthSpending dependentCareSpending charitableSplitInterest
    charitableDistribution charitableFrom deadlines { kind by } figures { status source } }`;

  it("are those of the age in the year, with their last days", async () => {
    const { entity, errors } = await ask(person("1964-06-01"), FIELDS);
    expect(errors).toEqual([]);
    // Notice 2025-67, Rev. Proc. 2025-19 and 2025-32: 62 in 2026
    expect(entity.contributionLimits).toMatchObject({
      ageYears: 62,
      deferral: "24500",
      deferralCatchUp: "11250",
      rothCatchUpWagesOver: "150000",
      annualAdditions: "72000",
      ira: "7500",
      iraCatchUp: "1100",
      hsaSelfOnly: "4400",
      hsaFamily: "8750",
      hsaCatchUp: "1000",
      gift: "19000",
      educationFiveYears: "95000",
      educationSchools: "20000",
      lifetimeExclusion: "15000000",
      healthSpending: "3400",
      dependentCareSpending: "7500",
      charitableSplitInterest: "55000",
      charitableDistribution: "111000",
      charitableFrom: "2034-12-01",
    });
    expect(entity.contributionLimits.deadlines).toContainEqual({ kind: "IRA", by: "2027-04-15" });
    expect(entity.contributionLimits.figures.status).toBe("OFFICIAL");
  });

  it("say that they are projected after the last published year", async () => {
    const { entity } = await ask(person("1986-06-01"), FIELDS.replace("2026", "2030"));
    expect(entity.contributionLimits.deferralCatchUp).toBe("0");
    expect(entity.contributionLimits.figures).toMatchObject({
      status: "PROJECTED",
      source: expect.stringContaining("2.5 % a year"),
    });
  });

  it("need a birth date, and are not there for others", async () => {
    expect((await ask(person(null), FIELDS)).code).toBe("BAD_INPUT");
    expect((await ask(person("1964-06-01"), FIELDS, viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

describe("Person.charitableDistribution", () => {
  const gift = (paidOn: string, amount: string) => `charitableDistribution(input: {
    paidOn: "${paidOn}", amount: { amount: "${amount}", currency: "USD" }
    deductedAfter70: { amount: "7000", currency: "USD" } }) {
    excluded taxable towardMinimum limitLeft deductedAfter70Left }`;

  it("leaves income up to the limit, less what was deducted after 70 and a half", async () => {
    const { entity } = await ask(person("1950-06-01"), gift("2026-05-01", "120000"));
    // 111,000 of 120,000, of which 7,000 were deducted before
    expect(entity.charitableDistribution).toEqual({
      excluded: "104000",
      taxable: "16000",
      towardMinimum: "120000",
      limitLeft: "0",
      deductedAfter70Left: "0",
    });
  });

  it("is refused before 70 and a half", async () => {
    const { code } = await ask(person("1956-06-01"), gift("2026-11-30", "1"));
    expect(code).toBe("BAD_INPUT");
  });
});

/** Stores a tax profile of 2024 or another year. */
async function setProfile(input: object) {
  const answer = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { version } }",
    { input: { householdId, year: 2024, filingStatus: "SINGLE", ...input } },
  );
  expect(answer.errors).toEqual([]);
}

describe("Household.healthPremiumCliffs", () => {
  const FIELDS = `healthPremiumCliffs(year: 2024, input: { changes: [
      { kind: LONG_TERM_GAIN, amount: { amount: "9000.01", currency: "USD" } }] }) {
    medicareIncome
    medicare { premiumYear tier partB partD perPersonYearly total standardPartB figures { status source } }
    marketplace { credit }
    cliffs { programme income isReachedAt distance costPerYear rooms { kind amount } }
    changes { kind amount incomeTax creditLost medicare total rate crosses } assumptions }`;

  it("gives distances, rooms and what a sale costs from the tax profile", async () => {
    await setProfile({
      filerBirthDate: "1955-01-01",
      otherIncome: { amount: "100000", currency: "USD" },
    });
    const { entity, errors } = await ask({ __typename: "Household", id: householdId }, FIELDS);
    expect(errors).toEqual([]);
    const { healthPremiumCliffs: h } = entity;
    expect([h.medicareIncome, h.medicare.premiumYear, h.medicare.total]).toEqual([
      "100000",
      2026,
      "0",
    ]);
    // 2026, single: over 109,000 81.20 + 14.50 a month
    expect(h.cliffs[0]).toEqual({
      programme: "MEDICARE",
      income: "109000",
      isReachedAt: false,
      distance: "9000",
      costPerYear: "1148.4",
      rooms: [
        { kind: "ROTH_CONVERSION", amount: "9000" },
        { kind: "LONG_TERM_GAIN", amount: "9000" },
      ],
    });
    // 15 % of 9,000.01, and the whole step for a cent
    expect(h.changes).toEqual([
      {
        kind: "LONG_TERM_GAIN",
        amount: "9000.01",
        incomeTax: "1350.0015",
        creditLost: "0",
        medicare: "1148.4",
        total: "2498.4015",
        rate: "0.2776",
        crosses: ["109000"],
      },
    ]);
    expect([h.medicare.figures.status, h.marketplace]).toEqual(["OFFICIAL", null]);
  });

  it("answers TAX_PROFILE_MISSING without a profile, NOT_FOUND for others", async () => {
    const reference = { __typename: "Household", id: householdId };
    expect((await ask(reference, FIELDS)).code).toBe("TAX_PROFILE_MISSING");
    expect((await ask(reference, FIELDS, viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

describe("Household.contributionPlan", () => {
  const plan = (saver: string, more = "") => `contributionPlan(year: 2026, input: {
    savers: [{ personId: "bob", ${saver} }] budget: { amount: "20000", currency: "USD" } rateLater: "0.12" ${more} }) {
    year rateNow rateLater matchToCome federalTaxSaved stateTaxSaved
    savers { personId compensation sepMax ira { limit rothMax deductibleMax room rothRoom deductibleRoom }
      deferral { limit catchUp isCatchUpRothOnly room catchUpRoom additionsLimit megaBackdoor }
      match { match fullMatch missed lostToTiming fullShare } hsa { limit catchUp room } }
    steps { saver kind amount by worth reason } notes { saver text } figures { status source } assumptions }`;
  const PLAN = `plan: { kind: PLAN_401K, hasRoth: true,
    matchTiers: [{ rate: "1", nextShare: "0.03" }, { rate: "0.5", nextShare: "0.02" }] }`;
  const profile = () => setProfile({ year: 2026, wages: { amount: "100000", currency: "USD" } });

  it("orders savings by match, HSA, IRA and plan, with last days and the tax they save", async () => {
    await profile();
    const { entity, errors } = await ask(household(), plan(`${PLAN} hsa: { coverage: SELF_ONLY }`));
    expect(errors).toEqual([]);
    const { contributionPlan: p } = entity;
    // bob is 60 in 2026: 24,500 + 11,250, IRA 7,500 + 1,100, HSA 4,400 + 1,000
    expect(
      p.steps.map((s: { kind: string; amount: string; by: string }) => [s.kind, s.amount, s.by]),
    ).toEqual([
      ["DEFERRAL_FOR_MATCH", "5000", "2026-12-31"],
      ["HSA", "5400", "2027-04-15"],
      ["ROTH_IRA", "8600", "2027-04-15"],
      ["TRADITIONAL_DEFERRAL", "1000", "2026-12-31"],
    ]);
    // 11,400 leave the income at 22 %
    expect([p.federalTaxSaved, p.stateTaxSaved, p.matchToCome]).toEqual(["2508", null, "4000"]);
    expect(p.savers[0].deferral).toMatchObject({ limit: "24500", catchUp: "11250", room: "35750" });
    expect(p.savers[0].match).toMatchObject({
      fullMatch: "4000",
      missed: "4000",
      fullShare: "0.05",
    });
    expect(p.figures.status).toBe("OFFICIAL");
  });

  it("knows the pre-tax IRAs of a saver from the accounts", async () => {
    await setProfile({ year: 2026, wages: { amount: "400000", currency: "USD" } });
    const saver = plan("isCoveredByPlan: true").replace('"bob"', '"ann"');
    const { entity } = await ask(household(), saver);
    expect(entity.contributionPlan.notes[0].text).toContain("246000 USD of pre-tax IRAs");
    expect(entity.contributionPlan.steps.map((s: { kind: string }) => s.kind)).toEqual(["TAXABLE"]);
  });

  it.each([
    ["CONTRIBUTION_OVER_LIMIT", plan('rothIra: { amount: "9000", currency: "USD" }')],
    ["TAX_STATE_UNKNOWN", plan("", 'state: "ZZ"')],
    ["BAD_INPUT", plan("").replace('"bob"', '"eve"')],
    ["BAD_INPUT", plan('rothIra: { amount: "1", currency: "EUR" }')],
  ])("answers %s and keeps the household", async (expected, fields) => {
    await profile();
    const { code, entity } = await ask(household(), fields);
    expect([code, entity]).toEqual([expected, { id: householdId, contributionPlan: null }]);
  });

  it("answers TAX_PROFILE_MISSING without a profile, NOT_FOUND for others", async () => {
    expect((await ask(household(), plan(""))).code).toBe("TAX_PROFILE_MISSING");
    expect((await ask(household(), plan(""), viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

describe("Household.taxProjection of a profile without birth dates", () => {
  it("takes the birth date of the named person", async () => {
    await setProfile({ year: 2026 });
    const { entity, errors } = await ask(
      household(),
      `taxProjection(input: { fromYear: 2026, years: 1, people: [{ personId: "ann" }] }) { years { agesYears requiredMinimum } }`,
    );
    expect(errors).toEqual([]);
    expect(entity.taxProjection.years).toEqual([{ agesYears: [75], requiredMinimum: "11000" }]);
  });
});

describe("Household.taxProjection", () => {
  const FIELDS = (more: string) => `taxProjection(input: { fromYear: 2026, years: 2, ${more} }) {
    currentTotal changedTotal difference projectedFrom assumptions notModelled
    years { year filingStatus agesYears socialSecurity requiredMinimum distributions traditional figures difference
      current { adjustedGrossIncome taxableIncome federalTax stateTax payrollTax medicare marginalRate }
      changed { federalTax } } }`;

  it("sets a changed law beside the current one, with minimums from the accounts", async () => {
    await setProfile({ year: 2026, filerBirthDate: "1951-04-01" });
    const { entity, errors } = await ask(
      household(),
      FIELDS(
        `people: [{ personId: "ann" }], inflation: "0", law: { fromYear: 2027, ratePoints: "0.02" }`,
      ),
    );
    expect(errors).toEqual([]);
    const [first, second] = entity.taxProjection.years;
    // 270,600 / 24.6; then 259,600 / 23.7 up to the cent
    expect([first.requiredMinimum, first.traditional, second.requiredMinimum]).toEqual([
      "11000",
      "259600",
      "10953.59",
    ]);
    expect(first).toMatchObject({ agesYears: [75], figures: "OFFICIAL", difference: "0" });
    expect(second.changed.federalTax).toBe("0");
    expect(entity.taxProjection.projectedFrom).toBe(2027);
  });

  it.each([
    ["BAD_INPUT", `people: []`],
    ["BAD_INPUT", `people: [{}], law: { fromYear: 2027 }`],
    ["TAX_STATE_UNKNOWN", `people: [{}], state: "ZZ"`],
    ["TAX_YEAR_UNKNOWN", `people: [{}], law: { fromYear: 2027, bracketsOfYear: 2019 }`],
  ])("answers %s and keeps the household", async (expected, more) => {
    await setProfile({ year: 2026 });
    const { code, entity } = await ask(household(), FIELDS(more));
    expect([code, entity]).toEqual([expected, { id: householdId, taxProjection: null }]);
  });

  it("is not there for others", async () => {
    expect((await ask(household(), FIELDS("people: [{}]"), viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

describe("Account.contributionRoom", () => {
  const room = (amounts: string) =>
    `contributionRoom(year: 2026, input: { ${amounts} }) { limit room by note figures { status } }`;
  const of = (amount: string) => `{ amount: "${amount}", currency: "USD" }`;

  it("is by kind and the owner's age, and refuses what is planned over it", async () => {
    // bob is 60 in 2026: 7,500 + 1,100
    const { entity } = await ask(
      accountNamed("roth"),
      room(`contributed: ${of("1000")}, planned: ${of("7600")}`),
    );
    expect(entity.contributionRoom).toMatchObject({
      limit: "8600",
      room: "7600",
      by: "2027-04-15",
    });
    const over = await ask(
      accountNamed("roth"),
      room(`contributed: ${of("1000")}, planned: ${of("7600.01")}`),
    );
    expect([over.code, over.entity.contributionRoom]).toEqual(["CONTRIBUTION_OVER_LIMIT", null]);
  });

  it.each([
    ["SIMPLE_IRA", "22250"], // 17,000 + 5,250 at 60 to 63
    ["GOVERNMENTAL_457B", "35750"], // 24,500 + 11,250
    ["SEP_IRA", "72000"],
    ["HSA", "9750"], // 8,750 + 1,000
    ["EDUCATION_529", "19000"],
    ["COVERDELL", "2000"],
    ["INHERITED_IRA", "0"],
    ["TAXABLE", null],
  ])("of a %s is %s", async (kind, limit) => {
    const { entity, errors } = await ask({ ...accountNamed("roth"), kind }, room(""));
    expect(errors).toEqual([]);
    expect(entity.contributionRoom.limit).toBe(limit);
  });

  it("is not there for others", async () => {
    expect((await ask(accountNamed("roth"), room(""), viewerWith({}))).code).toBe("NOT_FOUND");
  });
});

describe("Account.substantiallyEqualPayments", () => {
  const series = (firstPaymentOn: string, rate = "0.05") => `substantiallyEqualPayments(input: {
    firstPaymentOn: "${firstPaymentOn}", rate: "${rate}", midTermRate120: "0.04",
    balance: { amount: "400000", currency: "USD" } }) { method divisor annual bindsUntil }`;
  const young = () => ({
    ...accountNamed("ira"),
    household: { id: householdId, people: [{ id: "ann", birthDate: "1976-04-01" }] },
  });

  it("pays by three methods to an owner of 50", async () => {
    const { entity, errors } = await ask(young(), series("2026-06-01"));
    expect(errors).toEqual([]);
    const [minimum, amortized, annuity] = entity.substantiallyEqualPayments;
    // single life at 50: 36.2; 400,000 / 36.2; amortized at 5 %: (1 - 1.05^-36.2) / 0.05 = 16.580...
    expect(minimum).toEqual({
      method: "REQUIRED_MINIMUM",
      divisor: "36.2",
      annual: "11049.72",
      bindsUntil: "2035-10-01",
    });
    expect(Number(amortized.divisor)).toBeCloseTo((1 - 1.05 ** -36.2) / 0.05, 5);
    expect(Number(amortized.annual)).toBeCloseTo(400000 / ((1 - 1.05 ** -36.2) / 0.05), 2);
    expect(Number(annuity.annual)).toBeGreaterThan(Number(minimum.annual));
  });

  it.each([
    ["a rate over the cap", () => ask(young(), series("2026-06-01", "0.0501"))],
    ["a start at 59 and a half", () => ask(young(), series("2035-10-01"))],
    ["a taxable account", () => ask({ ...young(), kind: "TAXABLE" }, series("2026-06-01"))],
    ["an account without an owner", () => ask({ ...young(), owner: null }, series("2026-06-01"))],
  ])("are refused for %s", async (_, answer) => {
    expect((await answer()).code).toBe("BAD_INPUT");
  });
});

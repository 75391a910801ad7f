import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { buildFederatedSchema } from "@wealthgraph/chassis/subgraphSchema";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { type Viewer } from "@wealthgraph/chassis/viewer";
import { INCOME_KINDS } from "../domain/incomeKind.js";
import { subgraph } from "../subgraph.js";
import { testServices } from "../testServices.fixture.js";

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
const SET = `mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { id } }`;
const set = async (input: object = {}) => {
  const entry = { householdId, year: 2025, filingStatus: "SINGLE", wages: usd("100000"), ...input };
  const { errors } = await graph.ask(owner, SET, { input: entry });
  expect(errors).toEqual([]);
};

/** Fields of households, by default of the test's own. */
const ask = async (fields: string, viewer = owner, ids = [householdId]) => {
  const answer = await graph.ask(
    viewer,
    `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Household { ${fields} } } }`,
    { refs: ids.map((id) => ({ __typename: "Household", id })) },
  );
  return { ...answer, household: answer.data?._entities[0] };
};
const ESTIMATE = `{
  state year filingStatus totalTax { amount currency } lines { code label amount { amount } }
  marginalRates { kind rate } cliffs { code label direction } parameters { status source } notModelled
}`;
const estimate = async (state: string, year = 2025, viewer = owner) => {
  const answer = await ask(
    `stateTaxEstimate(year: ${year}, state: "${state}") ${ESTIMATE}`,
    viewer,
  );
  return { ...answer, estimate: answer.household?.stateTaxEstimate };
};
const refusalOf = (answer: Awaited<ReturnType<typeof ask>>) => answer.errors[0]?.extensions;

describe("Household.stateTaxEstimate", () => {
  it("gives every line of 100,000 of wages in California in 2025", async () => {
    await set();
    const { estimate: e, errors } = await estimate("CA");
    expect(errors).toEqual([]);
    // 94,294 taxable: 3,201.97 up to 72,724, then 9.3 % of 21,570 = 5,207.98; less a credit of 153
    expect(e).toMatchObject({
      state: "CA",
      year: 2025,
      filingStatus: "SINGLE",
      totalTax: usd("5054.98"),
      cliffs: [{ code: "CA_EXEMPTION_CREDIT_STEP", label: expect.any(String), direction: "UP" }],
      parameters: { status: "OFFICIAL", source: expect.stringContaining("2025 Form 540") },
    });
    expect(e.lines).toContainEqual({
      code: "SCHEDULE_TAX",
      label: expect.any(String),
      amount: { amount: "5207.98" },
    });
    expect(e.lines.at(-1)).toMatchObject({ code: "STATE_TAX", amount: { amount: "5054.98" } });
    expect(e.marginalRates.map((r: { kind: string }) => r.kind)).toEqual([...INCOME_KINDS]);
    expect(e.marginalRates).toContainEqual({ kind: "LONG_TERM_GAIN", rate: "0.093" });
    expect(e.marginalRates).toContainEqual({ kind: "SOCIAL_SECURITY", rate: "0" });
    expect(e.notModelled).toContainEqual(expect.stringContaining("Residence for part of the year"));
    expect(e.notModelled).toContainEqual(expect.stringContaining("Dependents are not stated"));
  });

  it("follows the profile's filing status and gains", async () => {
    const single = { longTermGain: usd("50000") };
    await set({ ...single, filingStatus: "MARRIED_FILING_JOINTLY" });
    const { estimate: e } = await estimate("CA");
    // 150,000 less 11,412: 138,588 taxable, 3,974.82 up to 115,084, then 8 % of 23,504; less 306
    expect(e.filingStatus).toBe("MARRIED_FILING_JOINTLY");
    expect(e.totalTax).toEqual(usd("5549.14"));
  });

  it("is 0 in Texas, which has no income tax", async () => {
    await set();
    const { estimate: e, errors } = await estimate("TX");
    expect(errors).toEqual([]);
    expect(e).toMatchObject({
      state: "TX",
      totalTax: usd("0"),
      cliffs: [],
      notModelled: [],
      parameters: { status: "OFFICIAL" },
    });
    expect(e.lines.map((l: { code: string }) => l.code)).toEqual(["STATE_TAX"]);
    expect(e.marginalRates).toEqual(INCOME_KINDS.map((kind) => ({ kind, rate: "0" })));
  });

  it("says that a year after the last published one is projected", async () => {
    await set({ year: 2030 });
    expect((await estimate("CA", 2030)).estimate.parameters.status).toBe("PROJECTED");
  });

  it.each([
    ["GA", "Georgia"],
    ["ca", null],
    ["ZZ", null],
  ])("refuses %s and names it, before a profile is asked for", async (state, stateName) => {
    const answer = await estimate(state);
    expect(refusalOf(answer)).toMatchObject({
      code: "TAX_STATE_UNKNOWN",
      facts: { stateAsked: state, stateName },
    });
    expect(answer.estimate).toBeNull();
  });

  it("refuses a state without rules beside one that has them, which still arrives", async () => {
    await set();
    const answer = await ask(
      `ca: stateTaxEstimate(year: 2025, state: "CA") { state }
       ga: stateTaxEstimate(year: 2025, state: "GA") { state } taxProfile(year: 2025) { year }`,
    );
    expect(answer.errors.map((e) => e.extensions["code"])).toEqual(["TAX_STATE_UNKNOWN"]);
    expect(answer.household).toEqual({ ca: { state: "CA" }, ga: null, taxProfile: { year: 2025 } });
  });

  it("refuses without a profile", async () => {
    const answer = await estimate("CA");
    expect(refusalOf(answer)).toMatchObject({ code: "TAX_PROFILE_MISSING", facts: { year: 2025 } });
    expect(answer.estimate).toBeNull();
  });

  it.each([2023, 2067])("refuses the year %d", async (year) => {
    for (const state of ["CA", "TX"]) {
      const answer = await estimate(state, year);
      expect(refusalOf(answer)).toMatchObject({ code: "TAX_YEAR_UNKNOWN" });
      expect(answer.estimate).toBeNull();
    }
  });

  it.each(["CA", "GA"])(
    "shows nothing of another household, whatever it asks (%s)",
    async (state) => {
      await set();
      const answer = await estimate(state, 2025, viewerWith({ [newId()]: "OWNER" }));
      expect(answer.errors.map((e) => e.extensions["code"])).toEqual(["NOT_FOUND"]);
      expect(answer.estimate).toBeNull();
    },
  );

  it.each(["VIEWER", "ADVISER"] as const)("lets the role %s read", async (role) => {
    await set();
    const answer = await estimate("CA", 2025, viewerWith({ [householdId]: role }));
    expect(answer.estimate.totalTax).toEqual(usd("5054.98"));
  });

  it("reads profiles once, for any number of states and beside the federal estimate", async () => {
    await set();
    const count = async (fields: string) => {
      db.statements.length = 0;
      const { errors } = await ask(fields);
      expect(errors).toEqual([]);
      return [
        db.statements.length,
        db.statements.filter((sql) => sql.includes("tax_profile")).length,
      ];
    };
    const federal = `taxEstimate(year: 2025) { year }`;
    const states = ["CA", "NY", "TX", "OR"].map(
      (state) => `${state}: stateTaxEstimate(year: 2025, state: "${state}") { state }`,
    );
    const alone = await count(federal);
    expect(alone[1]).toBe(1);
    expect(await count(states.join(" "))).toEqual(alone);
    expect(await count(`${federal} ${states.join(" ")}`)).toEqual(alone);
  });

  it("reads the profiles of many households in one statement", async () => {
    const ids = [householdId, newId(), newId()];
    owner = viewerWith(Object.fromEntries(ids.map((id) => [id, "OWNER"])));
    for (const id of ids) await set({ householdId: id });
    db.statements.length = 0;
    const answer = await ask(
      `stateTaxEstimate(year: 2025, state: "CA") { totalTax { amount } }`,
      owner,
      ids,
    );
    const each = { stateTaxEstimate: { totalTax: { amount: "5054.98" } } };
    expect(answer.data._entities).toEqual([each, each, each]);
    expect(db.statements.filter((sql) => sql.includes("tax_profile")).length).toBe(1);
  });
});

describe("Query.taxStates", () => {
  it("lists only states that stateTaxEstimate answers, by name", async () => {
    await set();
    const { data, errors } = await graph.ask(owner, `{ taxStates taxYears }`, {});
    expect(errors).toEqual([]);
    expect(data.taxYears).toContain(2025);
    const states: readonly string[] = data.taxStates;
    expect(states.length).toBe(18);
    expect(states.slice(0, 2)).toEqual(["AK", "CA"]); // Alaska, California
    expect(states).toContain("TX");
    expect(states).not.toContain("GA");
    const all = states.map(
      (state) => `${state}: stateTaxEstimate(year: 2025, state: "${state}") { state }`,
    );
    const answer = await ask(all.join(" "));
    expect(answer.errors).toEqual([]);
    expect(Object.values(answer.household)).toEqual(states.map((state) => ({ state })));
  });

  it("is for signed-in callers, like every root field", async () => {
    const { sdl } = await buildFederatedSchema(subgraph);
    expect(sdl).toMatch(/^ {2}taxStates: \[String!\]! @authenticated$/m);
    expect(sdl).toMatch(/^ {2}taxYears: \[Int!\]! @authenticated$/m);
  });
});

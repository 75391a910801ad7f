import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { query, scopeOf } from "@wealthgraph/chassis/database";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { type Role, type Viewer } from "@wealthgraph/chassis/viewer";
import { PostgresTaxProfileStore } from "./persistence/PostgresTaxProfileStore.js";
import { subgraph } from "./subgraph.js";
import { testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  graph = await openTestSubgraph(subgraph, testServices(db));
});
afterAll(() => db.close());

/** A household of its own for each test, and a viewer with a role in it. */
let householdId = "";
let owner: Viewer;
beforeEach(() => {
  householdId = newId();
  owner = viewerWith({ [householdId]: "OWNER" });
});
const as = (role: Role, scopes?: string) => viewerWith({ [householdId]: role }, scopes);

const usd = (amount: string) => ({ amount, currency: "USD" });
const SET = `mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) {
  id year version filingStatus wages { amount currency } shortTermGain { amount } filerBirthDate household { id }
} }`;
const set = (viewer: Viewer, input: object) =>
  graph.ask(viewer, SET, {
    input: { householdId, year: 2025, filingStatus: "SINGLE", wages: usd("100000"), ...input },
  });
const codeOf = (answer: { errors: readonly { extensions: Readonly<Record<string, unknown>> }[] }) =>
  answer.errors[0]?.extensions["code"];

const HOUSEHOLD = `query ($refs: [_Any!]!, $year: Int!) { _entities(representations: $refs) { ... on Household {
  taxProfile(year: $year) { id version wages { amount } }
  taxEstimate(year: $year) {
    year filingStatus adjustedGrossIncome { amount } deduction { amount } taxableIncome { amount }
    ordinaryTax { amount } capitalGainsTax { amount } netInvestmentIncomeTax { amount } totalTax { amount currency }
    lines { code label amount { amount } }
    marginalRates { ordinary interest qualifiedDividends shortTermGain longTermGain }
    parameters { status source } notModelled
  }
} } }`;
const household = async (viewer: Viewer, year = 2025, id = householdId) => {
  const refs = [{ __typename: "Household", id }];
  const answer = await graph.ask(viewer, HOUSEHOLD, { refs, year });
  return { ...answer, household: answer.data?._entities[0] };
};

describe("Mutation.setTaxProfile", () => {
  it("stores a first profile without a version, and changes it with the version it has", async () => {
    const born = { filerBirthDate: "1970-02-03", shortTermGain: usd("-12.34") };
    const first = await set(owner, born);
    expect(first.errors).toEqual([]);
    expect(first.data.setTaxProfile).toEqual({
      id: expect.any(String),
      year: 2025,
      version: 1,
      filingStatus: "SINGLE",
      wages: usd("100000"),
      shortTermGain: { amount: "-12.34" },
      filerBirthDate: "1970-02-03",
      household: { id: householdId },
    });
    const second = await set(as("MEMBER"), { wages: usd("90000.50"), version: 1 });
    expect(second.data.setTaxProfile).toMatchObject({
      id: first.data.setTaxProfile.id,
      version: 2,
      wages: usd("90000.5"),
      filerBirthDate: null,
    });
  });

  it("refuses a second first profile and a stale version, and changes nothing", async () => {
    await set(owner, {});
    expect(codeOf(await set(owner, { wages: usd("1") }))).toBe("CONFLICT");
    expect(codeOf(await set(owner, { wages: usd("1"), version: 2 }))).toBe("CONFLICT");
    const { household: h } = await household(owner);
    expect(h.taxProfile).toMatchObject({ version: 1, wages: { amount: "100000" } });
  });

  it("lets one of two writers with the same version win", async () => {
    await set(owner, {});
    const answers = await Promise.all(
      ["1", "2", "3"].map((wages) => set(owner, { wages: usd(wages), version: 1 })),
    );
    expect(answers.map(codeOf).filter((code) => code === "CONFLICT").length).toBe(2);
    expect((await household(owner)).household.taxProfile.version).toBe(2);
  });

  it.each([
    ["a negative wage", { wages: usd("-1") }, "BAD_INPUT"],
    ["half a cent", { interest: usd("0.005") }, "BAD_INPUT"],
    ["another currency", { wages: { amount: "1", currency: "EUR" } }, "BAD_INPUT"],
    ["qualified above ordinary", { qualifiedDividends: usd("1") }, "BAD_INPUT"],
    ["a spouse on a single return", { spouseIsBlind: true }, "BAD_INPUT"],
    ["the year 2067", { year: 2067 }, "TAX_YEAR_UNKNOWN"],
    ["the year 2023", { year: 2023 }, "TAX_YEAR_UNKNOWN"],
  ])("refuses %s and writes nothing", async (_, input, code) => {
    expect(codeOf(await set(owner, input))).toBe(code);
    expect((await household(owner)).household.taxProfile).toBeNull();
  });

  it.each<[string, () => Viewer, string]>([
    ["a viewer", () => as("VIEWER"), "FORBIDDEN"],
    ["an adviser", () => as("ADVISER"), "FORBIDDEN"],
    ["a token without the write scope", () => as("OWNER", "read"), "FORBIDDEN"],
    ["another household", () => viewerWith({ [newId()]: "OWNER" }), "NOT_FOUND"],
  ])("refuses %s", async (_, viewer, code) => {
    expect(codeOf(await set(viewer(), {}))).toBe(code);
    expect((await household(owner)).household.taxProfile).toBeNull();
  });

  it("writes the event in the same transaction, once per change and not for a refusal", async () => {
    await set(owner, {});
    await set(owner, {});
    const rows = await db.database.asSystem((em) =>
      query(em, "select type, data from tax.outbox where household_id = $1", [householdId]),
    );
    expect(rows).toEqual([
      {
        type: "taxProfile.set",
        data: { taxProfileId: expect.any(String), year: 2025, version: 1 },
      },
    ]);
  });
});

describe("Household.taxEstimate", () => {
  it("gives every line of 100,000 of wages in 2025", async () => {
    await set(owner, {});
    const { household: h, errors } = await household(owner);
    expect(errors).toEqual([]);
    // 84,250 taxable: 5,578.50 + 22 % of 35,775 = 13,449
    expect(h.taxEstimate).toMatchObject({
      year: 2025,
      filingStatus: "SINGLE",
      deduction: { amount: "15750" },
      taxableIncome: { amount: "84250" },
      ordinaryTax: { amount: "13449" },
      capitalGainsTax: { amount: "0" },
      totalTax: usd("13449"),
      marginalRates: { ordinary: "0.22", longTermGain: "0.15", shortTermGain: "0.22" },
      parameters: { status: "OFFICIAL", source: expect.stringContaining("Rev. Proc. 2024-40") },
    });
    expect(h.taxEstimate.lines).toContainEqual({
      code: "TOTAL_TAX",
      label: "Total tax",
      amount: { amount: "13449" },
    });
    expect(h.taxEstimate.notModelled.length).toBeGreaterThan(3);
  });

  it("refuses without a profile, and leaves the rest of the household standing", async () => {
    const answer = await household(owner);
    expect(codeOf(answer)).toBe("TAX_PROFILE_MISSING");
    expect(answer.household).toEqual({ taxProfile: null, taxEstimate: null });
  });

  it("refuses a year without figures", async () => {
    expect(codeOf(await household(owner, 2067))).toBe("TAX_YEAR_UNKNOWN");
  });

  it("shows nothing of another household", async () => {
    await set(owner, {});
    const stranger = viewerWith({ [newId()]: "OWNER" });
    const answer = await household(stranger);
    expect(answer.errors.map((e) => e.extensions["code"])).toEqual(["NOT_FOUND", "NOT_FOUND"]);
    expect(answer.household).toEqual({ taxProfile: null, taxEstimate: null });
  });

  it("is found by its profile's id only within the household", async () => {
    const { data } = await set(owner, {});
    const refs = [{ __typename: "TaxProfile", id: data.setTaxProfile.id }];
    const ask = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on TaxProfile { year } } }`;
    expect((await graph.ask(owner, ask, { refs })).data._entities).toEqual([{ year: 2025 }]);
    const stranger = viewerWith({ [newId()]: "OWNER" });
    expect((await graph.ask(stranger, ask, { refs })).data._entities).toEqual([null]);
  });
});

const HARVEST = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Lot { id harvest {
  term longFrom gain { amount currency } benefit { amount currency } rate disallowedLoss { amount }
  washSaleConflict atRiskUntil asOf assumptions
} } } }`;

/** What the router sends: wire values, as text. */
const lotRef = (change: object = {}) => ({
  __typename: "Lot",
  id: newId(),
  householdId,
  units: "100",
  cost: usd("5000"),
  acquiredOn: "2024-01-15",
  taxTreatment: "TAXABLE",
  instrument: {
    __typename: "Instrument",
    id: newId(),
    quote: { price: usd("30"), fxToUsd: "1", asOf: "2025-06-02T20:00:00.000Z" },
  },
  washSale: {
    conflict: false,
    permanent: false,
    replacementUnits: "0",
    atRiskUntil: "2025-07-03",
  },
  ...change,
});
const harvest = async (viewer: Viewer, change: object = {}) => {
  const answer = await graph.ask(viewer, HARVEST, { refs: [lotRef(change)] });
  return { ...answer, harvest: answer.data?._entities[0]?.harvest };
};

describe("Lot.harvest", () => {
  it("prices a loss of 2,000 at the household's 22 %", async () => {
    await set(owner, {});
    const { harvest: h, errors } = await harvest(owner);
    expect(errors).toEqual([]);
    expect(h).toEqual({
      term: "LONG",
      longFrom: "2025-01-16",
      gain: usd("-2000"),
      benefit: usd("440"),
      rate: "0.22",
      disallowedLoss: { amount: "0" },
      washSaleConflict: false,
      atRiskUntil: "2025-07-03",
      asOf: "2025-06-02T20:00:00.000Z",
      assumptions: expect.arrayContaining([expect.stringContaining("whole lot")]),
    });
  });

  it("values a quote in another currency at its rate to USD", async () => {
    const quote = {
      price: { amount: "30", currency: "EUR" },
      fxToUsd: "1.1",
      asOf: "2025-06-02T20:00:00Z",
    };
    const { harvest: h } = await harvest(owner, { instrument: { id: "i", quote } });
    expect(h.gain).toEqual(usd("-1700"));
  });

  it("gives term and gain without a profile, and says why there is no benefit", async () => {
    const { harvest: h, errors } = await harvest(owner);
    expect(errors).toEqual([]);
    expect(h).toMatchObject({ term: "LONG", gain: usd("-2000"), benefit: null, rate: null });
    expect(h.assumptions[0]).toContain("no tax profile of 2025");
  });

  it("says so when the quote's year has no figures", async () => {
    const quote = { price: usd("30"), fxToUsd: "1", asOf: "2067-01-04T20:00:00Z" };
    const { harvest: h } = await harvest(owner, { instrument: { id: "i", quote } });
    expect(h.benefit).toBeNull();
    expect(h.assumptions[0]).toContain("not for 2067");
  });

  it("is null without a quote and for a short lot", async () => {
    expect((await harvest(owner, { instrument: { id: "i", quote: null } })).harvest).toBeNull();
    expect((await harvest(owner, { units: "-5" })).harvest).toBeNull();
  });

  it.each<[string, object, string]>([
    ["a cost in another currency", { cost: { amount: "1", currency: "EUR" } }, "NO_FX_RATE"],
    ["a lot without its required fields", { washSale: undefined }, "BAD_INPUT"],
    ["units that are no number", { units: "ten" }, "BAD_INPUT"],
    ["a household that is not the viewer's", { householdId: newId() }, "NOT_FOUND"],
  ])("refuses %s", async (_, change, code) => {
    const answer = await harvest(owner, change);
    expect(codeOf(answer)).toBe(code);
    expect(answer.harvest).toBeNull();
  });

  it("reads the household's profile once for any number of lots", async () => {
    await set(owner, {});
    const count = async (lots: number) => {
      db.statements.length = 0;
      const refs = Array.from({ length: lots }, (_, i) => lotRef({ units: String(i + 1) }));
      const { data, errors } = await graph.ask(owner, HARVEST, { refs });
      expect(errors).toEqual([]);
      expect(data._entities.every((l: { harvest: object | null }) => l.harvest)).toBe(true);
      return [
        db.statements.length,
        db.statements.filter((sql) => sql.includes("tax_profile")).length,
      ];
    };
    const [allOfTen, readsOfTen] = await count(10);
    expect(readsOfTen).toBe(1);
    expect(await count(500)).toEqual([allOfTen, readsOfTen]);
  });
});

describe("row-level security", () => {
  it("is enabled and forced on every table with a household", async () => {
    const rows = await db.database.asSystem((em) =>
      query<{ relname: string; relrowsecurity: boolean; relforcerowsecurity: boolean }>(
        em,
        `select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c
         join pg_attribute a on a.attrelid = c.oid and a.attname = 'household_id'
         where c.relnamespace = 'tax'::regnamespace and c.relkind = 'r' order by 1`,
      ),
    );
    expect(rows.map((r) => r.relname)).toEqual([
      "outbox",
      "report",
      "report_chunk",
      "substitute_veto",
      "tax_profile",
    ]);
    expect(rows.every((r) => r.relrowsecurity && r.relforcerowsecurity)).toBe(true);
  });

  it("hides and protects a profile when the application's own check is gone", async () => {
    const { data } = await set(owner, {});
    const stranger = new PostgresTaxProfileStore(db.database, { householdIds: [newId()] });
    expect(await stranger.byKeys([{ householdId, year: 2025 }])).toEqual([]);
    expect((await stranger.byIds([data.setTaxProfile.id])).size).toBe(0);
    const mine = new PostgresTaxProfileStore(db.database, scopeOf(owner));
    const [profile] = await mine.byKeys([{ householdId, year: 2025 }]);
    expect(profile).toBeDefined();
    if (!profile) return;
    expect(await stranger.replace(profile, 1)).toBeNull();
    await expect(stranger.add({ ...profile, year: 2024 })).rejects.toThrow(/row-level security/);
  });

  it("gives the household nothing it may delete", async () => {
    await set(owner, {});
    await expect(
      db.database.within(scopeOf(owner), (em) => query(em, "delete from tax.tax_profile")),
    ).rejects.toThrow(/permission denied/);
  });
});

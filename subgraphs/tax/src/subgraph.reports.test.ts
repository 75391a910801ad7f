import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
  viewerWith,
} from "@wealthgraph/chassis/testSubgraph";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { CapitalGainsReportFields } from "./graphql/CapitalGainsReport.js";
import { HouseholdReports } from "./graphql/Household.reports.js";
import { YearEndChecklistFields } from "./graphql/YearEndChecklist.js";
import { subgraph } from "./subgraph.js";
import { testServices } from "./testServices.fixture.js";

let db: TestDatabase;
let graph: TestSubgraph;
let now = new Date("2025-12-20T17:00:00Z");
const clock = () => now;

beforeAll(async () => {
  db = await createTestDatabase({ schema: "tax", migrations: subgraph.migrations });
  graph = await openTestSubgraph(
    subgraph,
    testServices(db),
    new Map<new (...args: never[]) => object, object>([
      [CapitalGainsReportFields, new CapitalGainsReportFields(clock)],
      [HouseholdReports, new HouseholdReports(clock)],
      [YearEndChecklistFields, new YearEndChecklistFields(clock)],
    ]),
  );
});
afterAll(() => db.close());

let householdId = "";
let owner: Viewer;
beforeEach(() => {
  now = new Date("2025-12-20T17:00:00Z");
  householdId = newId();
  owner = viewerWith({ [householdId]: "OWNER" });
});

const usd = (amount: string) => ({ amount, currency: "USD" });

/** A disposal as the router represents it. */
const disposal = (id: string, more: object = {}) => ({
  id,
  transactionId: `sale-${id}`,
  source: "SALE",
  symbol: "ALFA",
  units: "10",
  purchasedOn: "2024-01-02",
  acquiredOn: "2024-01-02",
  disposedOn: "2025-06-02",
  term: "LONG",
  proceeds: usd("1000"),
  cost: usd("700"),
  disallowedLoss: usd("0"),
  permanentLoss: usd("0"),
  isCostKnown: true,
  isDigitalAsset: false,
  taxTreatment: "TAXABLE",
  isOfChild: false,
  brokerCode: "SCHWAB",
  washSaleUntil: null,
  ...more,
});

const REPORT = `id year isComplete permanentLoss assumptions
  rows(first: $first, after: $after) { edges { cursor node { box description acquired sold proceeds cost codes adjustment gain } } pageInfo { hasNextPage endCursor } }
  totals { box total { count gain } } withoutBasis { disposalId }
  openWashSales { symbol loss until }
  scheduleD { net onReturn carryforward { shortTerm longTerm } lines { line amount } }`;

/** As the router does it: tax gives the id, portfolios the disposals, tax the rest. */
interface Asked {
  readonly year?: number;
  readonly input?: object;
  readonly viewer?: Viewer;
  readonly first?: number;
  readonly after?: string | null;
}

async function report(disposals: readonly object[], asked: Asked = {}) {
  const defaults = { year: 2025, input: null, viewer: owner, first: 50, after: null };
  const { viewer, first, after, ...args } = { ...defaults, ...asked };
  const named = await graph.ask(
    viewer,
    `query ($refs: [_Any!]!, $year: Int!, $input: CapitalGainsReportInput) { _entities(representations: $refs) {
      ... on Household { id capitalGainsReport(year: $year, input: $input) { id } } } }`,
    { refs: [{ __typename: "Household", id: householdId }], ...args },
  );
  const id = named.data?._entities[0]?.capitalGainsReport?.id as string | undefined;
  if (id === undefined) return { report: null, code: named.errors[0]?.extensions["code"] };
  const refs = [
    { __typename: "CapitalGainsReport", id, disposals, capitalGainDistributions: "50" },
  ];
  const made = await graph.ask(
    owner,
    `query ($refs: [_Any!]!, $first: Int, $after: String) { _entities(representations: $refs) {
      ... on CapitalGainsReport { ${REPORT} } } }`,
    { refs, first, after },
  );
  return answered(made);
}

const answered = ({ data, errors }: TestAnswer) => ({
  report: data?._entities?.[0] ?? null,
  code: errors[0]?.extensions["code"] ?? null,
});

async function setProfile(more: object = {}) {
  const { errors } = await graph.ask(
    owner,
    "mutation ($input: SetTaxProfileInput!) { setTaxProfile(input: $input) { id } }",
    {
      input: {
        householdId,
        year: 2025,
        filingStatus: "SINGLE",
        filerBirthDate: "1980-05-01",
        wages: usd("100000"),
        ...more,
      },
    },
  );
  expect(errors).toEqual([]);
}

describe("Household.capitalGainsReport", () => {
  it("gives rows, totals and Schedule D of the year's disposals", async () => {
    await setProfile({ longTermLossCarryover: usd("100") });
    const made = await report([
      disposal("a"),
      disposal("b", { cost: usd("1500"), disallowedLoss: usd("200") }),
      disposal("c", { taxTreatment: "ROTH" }),
    ]);
    expect(made.code).toBeNull();
    expect(made.report).toMatchObject({
      year: 2025,
      isComplete: true,
      totals: [{ box: "D", total: { count: 2, gain: "0" } }],
      scheduleD: { net: "-50", onReturn: "-50", carryforward: { shortTerm: "0", longTerm: "0" } },
    });
    expect(made.report.rows.edges.map((e: { node: { codes: string } }) => e.node.codes)).toEqual([
      "",
      "W",
    ]);
  });

  it("pages its rows without losing or repeating one", async () => {
    const disposals = Array.from({ length: 5 }, (_, i) => disposal(`d${i}`, { units: `${i + 1}` }));
    const seen: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page++) {
      const { report: made } = await report(disposals, { first: 2, after });
      seen.push(
        ...made.rows.edges.map((e: { node: { description: string } }) => e.node.description),
      );
      after = made.rows.pageInfo.endCursor as string;
      if (!made.rows.pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(["1 ALFA", "2 ALFA", "3 ALFA", "4 ALFA", "5 ALFA"]);
  });

  it("takes what the household states, and its choice of grouping and rounding", async () => {
    const lots = [
      disposal("a", { transactionId: "one", proceeds: usd("1000.50") }),
      disposal("b", { transactionId: "one", acquiredOn: "2024-02-02" }),
    ];
    const input = {
      grouping: "EACH_SALE",
      rounding: "WHOLE_DOLLARS",
      stated: [{ disposalId: "a", reportedCost: "600", codes: ["C"] }],
    };
    const { report: made } = await report(lots, { input });
    expect(made.rows.edges[0].node).toMatchObject({
      acquired: "VARIOUS",
      proceeds: "2001",
      cost: "1300",
      codes: "BC",
      adjustment: "-100",
      gain: "601",
    });
  });

  it("is empty, and no error, for a year without sales", async () => {
    const made = await report([]);
    expect(made.code).toBeNull();
    expect(made.report.rows.edges).toEqual([]);
    expect(made.report.assumptions.join()).toContain("no tax profile");
  });

  it.each([2010, 2026])("answers TAX_YEAR_UNKNOWN for %i", async (year) => {
    expect((await report([], { year })).code).toBe("TAX_YEAR_UNKNOWN");
  });

  it("answers BAD_INPUT when a stated form is of no disposal of the year", async () => {
    const input = { stated: [{ disposalId: "of-another-year", cost: "1" }] };
    expect((await report([disposal("a")], { input })).code).toBe("BAD_INPUT");
  });

  it("answers BAD_INPUT for more stated forms than anybody writes", async () => {
    const stated = Array.from({ length: 501 }, (_, i) => ({ disposalId: `${i}` }));
    expect((await report([], { input: { stated } })).code).toBe("BAD_INPUT");
  });

  it("answers BAD_INPUT for disposals in another currency", async () => {
    const foreign = disposal("a", { cost: { amount: "1", currency: "EUR" } });
    expect((await report([foreign])).code).toBe("BAD_INPUT");
  });

  it("is not there for others, by household or by id", async () => {
    const stranger = viewerWith({ [newId()]: "OWNER" });
    expect((await report([], { viewer: stranger })).code).toBe("NOT_FOUND");
    const { report: made } = await report([]);
    const refs = [
      {
        __typename: "CapitalGainsReport",
        id: made.id,
        disposals: [],
        capitalGainDistributions: "0",
      },
    ];
    const answer = await graph.ask(
      stranger,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on CapitalGainsReport { isComplete } } }`,
      { refs },
    );
    expect(answer.errors[0]?.extensions["code"]).toBe("NOT_FOUND");
  });
});

describe("Household.yearEndChecklist", () => {
  const checklist = async (disposals: readonly object[], year = 2025) => {
    const asked = await graph.ask(
      owner,
      `query ($refs: [_Any!]!, $year: Int!) { _entities(representations: $refs) {
        ... on Household { yearEndChecklist(year: $year) { id } } } }`,
      { refs: [{ __typename: "Household", id: householdId }], year },
    );
    const id = asked.data?._entities[0]?.yearEndChecklist?.id as string;
    const refs = [{ __typename: "YearEndChecklist", id, disposals, capitalGainDistributions: "0" }];
    return graph.ask(
      owner,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on YearEndChecklist {
        year items { code deadline amount why status } } } }`,
      { refs },
    );
  };

  it("takes gains that are realised and the tax profile together", async () => {
    await setProfile();
    const { data, errors } = await checklist([disposal("a", { proceeds: usd("5700") })]);
    expect(errors).toEqual([]);
    const items = data._entities[0].items as { code: string; amount: string; status: string }[];
    const itemOf = (code: string) => items.find((item) => item.code === code);
    expect(itemOf("HARVEST_LOSSES")).toMatchObject({ amount: "8000", status: "OPEN" });
    // wages 100,000 less 15,750, gains do not use the bracket: 103,350 - 84,250
    expect(itemOf("ROTH_CONVERSION")).toMatchObject({ amount: "19100" });
    // tax 2025 of 84,250: 13,449; 15 % of 5,000: 750; 90 % of 14,199 in four payments, none made
    expect(itemOf("ESTIMATED_PAYMENT")).toMatchObject({
      amount: "12779.1",
      deadline: "2026-01-15",
    });
  });

  it("works without a tax profile and says what it does not know", async () => {
    const { data, errors } = await checklist([]);
    expect(errors).toEqual([]);
    const unknown = data._entities[0].items.filter(
      (i: { status: string }) => i.status === "UNKNOWN",
    );
    expect(unknown.length).toBeGreaterThan(5);
  });

  it("answers TAX_YEAR_UNKNOWN for a year whose figures are not carried", async () => {
    expect((await checklist([], 2023)).errors[0]?.extensions["code"]).toBe("TAX_YEAR_UNKNOWN");
  });
});

describe("Household.estimatedPayments", () => {
  const payments = (input: object | null, year = 2025) =>
    graph.ask(
      owner,
      `query ($refs: [_Any!]!, $year: Int!, $input: EstimatedPaymentsInput) { _entities(representations: $refs) {
        ... on Household { id estimatedPayments(year: $year, input: $input) {
          harbor requiredAnnualPayment priorYearHarbor why installments { dueOn required toPay } } } } }`,
      { refs: [{ __typename: "Household", id: householdId }], year, input },
    );

  it("takes this year's tax and last year's from the profiles", async () => {
    now = new Date("2025-01-10T17:00:00Z");
    await setProfile();
    await setProfile({ year: 2024, wages: usd("50000") });
    const { data, errors } = await payments(null);
    expect(errors).toEqual([]);
    // 2024, single: 50,000 - 14,600 = 35,400: 1,160 + 12 % of 23,800 = 4,016
    expect(data._entities[0].estimatedPayments).toMatchObject({
      harbor: "PRIOR_YEAR",
      requiredAnnualPayment: "4016",
      installments: Array(4).fill({ required: "1004", toPay: "1004", dueOn: expect.any(String) }),
    });
  });

  it("takes what is stated before what is in a profile", async () => {
    await setProfile();
    const { data } = await payments({
      tax: "20000",
      withholding: "18000",
      priorYearTax: "100000",
      priorYearAdjustedGrossIncome: "200000",
    });
    expect(data._entities[0].estimatedPayments).toMatchObject({
      harbor: "CURRENT_YEAR",
      requiredAnnualPayment: "18000",
      priorYearHarbor: "110000",
    });
  });

  it.each<[string, object | null, number]>([
    ["TAX_PROFILE_MISSING", null, 2026],
    ["TAX_YEAR_UNKNOWN", null, 2020],
    ["BAD_INPUT", { withholding: "-1" }, 2025],
    ["BAD_INPUT", { annualizedTax: ["1"] }, 2025],
  ])("answers %s and keeps the household", async (code, input, year) => {
    await setProfile();
    const { data, errors } = await payments(input, year);
    expect(errors[0]?.extensions["code"]).toBe(code);
    expect(data._entities[0]).toEqual({ id: householdId, estimatedPayments: null });
  });
});

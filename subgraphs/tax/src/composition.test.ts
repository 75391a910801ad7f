import { composeServices } from "@apollo/composition";
import { operationFromDocument, Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { FEDERATION_LINK } from "@wealthgraph/chassis/directives";
import { buildFederatedSchema } from "@wealthgraph/chassis/subgraphSchema";
import { parse } from "graphql";
import { ACCOUNT_KINDS } from "./domain/retirement/householdAccounts.js";
import { subgraph } from "./subgraph.js";

const SCALARS = `
  scalar Decimal
  scalar CalendarDate
  scalar DateTime
  type Money @shareable { amount: Decimal! currency: String! }`;

/** What tax needs of the other subgraphs, by hand: their real schemas have more. */
const OTHERS = {
  users: `
    type Query { household(id: ID!): Household @authenticated }
    scalar CalendarDate
    type Household @key(fields: "id") { id: ID! name: String! people: [Person!]! }
    type Person @key(fields: "id") { id: ID! birthDate: CalendarDate household: Household! }`,
  portfolios: `
    ${SCALARS}
    type Household @key(fields: "id") { id: ID! lots: [Lot!]! accounts: [Account!]! portfolio: Portfolio! }
    type Person @key(fields: "id", resolvable: false) { id: ID! }
    enum AccountKind { ${ACCOUNT_KINDS.join(" ")} }
    type YearEndValue { year: Int! day: CalendarDate! value: Decimal! isEstimated: Boolean! }
    type Account @key(fields: "id") {
      id: ID! name: String! kind: AccountKind! owner: Person household: Household!
      yearEndValues: [YearEndValue!]! taxTreatment: TaxTreatment!
    }
    type Position @key(fields: "id") {
      id: ID! account: Account! instrument: Instrument! reinvestedOn: [CalendarDate!]! lots: [Lot!]!
    }
    type LossAtRisk { instrumentId: ID! symbol: String! loss: Decimal! until: CalendarDate! }
    type Portfolio @key(fields: "id") {
      id: ID! lossesAtRisk: [LossAtRisk!]! openPositions: [Position!]! @inaccessible
    }
    input CreateAccountInput { kind: AccountKind! }
    type Mutation { createAccount(input: CreateAccountInput!): Account! }
    enum DisposalSource { SALE CASH_IN_LIEU RETURN_OF_CAPITAL SHORT_SALE MERGER }
    enum GainTerm { SHORT LONG }
    type Disposal {
      id: ID! transactionId: ID! source: DisposalSource! symbol: String! units: Decimal!
      purchasedOn: CalendarDate! acquiredOn: CalendarDate! disposedOn: CalendarDate!
      term: GainTerm! proceeds: Money! cost: Money! disallowedLoss: Money! permanentLoss: Money!
      isCostKnown: Boolean! isDigitalAsset: Boolean! taxTreatment: TaxTreatment!
      isOfChild: Boolean! @inaccessible brokerCode: String @inaccessible
      washSaleUntil: CalendarDate
    }
    type CapitalGainsReport @key(fields: "id") {
      id: ID! disposals: [Disposal!]! @inaccessible capitalGainDistributions: Decimal! @inaccessible
    }
    type YearEndChecklist @key(fields: "id") {
      id: ID! disposals: [Disposal!]! @inaccessible capitalGainDistributions: Decimal! @inaccessible
    }
    enum TaxTreatment { TAXABLE TAX_DEFERRED ROTH HSA EDUCATION }
    type Instrument @key(fields: "id", resolvable: false) { id: ID! }
    type WashSaleRisk {
      conflict: Boolean! replacementUnits: Decimal! permanent: Boolean!
      atRiskUntil: CalendarDate! acquisitions: [String!]!
    }
    type Lot @key(fields: "id") {
      id: ID! instrument: Instrument! householdId: ID! units: Decimal! cost: Money!
      acquiredOn: CalendarDate! taxTreatment: TaxTreatment! washSale: WashSaleRisk!
      purchasedOn: CalendarDate! purchaseId: ID! isCostKnown: Boolean! canReplace: Boolean!
    }`,
  "market-data": `
    ${SCALARS}
    type Query { instrument(id: ID!): Instrument }
    enum AssetClass { US_EQUITY BOND }
    type Instrument @key(fields: "id") @key(fields: "symbol exchange") {
      id: ID! symbol: String! exchange: String! assetClass: AssetClass! quote: Quote
    }
    type Quote {
      instrument: Instrument! price: Money! asOf: DateTime! fxToUsd: Decimal! source: String!
    }`,
};

let sdl = "";

beforeAll(async () => {
  ({ sdl } = await buildFederatedSchema(subgraph));
});

function compose(tax: string) {
  const others = Object.entries(OTHERS).map(([name, text]) => ({
    name,
    typeDefs: parse(`${FEDERATION_LINK}\n${text}`),
  }));
  return composeServices([...others, { name: "tax", typeDefs: parse(tax) }]);
}

describe("the tax part of the graph", () => {
  it("composes with users, portfolios and market-data", () => {
    const result = compose(sdl);
    expect(result.errors?.map((e) => e.message) ?? []).toEqual([]);
    expect(result.supergraphSdl).toContain("harvest: LotHarvest @join__field(graph: TAX");
  });

  it("is asked last: users, portfolios, the quotes of market-data, then harvest with all of it", () => {
    // the JavaScript planner refuses `for: SECURITY`; our router enforces it before planning
    const supergraphSdl = compose(sdl).supergraphSdl?.replaceAll(", for: SECURITY", "") ?? "";
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    const operation = operationFromDocument(
      supergraph.apiSchema(),
      parse(`{ household(id: "h") { name lots { harvest { benefit { amount } } } } }`),
    );
    const plan = JSON.stringify(new QueryPlanner(supergraph).buildQueryPlan(operation));
    const services = [...plan.matchAll(/"serviceName":"([^"]+)"/g)].map((match) => match[1]);
    expect(services).toEqual(["users", "portfolios", "market-data", "tax"]);
  });

  it("asks people of users and accounts of portfolios before it plans their distributions", () => {
    const supergraphSdl = compose(sdl).supergraphSdl?.replaceAll(", for: SECURITY", "") ?? "";
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    const operation = operationFromDocument(
      supergraph.apiSchema(),
      parse(`{ household(id: "h") {
        requiredDistributions(year: 2026) { total }
        accounts { requiredDistribution(year: 2026) { amount } }
        people { contributionLimits(year: 2026) { ira } } } }`),
    );
    const plan = JSON.stringify(new QueryPlanner(supergraph).buildQueryPlan(operation));
    const services = [...plan.matchAll(/"serviceName":"([^"]+)"/g)].map((match) => match[1]);
    expect(services[0]).toBe("users");
    expect(services.filter((name) => name === "portfolios")).toHaveLength(1);
    expect(services.at(-1)).toBe("tax");
  });

  it("plans for a whole portfolio with one request to each subgraph, whatever the number of lots", () => {
    const supergraphSdl = compose(sdl).supergraphSdl?.replaceAll(", for: SECURITY", "") ?? "";
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    const operation = operationFromDocument(
      supergraph.apiSchema(),
      parse(`{ household(id: "h") { portfolio {
        harvestPlan { benefit { amount } } gainHarvest { room { amount } } } } }`),
    );
    const plan = JSON.stringify(new QueryPlanner(supergraph).buildQueryPlan(operation));
    const services = [...plan.matchAll(/"serviceName":"([^"]+)"/g)].map((match) => match[1]);
    expect(services).toEqual(["users", "portfolios", "market-data", "tax"]);
  });

  it("names the report, asks portfolios for its year, and makes it of that", () => {
    const supergraphSdl = compose(sdl).supergraphSdl?.replaceAll(", for: SECURITY", "") ?? "";
    const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: false });
    const operation = operationFromDocument(
      supergraph.apiSchema(),
      parse(`{ household(id: "h") { capitalGainsReport(year: 2025) { isComplete } } }`),
    );
    const plan = JSON.stringify(new QueryPlanner(supergraph).buildQueryPlan(operation));
    const services = [...plan.matchAll(/"serviceName":"([^"]+)"/g)].map((match) => match[1]);
    expect(services).toEqual(["users", "tax", "portfolios", "tax"]);
  });

  it("does not compose when it requires a field that nobody has", () => {
    const result = compose(sdl.replaceAll("fxToUsd", "fxToEuro"));
    expect(result.errors?.map((e) => e.message).join()).toContain("fxToEuro");
  });

  it("guards its root fields", () => {
    const roots = sdl.match(/^ {2}(taxYears|setTaxProfile)\b.*$/gm);
    expect(roots?.length).toBe(2);
    expect(roots?.every((line) => line.includes("@authenticated"))).toBe(true);
    expect(roots?.find((line) => line.includes("setTaxProfile"))).toContain(
      '@requiresScopes(scopes: [["write"]])',
    );
  });
});

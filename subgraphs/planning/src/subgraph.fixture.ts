import type { HouseholdGraph } from "@wealthgraph/chassis/graphClient";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
import { PLAN_ACCOUNTS_DOCUMENT, TAX_TABLES_DOCUMENT } from "./adapters/RouterPlanFacts.js";
import {
  HOUSEHOLD_DOCUMENT,
  POSITIONS_DOCUMENT,
  TAX_DOCUMENT,
} from "./adapters/RouterHouseholdFacts.js";

const usd = (amount: string) => ({ amount, currency: "USD" });

const node = (assetClass: string, marketValue: string | null, cost: string) => ({
  node: {
    account: { id: "a1" },
    instrument: { assetClass },
    marketValue: marketValue === null ? null : usd(marketValue),
    cost: usd(cost),
  },
});

const PAGES = {
  first: {
    edges: [node("US_EQUITY", "500000", "300000"), node("CRYPTO", "50000", "10000")],
    pageInfo: { hasNextPage: true, endCursor: "next" },
  },
  next: {
    edges: [node("BOND", null, "350000")],
    pageInfo: { hasNextPage: false, endCursor: "end" },
  },
};

/** 20 % above 10,000 of income, 10 % above 10,000 of gains, whatever is asked. */
const TAX_TABLES = {
  indexation: "1",
  federal: [
    { kind: "PENSION", taxes: ["0", "0", "198000"] },
    { kind: "LONG_TERM_GAIN", taxes: ["0", "0", "99000"] },
  ].map((schedule) => ({
    ...schedule,
    incomes: ["0", "10000", "1000000"],
    maxError: usd("2.01"),
  })),
  stateSchedules: [],
  thresholds: {
    socialSecurityBase: "25000",
    socialSecurityAdjustedBase: "34000",
    netInvestmentIncomeRate: "0.038",
    netInvestmentIncomeOver: "200000",
    additionalMedicareRate: "0.009",
    additionalMedicareOver: "200000",
    socialSecurityRate: "0.062",
    socialSecurityWageBase: "184500",
    medicareRate: "0.0145",
    capitalLossLimit: "3000",
  },
  parameters: { source: "of the test" },
};

/** What the other subgraphs answer in the tests of this one: 1,000,000 dollars in two pages. */
export class PreparedGraph {
  isAway = false;
  isTaxAway = false;
  hasTaxProfile = false;
  readonly asked: string[] = [];

  forHousehold(householdId: string): HouseholdGraph {
    this.asked.push(householdId);
    return {
      query: <Data>(document: string, variables: object = {}) =>
        Promise.resolve().then(() => this.#answer(document, variables) as Data),
    };
  }

  #answer(document: string, variables: { after?: string | null }): unknown {
    if (this.isAway) throw new Failure("GRAPH_UNAVAILABLE");
    if (document === HOUSEHOLD_DOCUMENT) {
      return {
        household: {
          people: [{ id: "p1", birthDate: "1970-01-31" }],
          accounts: [{ id: "a1", name: "Brokerage", kind: "TAXABLE", taxTreatment: "TAXABLE" }],
          portfolio: { cash: usd("100000") },
        },
      };
    }
    if (document === PLAN_ACCOUNTS_DOCUMENT) {
      const account = { id: "a1", name: "Brokerage", taxTreatment: "TAXABLE", owner: null };
      return { household: { accounts: [{ ...account, cash: usd("100000") }] } };
    }
    if (document === TAX_TABLES_DOCUMENT) return { taxTables: TAX_TABLES };
    if (document === POSITIONS_DOCUMENT) {
      return {
        household: { portfolio: { positions: variables.after ? PAGES.next : PAGES.first } },
      };
    }
    if (document === TAX_DOCUMENT && this.isTaxAway) throw new Failure("GRAPH_UNAVAILABLE");
    if (document === TAX_DOCUMENT && this.hasTaxProfile) {
      const marginalRates = { ordinary: "0.24", shortTermGain: "0.24", longTermGain: "0.15" };
      return { household: { taxEstimate: { marginalRates } } };
    }
    throw new Refusal("TAX_PROFILE_MISSING", "set one with setTaxProfile");
  }
}

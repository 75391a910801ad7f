import type { HouseholdGraph } from "@wealthgraph/chassis/graphClient";
import { Failure, Refusal } from "@wealthgraph/kernel/refusal";
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

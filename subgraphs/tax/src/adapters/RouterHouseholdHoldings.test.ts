import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import {
  ACCOUNTS_DOCUMENT,
  POSITIONS_DOCUMENT,
  RouterHouseholdHoldings,
} from "./RouterHouseholdHoldings.js";

const money = (amount: string) => ({ amount, currency: "USD" });
const node = (symbol: string) => ({
  symbol,
  units: "10",
  account: { id: "a" },
  instrument: { assetClass: "BOND" },
  marketValue: money("100.50"),
  lots: [{ units: "10", acquiredOn: "2024-02-29", isCostKnown: true, cost: money("90") }],
});

/** Answers with two pages of positions, or with what is given. */
function graphOf(answer?: unknown) {
  const asked: (object | undefined)[] = [];
  const query = (document: string, variables?: object): Promise<unknown> => {
    asked.push(variables);
    if (answer !== undefined) return Promise.resolve(answer);
    if (document === ACCOUNTS_DOCUMENT) {
      const accounts = [{ id: "a", name: "A", taxTreatment: "TAXABLE", cash: money("5") }];
      return Promise.resolve({ household: { accounts } });
    }
    const isFirst = (variables as { after: string | null }).after === null;
    const positions = {
      edges: [{ node: node(isFirst ? "BND" : "AGG") }],
      pageInfo: { hasNextPage: isFirst, endCursor: isFirst ? "c" : null },
    };
    return Promise.resolve({ household: { portfolio: { positions } } });
  };
  const source = new RouterHouseholdHoldings({
    // an answer of any form is what the reader checks
    forHousehold: () => ({ query: query as <Data>() => Promise<Data> }),
  });
  return { source, asked };
}

describe("RouterHouseholdHoldings", () => {
  it("asks what the graph can answer", () => {
    const schema = buildSchema(
      readFileSync(new URL("../../../../schema/api.graphql", import.meta.url), "utf8"),
    );
    for (const document of [ACCOUNTS_DOCUMENT, POSITIONS_DOCUMENT]) {
      expect(validate(schema, parse(document))).toEqual([]);
    }
  });

  it("reads accounts once and every page of positions, exactly", async () => {
    const { source, asked } = graphOf();
    const { accounts, positions } = await source.read("h");
    expect(accounts.map((a) => [a.id, a.cash.amount.toString()])).toEqual([["a", "5"]]);
    expect(positions.map((p) => [p.symbol, p.accountId, p.assetClass])).toEqual([
      ["BND", "a", "BOND"],
      ["AGG", "a", "BOND"],
    ]);
    expect(positions[0]?.marketValue?.amount.toString()).toBe("100.5");
    expect(asked).toEqual([{ id: "h" }, { id: "h", after: null }, { id: "h", after: "c" }]);
  });

  it.each([{ household: null }, { household: { accounts: [{ id: "a" }] } }])(
    "fails on an answer it does not understand: %j",
    async (answer) => {
      await expect(graphOf(answer).source.read("h")).rejects.toMatchObject({
        name: "Failure",
        code: "HOUSEHOLD_UNREADABLE",
      });
    },
  );
});

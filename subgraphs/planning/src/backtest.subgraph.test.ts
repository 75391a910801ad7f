import { beforeAll, describe, expect, it } from "@jest/globals";
import { openTestSubgraph, type TestSubgraph, viewerWith } from "@wealthgraph/chassis/testSubgraph";
import { newId } from "@wealthgraph/chassis/id";
import type { PlanningServices } from "./graphql/context.js";
import { subgraph } from "./subgraph.js";

const owner = viewerWith({ [newId()]: "OWNER" });
let graph: TestSubgraph;

beforeAll(async () => {
  // a backtest asks nothing of any store: every service is one that gives nothing
  const services = new Proxy({}, { get: () => () => null }) as PlanningServices;
  graph = await openTestSubgraph(subgraph, services);
});

const WINDOW = "firstYear years finalBalance failedIn realReturn volatility maxDrawdown cost";
const BACKTEST = `query($input: BacktestInput!) { backtest(input: $input) {
  windows { ${WINDOW} } stressPeriods { name ${WINDOW} } windowsWithoutFailure source remarks } }`;
const HALVES = [
  { assetClass: "US_EQUITY", weight: 0.5 },
  { assetClass: "BOND", weight: 0.5 },
];

const ask = (input: object) =>
  graph.ask(owner, BACKTEST, { input: { allocation: HALVES, ...input } });

describe("backtest", () => {
  it("runs 98 years in 69 windows of 30, and fails in more of them when more is spent", async () => {
    const counts: number[] = [];
    for (const withdrawalRate of [0, 0.04, 0.08]) {
      const { data, errors } = await ask({ withdrawalRate });
      expect(errors).toEqual([]);
      expect(data.backtest.windows).toHaveLength(69);
      expect(data.backtest.remarks.join(" ")).toContain("overlap");
      counts.push(data.backtest.windowsWithoutFailure);
    }
    expect(counts[0]).toBe(69);
    expect(counts[1]).toBeGreaterThan(counts[2] ?? 0);
  });

  it("names the stress periods", async () => {
    const { data } = await ask({ rebalancing: "BAND", band: 0.1, costRate: 0.001 });
    const names = data.backtest.stressPeriods.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["1929", "1973", "2000", "2008", "2020"]);
  });

  it.each([
    [{ allocation: HALVES.slice(1) }, "CONSTRUCTION_INPUT_INVALID", "allocation"],
    [{ allocation: [HALVES[0], HALVES[0]] }, "CONSTRUCTION_INPUT_INVALID", "allocation"],
    [{ years: 0 }, "CONSTRUCTION_INPUT_INVALID", "years"],
    [{ costRate: 0.2 }, "CONSTRUCTION_INPUT_INVALID", "costRate"],
    [{ withdrawalRate: 2 }, "CONSTRUCTION_INPUT_INVALID", "withdrawalRate"],
    [{ rebalancing: "BAND", band: 0 }, "CONSTRUCTION_INPUT_INVALID", "band"],
    [{ years: 99 }, "HISTORY_TOO_SHORT", undefined],
  ])("refuses %j", async (input, code, named) => {
    const { errors } = await ask(input);
    expect(errors[0]?.extensions).toMatchObject({ code, facts: named ? { input: named } : {} });
  });
});

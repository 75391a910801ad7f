import { readFileSync } from "node:fs";
import { join } from "node:path";
import { HoldingsDocument, ViewerDocument } from "@wealthgraph/sdk/generated/operations";
import { WealthgraphClient } from "@wealthgraph/sdk/WealthgraphClient";
import { type Product, startProduct } from "./product/startProduct.js";

/**
 * The whole product on this machine: first and warm start, memory, and the query that walks through
 * four subgraphs, against one that stays in one (the control of the same run).
 * Budgets: warm start ≤ 8 s; all processes together ≤ 1.2 GB resident.
 */
const RUNS = 40;
const say = (text: string): void => void process.stdout.write(`${text}\n`);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function readySeconds(product: Product): string {
  return /all parts ready after ([\d.]+) s/.exec(product.output())?.[1] ?? "unknown";
}

async function milliseconds(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

const first = await startProduct({ environment: { DEMO: "true", RATE_PER_MINUTE: "100000" } });
say(
  `first start: ready after ${readySeconds(first)} s, with the demo household filled after ${(first.readyAfterMs / 1_000).toFixed(1)} s`,
);
await first.stop({ keepData: true });
const { dataDirectory } = first;
const product = await startProduct({
  dataDirectory,
  environment: { DEMO: "true", RATE_PER_MINUTE: "100000" },
});
say(`warm start: ready after ${readySeconds(product)} s`);
say(
  `memory: ${/([\d,]+ MB resident)/.exec(product.output())?.[1] ?? "unknown"} in all processes (shared pages counted once)`,
);

const { email, password } = JSON.parse(readFileSync(join(dataDirectory, "demo.json"), "utf8")) as {
  email: string;
  password: string;
};
const client = new WealthgraphClient({ endpoint: product.endpoint });
await client.signIn({ email, password });
const { viewer } = await client.request(ViewerDocument, {});
const householdId = viewer.households[0]?.id ?? "";
const control = await milliseconds(() => client.request(ViewerDocument, {}));
const holdings = await milliseconds(() => client.request(HoldingsDocument, { householdId }));
const { household } = await client.request(HoldingsDocument, { householdId });
const lots = household?.portfolio.positions.edges.flatMap(({ node }) => node.lots).length ?? 0;
say(
  `household, positions, quotes, ${lots} lots with harvest: ${holdings.toFixed(1)} ms, ${(holdings / control).toFixed(1)} x the one-subgraph query (${control.toFixed(1)} ms), medians of ${RUNS}`,
);
await client.close();
await product.stop();

import { readdirSync, readFileSync } from "node:fs";
import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { ViewerDocument } from "@wealthgraph/sdk/generated/operations";
import { WealthgraphClient } from "@wealthgraph/sdk/WealthgraphClient";
import { startProduct } from "./product/startProduct.js";

/**
 * Long ledgers in the running product: generated activities of 12 years in as many symbols as the
 * simulated market lists, imported, confirmed, recomputed and added to, while another client of the
 * same household asks on.
 * Budgets: 14,400 activities imported ≤ 10 s, recomputed ≤ 2 s; 49,000 shown beside (a file has 50,000 rows at most); other
 * queries ≤ 500 ms at p99 meanwhile. LEDGER_ROWS names other sizes. A mutation may take 120 s here, so
 * that a slow machine gives a figure too; the product's own limit is MUTATION_TIMEOUT_MS.
 */
const SIZES = (process.env["LEDGER_ROWS"] ?? "14400,49000").split(",").map(Number);
const DAYS = 12 * 365;
const SYMBOLS =
  "AAPL MSFT AMZN GOOGL META NVDA TSLA JPM JNJ V PG UNH HD MA DIS BAC XOM KO PEP CSCO PFE INTC WMT MRK ABT CVX T VZ ORCL CRM NKE MCD QCOM TXN HON IBM GE CAT BA MMM SPY VTI VOO QQQ IWM BND AGG VXUS VEA VWO".split(
    " ",
  );

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);

/** A sequence of numbers in [0, 1) that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A Schwab export: purchases, and sales of what is held, ascending by day. */
function history(count: number, symbols: readonly string[]): string {
  const random = seeded(count);
  const held = new Map<string, number>();
  const start = Date.UTC(2012, 0, 3);
  const lines = [
    '"Date","Action","Symbol","Description","Quantity","Price","Fees & Comm","Amount"',
  ];
  for (let i = 0; i < count; i++) {
    const day = new Date(start + Math.floor((i / count) * DAYS) * 86_400_000);
    const [year, month, date] = day.toISOString().slice(0, 10).split("-");
    const symbol = symbols[Math.floor(random() * symbols.length)] ?? "";
    const units = 1 + Math.floor(random() * 50);
    const isSale = (held.get(symbol) ?? 0) >= units && random() < 0.5;
    held.set(symbol, (held.get(symbol) ?? 0) + (isSale ? -units : units));
    const price = (20 + 100 * random()).toFixed(2);
    const amount = (units * Number(price)).toFixed(2);
    lines.push(
      `"${month}/${date}/${year}","${isSale ? "Sell" : "Buy"}","${symbol}","${symbol}","${units}","$${price}","","${isSale ? "" : "-"}$${amount}"`,
    );
  }
  return lines.join("\r\n");
}

/** Most memory that a process of this part of the product ever had, in MB; null where /proc is not. */
function peakMemory(part: string): number | null {
  try {
    const peaks = readdirSync("/proc").flatMap((pid) => {
      if (!/^\d+$/.test(pid)) return [];
      try {
        if (!readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${part}/dist/main.js`))
          return [];
        const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
        return found ? [Number(found[1]) / 1_024] : [];
      } catch {
        return [];
      }
    });
    return peaks.length > 0 ? Math.round(Math.max(...peaks)) : null;
  } catch {
    return null;
  }
}

const product = await startProduct({
  environment: { RATE_PER_MINUTE: "100000", MUTATION_TIMEOUT_MS: "120000" },
});
const client = new WealthgraphClient({ endpoint: product.endpoint });
await client.signUp({
  email: "bench@example.com",
  password: "a long enough pass phrase",
  displayName: "Bench",
  householdName: "Bench",
});

/** What this bench asks beside the client's own documents. */
interface Asked {
  readonly createAccount: { readonly id: string };
  readonly createImport: { readonly import: { readonly id: string }; readonly uploadUrl: string };
  readonly import: {
    readonly status: string;
    readonly rowsNew: number;
    readonly rowsRejected: number;
    readonly failure: { readonly message: string } | null;
  };
  readonly recomputeHoldings: { readonly lots: number; readonly differences: number };
  readonly instruments: readonly ({ readonly symbol: string } | null)[];
}

function ask(document: string, variables: Readonly<Record<string, unknown>>): Promise<Asked> {
  const typed = parse(document) as TypedDocumentNode<Asked, Readonly<Record<string, unknown>>>;
  return client.request(typed, variables);
}

const { viewer } = await client.request(ViewerDocument, {});
const householdId = viewer.households[0]?.id ?? "";
const found = await ask(`query ($s: [String!]!) { instruments(symbols: $s) { symbol } }`, {
  s: SYMBOLS,
});
const symbols = found.instruments.flatMap((instrument) => instrument?.symbol ?? []);

const IMPORT = `query ($id: ID!) { import(id: $id) { status rowsNew rowsRejected failure { message } } }`;
const OTHER = `query ($id: ID!) { household(id: $id) { accounts { id name cash { amount } } } }`;

/** Asks on and on while `work` runs. @returns times in ms, ascending */
async function whileAsking(work: Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  let isDone = false;
  const done = work.finally(() => (isDone = true));
  while (!isDone) {
    const since = performance.now();
    await ask(OTHER, { id: householdId });
    times.push(performance.now() - since);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await done;
  return times.sort((a, b) => a - b);
}

async function importFile(accountId: string, file: string): Promise<string> {
  const { createImport } = await ask(
    `mutation ($id: ID!) { createImport(input: { accountId: $id, fileName: "long.csv" }) { import { id } uploadUrl } }`,
    { id: accountId },
  );
  const { id } = createImport.import;
  await client.upload(createImport.uploadUrl, file);
  for (;;) {
    const { import: item } = await ask(IMPORT, { id });
    if (item.status === "PREVIEW") return id;
    if (item.status !== "PARSING") throw new Error(item.failure?.message ?? item.status);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** One step with its time, and what other queries took meanwhile. */
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const since = performance.now();
  const times = await whileAsking(work());
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  const worst = times.at(-1) ?? Number.NaN;
  say(
    `${seconds(since)} s ${what}; other queries meanwhile: p99 ${p99.toFixed(0)} ms, worst ${worst.toFixed(0)} ms of ${times.length}; portfolios' most memory ${peakMemory("portfolios") ?? "?"} MB`,
  );
}

async function measure(): Promise<void> {
  say(`${symbols.length} symbols, 12 years`);
  for (const size of SIZES) {
    const { createAccount } = await ask(
      `mutation ($id: ID!) { createAccount(input: { householdId: $id, name: "Long", kind: TAXABLE }) { id } }`,
      { id: householdId },
    );
    let importId = "";
    await timed(`${size} rows read to the preview`, async () => {
      importId = await importFile(createAccount.id, history(size, symbols));
    });
    await timed(`${size} rows confirmed`, () =>
      ask(
        `mutation ($id: ID!) { confirmImport(input: { importId: $id, skipRejected: true }) { rowsNew } }`,
        { id: importId },
      ),
    );
    await timed("whole ledger recomputed", async () => {
      const { recomputeHoldings } = await ask(
        `mutation ($id: ID!) { recomputeHoldings(householdId: $id) { lots differences } }`,
        { id: householdId },
      );
      say(`${recomputeHoldings.lots} lots, ${recomputeHoldings.differences} differences`);
    });
    await timed("one transaction added by hand", () =>
      ask(`mutation ($i: AddTransactionInput!) { addTransaction(input: $i) { id } }`, {
        i: {
          accountId: createAccount.id,
          kind: "BUY",
          symbol: symbols[0],
          units: "1",
          price: "10",
          tradeDate: "2024-06-03",
        },
      }),
    );
  }
}

try {
  await measure();
} finally {
  await client.close();
  await product.stop();
}

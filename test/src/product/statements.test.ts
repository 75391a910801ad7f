import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import {
  ConfirmImportDocument,
  CreateAccountDocument,
  CreateImportDocument,
  ImportProgressDocument,
  ViewerDocument,
} from "@wealthgraph/sdk/generated/operations";
import { WealthgraphClient } from "@wealthgraph/sdk/WealthgraphClient";
import { type Product, startProduct } from "./startProduct.js";

/**
 * The walk household → positions → lots → quotes → harvest through the router, counted in the
 * server's own log. The subgraphs' tests count the same for 500 positions by reference; a page holds
 * 100 at most.
 */
const WALK = `query ($id: ID!) {
  household(id: $id) {
    people { name }
    accounts {
      positions(first: 100) {
        edges { node { units instrument { symbol quote { price { amount } } } marketValue { amount }
          lots { acquiredOn harvest { term gain { amount } benefit { amount } } } } }
      }
    }
  }
}`;

let product: Product;
let admin: Client;

beforeAll(async () => {
  product = await startProduct({ environment: { DEMO: "false", RATE_PER_MINUTE: "1000" } });
  const secrets = JSON.parse(readFileSync(join(product.dataDirectory, "secrets.json"), "utf8")) as {
    postgres: string;
  };
  const pidFile = readFileSync(join(product.dataDirectory, "postgres", "postmaster.pid"), "utf8");
  const connection = {
    host: "127.0.0.1",
    user: "postgres",
    password: secrets.postgres,
    database: "wealthgraph",
  };
  admin = new Client({ ...connection, port: Number(pidFile.split("\n")[3]) });
  await admin.connect();
  await admin.query("alter system set log_statement = 'all'");
  await admin.query("alter system set log_line_prefix = '%m [%p] user=%u '");
  await admin.query("select pg_reload_conf()");
}, 120_000);
afterAll(async () => {
  await admin?.end();
  await product?.stop();
}, 60_000);

async function post(client: WealthgraphClient, query: string, variables: object) {
  const response = await fetch(`${product.endpoint}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${client.session?.accessToken}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  // the test knows the shape it asked for
  // oxlint-disable-next-line typescript/no-explicit-any
  return (await response.json()) as { data?: any; errors?: unknown };
}

/** A household that holds `count` instruments, one lot each. */
async function holding(count: number): Promise<{ client: WealthgraphClient; id: string }> {
  const client = new WealthgraphClient({ endpoint: product.endpoint });
  const email = `holder.${count}.${Date.now()}@example.org`;
  await client.signUp({
    email,
    password: "correct horse battery",
    displayName: "H",
    householdName: "H",
  });
  const { viewer } = await client.request(ViewerDocument, {});
  const id = viewer.households[0]?.id ?? "";
  const found = await post(client, '{ searchInstruments(text: "a", first: 100) { symbol } }', {});
  const symbols = (found.data.searchInstruments as { symbol: string }[])
    .slice(0, count)
    .map(({ symbol }) => symbol);
  expect(symbols).toHaveLength(count);
  const rows = symbols.map((symbol) => `03/04/2024,Buy,${symbol},X,2,$10.00,,-$20.00`);
  const file = [
    "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount",
    ...rows,
    "",
  ].join("\n");
  const account = { householdId: id, name: "A", kind: "TAXABLE" } as const;
  const { createAccount } = await client.request(CreateAccountDocument, { input: account });
  const { createImport } = await client.request(CreateImportDocument, {
    input: { accountId: createAccount.id, fileName: "x.csv" },
  });
  const importId = createImport.import.id;
  const progress = client.subscribe(ImportProgressDocument, { importId });
  await client.upload(createImport.uploadUrl, file);
  for await (const { importProgress } of progress) if (importProgress.status === "PREVIEW") break;
  await client.request(ConfirmImportDocument, { input: { importId } });
  return { client, id };
}

/** Reads of a request in the log from `from` on: the ticker of market-data, job queues and what looks over all households are left out. */
function readsSince(from: number): number {
  const entries = readFileSync(join(product.dataDirectory, "postgres.log"))
    .subarray(from)
    .toString("utf8")
    .split(/\n(?!\t)/);
  return entries.filter(
    (entry) =>
      /\bselect\b[\s\S]*\bfrom\s+(users|portfolios|tax)\.(?!outbox)/i.test(entry) &&
      !/user=\w+_system /.test(entry),
  ).length;
}

const logSize = (): number => statSync(join(product.dataDirectory, "postgres.log")).size;

/** Waits until snapshots and what else follows an import have come to rest. */
async function rest(): Promise<void> {
  const from = logSize();
  let [before, quietMs] = [readsSince(from), 0];
  for (let waitedMs = 0; quietMs < 2_500 && waitedMs < 40_000; waitedMs += 250) {
    await new Promise((resume) => setTimeout(resume, 250));
    const now = readsSince(from);
    quietMs = now === before ? quietMs + 250 : 0;
    before = now;
  }
}

/** Reads of our own tables that one walk makes. */
async function statementsOfWalk(
  { client, id }: Awaited<ReturnType<typeof holding>>,
  positions: number,
): Promise<number> {
  await post(client, WALK, { id });
  await rest();
  const from = logSize();
  const { data, errors } = await post(client, WALK, { id });
  expect(errors).toBeUndefined();
  expect(data.household.accounts[0].positions.edges).toHaveLength(positions);
  expect(data.household.accounts[0].positions.edges[0].node.lots[0].harvest.term).toBe("LONG");
  await new Promise((resume) => setTimeout(resume, 200));
  return readsSince(from);
}

describe("household, positions, lots, quotes and harvest", () => {
  it("cost the same number of statements for 10 positions and for 100", async () => {
    const few = await statementsOfWalk(await holding(10), 10);
    const many = await statementsOfWalk(await holding(100), 100);
    expect(few).toBeGreaterThan(5);
    expect(many).toBe(few);
  }, 180_000);
});

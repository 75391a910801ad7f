import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Client } from "pg";
import { request } from "undici";
import {
  AddPersonDocument,
  ConfirmImportDocument,
  CreateAccountDocument,
  CreateGoalDocument,
  CreateImportDocument,
  HoldingsDocument,
  ImportPreviewDocument,
  ImportProgressDocument,
  PortfolioChangedDocument,
  QuoteUpdatedDocument,
  SetTaxProfileDocument,
  SimulationProgressDocument,
  StartSimulationDocument,
  TaxEstimateDocument,
  UndoImportDocument,
  ViewerDocument,
} from "@wealthgraph/sdk/generated/operations";
import { WealthgraphClient } from "@wealthgraph/sdk/WealthgraphClient";
import { type Product, startProduct } from "./startProduct.js";

/**
 * The whole product as a stranger meets it: the real launcher, every process, HTTP and WebSocket and
 * nothing else. The few places that look behind the endpoint say so.
 */
let product: Product;
let smith: WealthgraphClient;
let smithHousehold: string;

const SCHWAB = [
  "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount",
  '"03/14/2025","Sell","BND","VANGUARD TOTAL BOND MARKET ETF","5","$72.00","","$360.00"',
  '"06/28/2024","Qualified Dividend","SCHB","SCHWAB US BROAD MARKET ETF","","","","$12.40"',
  '"03/04/2024","Buy","SCHB","SCHWAB US BROAD MARKET ETF","40","$59.10","","-$2364.00"',
  '"02/05/2024","Buy","BND","VANGUARD TOTAL BOND MARKET ETF","20","$71.50","","-$1430.00"',
  '"02/01/2024","MoneyLink Transfer","","TFR BANK","","","","$5000.00"',
  "",
].join("\n");

beforeAll(async () => {
  product = await startProduct({ environment: { DEMO: "false", RATE_PER_MINUTE: "1000" } });
}, 120_000);
afterAll(() => product.stop(), 60_000);

async function signUp(name: string): Promise<{ client: WealthgraphClient; householdId: string }> {
  const client = new WealthgraphClient({ endpoint: product.endpoint });
  const email = `${name.toLowerCase()}.${Date.now()}@example.org`;
  await client.signUp({
    email,
    password: "correct horse battery",
    displayName: name,
    householdName: `The ${name}s`,
  });
  const { viewer } = await client.request(ViewerDocument, {});
  return { client, householdId: viewer.households[0]?.id ?? "" };
}

async function openAccount(
  client: WealthgraphClient,
  householdId: string,
  name: string,
): Promise<string> {
  const input = { householdId, name, kind: "TAXABLE", broker: "SCHWAB" } as const;
  return (await client.request(CreateAccountDocument, { input })).createAccount.id;
}

/** Uploads a file and waits, over the socket, until it is read. */
async function upload(client: WealthgraphClient, accountId: string, file: string) {
  const created = await client.request(CreateImportDocument, {
    input: { accountId, fileName: "history.csv" },
  });
  const { import: opened, uploadUrl } = created.createImport;
  const progress = client.subscribe(ImportProgressDocument, { importId: opened.id });
  await client.upload(uploadUrl, file);
  for await (const { importProgress } of progress) {
    if (["PREVIEW", "FAILED"].includes(importProgress.status)) return importProgress;
  }
  throw new Error("the subscription ended before the import was read");
}

const codeOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => "answered",
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${product.endpoint}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  const answer = (await response.json()) as { errors?: { extensions?: { code?: string } }[] };
  return { status: response.status, code: answer.errors?.[0]?.extensions?.code };
}

const isAlive = async (): Promise<boolean> => (await fetch(`${product.endpoint}/health/ready`)).ok;

describe("a household that brings its export", () => {
  let accountId: string;
  let importId: string;

  it("signs up and is owner of its first household", async () => {
    ({ client: smith, householdId: smithHousehold } = await signUp("Smith"));
    const { viewer } = await smith.request(ViewerDocument, {});
    expect(viewer.households).toMatchObject([{ name: "The Smiths", viewerRole: "OWNER" }]);
  });

  it("sees every row's verdict before anything is booked", async () => {
    accountId = await openAccount(smith, smithHousehold, "Brokerage");
    const read = await upload(smith, accountId, SCHWAB);
    importId = read.id;
    expect(read).toMatchObject({
      status: "PREVIEW",
      broker: "SCHWAB",
      rowsNew: 5,
      rowsDuplicate: 0,
      rowsRejected: 0,
    });
    const before = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    expect(before.household?.portfolio.positions.edges).toEqual([]);
    const preview = await smith.request(ImportPreviewDocument, { importId, verdict: "NEW" });
    expect(preview.import?.rows.edges.map(({ node }) => node.line)).toEqual([2, 3, 4, 5, 6]);
  });

  it("confirms, is told so live, and holds positions and lots with a live value", async () => {
    const changes = smith.subscribe(PortfolioChangedDocument, { householdId: smithHousehold });
    const first = changes.next();
    const { confirmImport } = await smith.request(ConfirmImportDocument, { input: { importId } });
    expect(confirmImport.status).toBe("CONFIRMED");
    expect((await first).value).toBeDefined();
    await changes.return();
    const { household } = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    const held = household?.portfolio.positions.edges.map(({ node }) => node) ?? [];
    expect(
      held.map(({ instrument, units, cost }) => [
        instrument.symbol,
        Number(units),
        Number(cost.amount),
      ]),
    ).toEqual([
      ["BND", 15, 1072.5],
      ["SCHB", 40, 2364],
    ]);
    // 5,000.00 - 1,430.00 - 2,364.00 + 12.40 + 360.00
    expect(household?.portfolio.cash).toEqual({ amount: "1578.4", currency: "USD" });
    for (const { units, marketValue, instrument } of held) {
      expect(instrument.quote).toMatchObject({ isSimulated: true, source: "simulated" });
      expect(Number(marketValue?.amount)).toBeGreaterThan(0);
      expect(Number(units)).toBeGreaterThan(0);
    }
  });

  it("is told the tax consequence of selling each lot, and why no benefit is named without a tax profile", async () => {
    const lotsOf = async () => {
      const { household } = await smith.request(HoldingsDocument, { householdId: smithHousehold });
      return household?.portfolio.positions.edges.flatMap(({ node }) => node.lots) ?? [];
    };
    for (const { harvest } of await lotsOf()) {
      expect(harvest).toMatchObject({ term: "LONG", benefit: null });
      expect(harvest?.assumptions.join(" ")).toMatch(/tax profile/i);
    }
    const usd = (amount: string) => ({ amount, currency: "USD" });
    const year = new Date().getUTCFullYear();
    const input = {
      householdId: smithHousehold,
      year,
      filingStatus: "MARRIED_FILING_JOINTLY",
      wages: usd("180000"),
    } as const;
    await smith.request(SetTaxProfileDocument, { input });
    const { household } = await smith.request(TaxEstimateDocument, {
      householdId: smithHousehold,
      year,
    });
    expect(household?.taxEstimate?.parameters.status).toBe("OFFICIAL");
    for (const { harvest } of await lotsOf()) {
      const [gain, benefit] = [Number(harvest?.gain.amount), Number(harvest?.benefit?.amount)];
      // married jointly at 180,000 of wages: 15 % on a long-term gain, 22 % saved on a small loss
      expect(benefit).toBeCloseTo(gain > 0 ? -0.15 * gain : -0.22 * gain, 1);
    }
  });

  it("sees its quotes move over the socket, its own holdings joined and never older than the quote", async () => {
    const { household } = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    const positions = household?.portfolio.positions.edges.map(({ node }) => node) ?? [];
    const quotes = smith.subscribe(QuoteUpdatedDocument, {
      instrumentIds: positions.map(({ instrument }) => instrument.id),
    });
    const seen: string[] = [];
    for await (const { quoteUpdated } of quotes) {
      seen.push(quoteUpdated.asOf);
      const { units, marketValue } = quoteUpdated.instrument.holdings[0] ?? {};
      expect(Number(marketValue?.amount)).toBeGreaterThan(0);
      expect(Number(units)).toBeGreaterThan(0);
      if (seen.length >= 4) break;
    }
    expect(new Set(seen).size).toBeGreaterThan(1);
  });

  it("watches its simulation run, and gets the same answer for the same seed", async () => {
    const person = { householdId: smithHousehold, name: "Ada", birthDate: "1975-05-05" };
    await smith.request(AddPersonDocument, { input: person });
    const input = {
      householdId: smithHousehold,
      horizonMonths: 360,
      monthlyContribution: { amount: "500", currency: "USD" },
      contributionMonths: 120,
      monthlyWithdrawal: { amount: "400", currency: "USD" },
      withdrawalStartsMonth: 121,
      paths: 20_000,
      seed: "7",
    };
    const run = async () => {
      const { startSimulation } = await smith.request(StartSimulationDocument, { input });
      const done: number[] = [];
      for await (const { simulationProgress } of smith.subscribe(SimulationProgressDocument, {
        simulationId: startSimulation.id,
      })) {
        done.push(simulationProgress.pathsDone);
        if (simulationProgress.status === "DONE")
          return { done, result: simulationProgress.result };
        expect(["QUEUED", "RUNNING"]).toContain(simulationProgress.status);
      }
      throw new Error("the simulation's subscription ended early");
    };
    const { done, result } = await run();
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(20_000);
    const { value = 0, low = 0, high = 0 } = result?.successProbability ?? {};
    expect(low).toBeLessThanOrEqual(value);
    expect(value).toBeLessThanOrEqual(high);
    expect(high - low).toBeLessThan(0.015);
    expect((await run()).result).toEqual(result);
  }, 60_000);

  it("imports the same file again without doubling a row, and undoes an import", async () => {
    const again = await upload(smith, accountId, SCHWAB);
    expect(again).toMatchObject({ rowsNew: 0, rowsDuplicate: 5 });
    expect(
      await codeOf(smith.request(ConfirmImportDocument, { input: { importId: again.id } })),
    ).toBe("IMPORT_NOTHING_NEW");
    expect((await smith.request(UndoImportDocument, { importId })).undoImport.status).toBe(
      "UNDONE",
    );
    const { household } = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    expect(household?.portfolio.positions.edges).toEqual([]);
    const third = await upload(smith, accountId, SCHWAB);
    expect(third).toMatchObject({ rowsNew: 5 });
    await smith.request(ConfirmImportDocument, { input: { importId: third.id } });
  });
});

describe("a file that cannot be booked", () => {
  const header = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount";
  const reject = { status: "PREVIEW", rowsNew: 0, rowsRejected: 1 };
  const fail = (code: string) => ({ status: "FAILED", failure: expect.objectContaining({ code }) });

  it.each([
    { name: "no broker's layout", file: "a,b,c\n1,2,3\n", outcome: fail("LAYOUT_UNKNOWN") },
    {
      name: "no text at all",
      file: "\u0000\u0001\u0002PNG\u0000",
      outcome: fail("FILE_UNREADABLE"),
    },
    { name: "a header and no rows", file: `${header}\n`, outcome: fail("NO_ROWS") },
    {
      name: "a negative quantity bought",
      file: `${header}\n03/04/2024,Buy,SCHB,X,-8,$59.10,,-$472.80\n`,
      outcome: reject,
    },
    {
      name: "an unknown symbol",
      file: `${header}\n03/04/2024,Buy,QQQQZZ,X,8,$59.10,,-$472.80\n`,
      outcome: reject,
    },
    {
      name: "more sold than held",
      file: `${header}\n03/04/2024,Sell,SCHB,X,8,$59.10,,$472.80\n`,
      outcome: reject,
    },
    {
      name: "an unknown action",
      file: `${header}\n03/04/2024,Frobnicate,SCHB,X,8,$59.10,,$472.80\n`,
      outcome: reject,
    },
  ])("with $name is refused, with nothing written", async ({ file, outcome }) => {
    const { client, householdId } = await signUp("Brown");
    const read = await upload(client, await openAccount(client, householdId, "Brokerage"), file);
    expect(read).toMatchObject(outcome);
    expect(
      await codeOf(client.request(ConfirmImportDocument, { input: { importId: read.id } })),
    ).toMatch(/^IMPORT_|^UNITS_/);
    const { household } = await client.request(HoldingsDocument, { householdId });
    expect(household?.portfolio).toMatchObject({ positions: { edges: [] }, cash: { amount: "0" } });
    await client.close();
  });

  it("with its rows out of order gives the same holdings", async () => {
    const { client, householdId } = await signUp("Green");
    const [top, ...rows] = SCHWAB.trim().split("\n");
    const read = await upload(
      client,
      await openAccount(client, householdId, "Brokerage"),
      [top, ...rows.reverse()].join("\n"),
    );
    await client.request(ConfirmImportDocument, { input: { importId: read.id } });
    const { household } = await client.request(HoldingsDocument, { householdId });
    expect(household?.portfolio.cash.amount).toBe("1578.4");
    await client.close();
  });

  it("of 200 MB is refused at the limit, without reading it all", async () => {
    const { client, householdId } = await signUp("Large");
    const accountId = await openAccount(client, householdId, "Brokerage");
    const created = await client.request(CreateImportDocument, {
      input: { accountId, fileName: "big.csv" },
    });
    let sentMiB = 0;
    const body = Readable.from(
      (function* () {
        for (; sentMiB < 200; sentMiB += 1) yield Buffer.alloc(2 ** 20, "x");
      })(),
    );
    const url = new URL(created.createImport.uploadUrl, product.endpoint);
    const outcome = await request(url, { method: "PUT", body }).then(
      async (response) => ({ status: response.statusCode, text: await response.body.text() }),
      (error: unknown) => ({ status: 0, text: String(error) }),
    );
    expect(outcome.status === 413 || outcome.status === 0).toBe(true);
    if (outcome.status === 413) expect(outcome.text).toContain("UPLOAD_TOO_LARGE");
    expect(sentMiB).toBeLessThan(100);
    expect(await isAlive()).toBe(true);
    await client.close();
  });
});

describe("a second household", () => {
  it("sees nothing of the first, by any id, over HTTP or socket", async () => {
    const { client, householdId } = await signUp("Jones");
    const mine = await client.request(HoldingsDocument, { householdId });
    expect(mine.household?.portfolio.positions.edges).toEqual([]);
    const theirs = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    const position = theirs.household?.portfolio.positions.edges[0]?.node;
    expect(position).toBeDefined();
    const accountId = await openAccount(smith, smithHousehold, "Second");
    const usd = { amount: "1", currency: "USD" };
    const attempts = [
      client.request(HoldingsDocument, { householdId: smithHousehold }),
      client.request(TaxEstimateDocument, { householdId: smithHousehold, year: 2026 }),
      client.request(CreateImportDocument, { input: { accountId, fileName: "x.csv" } }),
      client.request(CreateAccountDocument, {
        input: { householdId: smithHousehold, name: "x", kind: "TAXABLE" },
      }),
      client.request(AddPersonDocument, { input: { householdId: smithHousehold, name: "x" } }),
      client.request(SetTaxProfileDocument, {
        input: { householdId: smithHousehold, year: 2026, filingStatus: "SINGLE" },
      }),
      client.request(CreateGoalDocument, {
        input: {
          householdId: smithHousehold,
          name: "x",
          kind: "OTHER",
          targetAmount: usd,
          targetDate: "2040-01-01",
        },
      }),
      client.request(StartSimulationDocument, { input: { householdId: smithHousehold } }),
      client.subscribe(PortfolioChangedDocument, { householdId: smithHousehold }).next(),
    ];
    const codes = await Promise.all(attempts.map(codeOf));
    expect(new Set(codes)).toEqual(new Set(["NOT_FOUND"]));
    await client.close();
  });

  it("gets nothing by asking a subgraph behind the router's back", async () => {
    const { client } = await signUp("Sly");
    const ports = new Map(
      ["users", "portfolios", "tax", "planning"].map((name) => {
        const log = readFileSync(join(product.dataDirectory, "logs", `${name}.log`), "utf8");
        return [name, Number(/"port":(\d+),"msg":"ready"/.exec(log)?.[1])];
      }),
    );
    const ask = async (name: string, query: string, token?: string) => {
      const response = await fetch(`http://127.0.0.1:${ports.get(name)}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(token ? { authorization: `Bearer ${token}` } : {}),
        },
        body: JSON.stringify({
          query,
          variables: { r: [{ __typename: "Household", id: smithHousehold }] },
        }),
      });
      return JSON.stringify(await response.json());
    };
    const entities = (selection: string) =>
      `query($r:[_Any!]!){_entities(representations:$r){...on Household{${selection}}}}`;
    for (const token of [undefined, client.session?.accessToken]) {
      expect(await ask("users", entities("name people { name }"), token)).not.toMatch(/Smith|Ada/);
      expect(await ask("portfolios", entities("accounts { name }"), token)).not.toMatch(
        /Brokerage|Second/,
      );
      expect(
        await ask("tax", entities("taxProfile(year: 2026) { wages { amount } }"), token),
      ).not.toContain("180000");
      expect(
        await ask("planning", entities("simulations { edges { node { id seed } } }"), token),
      ).not.toContain("seed");
    }
    await client.close();
  });
});

describe("the endpoint", () => {
  it.each([
    { name: "malformed JSON", body: "{", code: "BAD_REQUEST", status: 400 },
    { name: "a batch", body: "[]", code: "BATCHING_NOT_ALLOWED", status: 400 },
    {
      name: "malformed GraphQL",
      body: JSON.stringify({ query: "{ viewer {" }),
      code: "GRAPHQL_PARSE_FAILED",
      status: 400,
    },
    {
      name: "an unknown field",
      body: JSON.stringify({ query: "{ nothing }" }),
      code: "GRAPHQL_VALIDATION_FAILED",
      status: 400,
    },
    {
      name: "a fragment bomb",
      body: JSON.stringify({
        query: `{ viewer { ...f0 } } ${Array.from({ length: 18 }, (_, n) => `fragment f${n} on User { id ...f${n + 1} ...f${n + 1} }`).join(" ")} fragment f18 on User { id }`,
      }),
      code: "OPERATION_TOO_COMPLEX",
      status: 400,
    },
  ])("refuses $name with $code", async ({ body, code, status }) => {
    expect(await post(body)).toEqual({ status, code });
    expect(await isAlive()).toBe(true);
  });

  it.each(["Bearer a.b.c", "Bearer forged", "Basic x"])(
    "refuses the token %j",
    async (authorization) => {
      const answer = await post(JSON.stringify({ query: "{ viewer { id } }" }), { authorization });
      expect(answer.code).toBe("UNAUTHENTICATED");
    },
  );

  it("keeps FORCE row-level security on every table that has a household, seen as the superuser", async () => {
    const { postgres: password } = JSON.parse(
      readFileSync(join(product.dataDirectory, "secrets.json"), "utf8"),
    ) as { postgres: string };
    const port = Number(
      readFileSync(join(product.dataDirectory, "postgres", "postmaster.pid"), "utf8").split(
        "\n",
      )[3],
    );
    const admin = new Client({
      host: "127.0.0.1",
      port,
      user: "postgres",
      password,
      database: "wealthgraph",
    });
    await admin.connect();
    const { rows } = await admin.query<{ name: string; forced: boolean }>(
      `select distinct c.oid::regclass::text as name, c.relrowsecurity and c.relforcerowsecurity as forced
       from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'household_id' and not a.attisdropped`,
    );
    const superusers = await admin.query(
      "select rolname from pg_roles where (rolsuper or rolbypassrls) and rolname like 'wealthgraph%'",
    );
    await admin.end();
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ forced }) => !forced)).toEqual([]);
    expect(superusers.rows).toEqual([]);
  });

  it("answers again within ten seconds after a subgraph was killed, with everything that was written", async () => {
    const before = await smith.request(HoldingsDocument, { householdId: smithHousehold });
    const log = readFileSync(join(product.dataDirectory, "logs", "portfolios.log"), "utf8");
    const pid = Number(
      log
        .match(/"pid":(\d+)/g)
        ?.at(-1)
        ?.slice(6),
    );
    execFileSync("kill", ["-9", String(pid)]);
    const killedAt = performance.now();
    let after: typeof before | null = null;
    while (!after && performance.now() - killedAt < 10_000) {
      await new Promise((resume) => setTimeout(resume, 300));
      after = await smith
        .request(HoldingsDocument, { householdId: smithHousehold })
        .catch(() => null);
    }
    const cost = (data: typeof before | null) => data?.household?.portfolio.cost;
    expect(cost(after)).toEqual(cost(before));
  });

  it("does not know a session any more after it signed out", async () => {
    const session = smith.session;
    expect(session).not.toBeNull();
    await smith.signOut();
    const stale = new WealthgraphClient({
      endpoint: product.endpoint,
      ...(session ? { session } : {}),
    });
    expect(await codeOf(stale.renewSession())).toMatch(/^REFRESH_TOKEN/);
    expect(stale.session).toBeNull();
  });
});

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { SignInDocument } from "@wealthgraph/sdk/generated/operations";
import { print } from "graphql";
import { type Product, startProduct } from "./startProduct.js";

/** What a person sees who types the README's first command: a demo household, its login, queries that answer. */
let product: Product;
let token: string;

interface Login {
  readonly email: string;
  readonly password: string;
}

const loginOf = (dataDirectory: string): Login =>
  JSON.parse(readFileSync(join(dataDirectory, "demo.json"), "utf8")) as Login;

async function ask(query: string, variables: object = {}) {
  const response = await fetch(`${product.endpoint}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query, variables }),
  });
  // the test knows the shape it asked for
  // oxlint-disable-next-line typescript/no-explicit-any
  return (await response.json()) as { data?: any; errors?: unknown };
}

beforeAll(async () => {
  product = await startProduct({ environment: { DEMO: "true" } });
  token = "";
  const { email, password } = loginOf(product.dataDirectory);
  const { data } = await ask(print(SignInDocument), { input: { email, password } });
  token = data.signIn.accessToken;
}, 120_000);
afterAll(() => product.stop(), 60_000);

const printedQueries = (): string[] =>
  [...product.output().matchAll(/^ {2}\d\. (.+)$/gm)].map(([, query = ""]) => query);

describe("the first start", () => {
  it("prints the address, the login and three queries to paste, and keeps the password to its owner", () => {
    const { email, password } = loginOf(product.dataDirectory);
    for (const text of [product.endpoint, email, password])
      expect(product.output()).toContain(text);
    expect(printedQueries()).toHaveLength(3);
    expect(statSync(join(product.dataDirectory, "demo.json")).mode & 0o777).toBe(0o600);
  });

  it("prints a query that walks through all five subgraphs and answers without an error", async () => {
    const { data, errors } = await ask(printedQueries()[0] ?? "");
    expect(errors).toBeUndefined();
    const household = data.viewer.households[0];
    expect(household.goals.length).toBeGreaterThan(0);
    expect(Number(household.portfolio.value.amount)).toBeGreaterThan(10_000);
    const { instrument, lots } = household.portfolio.positions.edges[0].node;
    expect(instrument.quote.isSimulated).toBe(true);
    expect(lots[0].harvest.benefit).not.toBeNull();
  });

  it("prints a simulation to start, which runs", async () => {
    const { data: who } = await ask("{ viewer { households { id } } }");
    const { data, errors } = await ask(printedQueries()[1] ?? "", {
      householdId: who.viewer.households[0].id,
    });
    expect(errors).toBeUndefined();
    const { id } = data.startSimulation;
    let status = "QUEUED";
    while (["QUEUED", "RUNNING"].includes(status)) {
      await new Promise((resume) => setTimeout(resume, 200));
      ({ status } = (
        await ask("query($id: ID!) { simulation(id: $id) { status } }", { id })
      ).data.simulation);
    }
    expect(status).toBe("DONE");
  });

  it("answers the README's query with the README's answer", async () => {
    const readme = readFileSync("README.md", "utf8");
    const query = /```graphql\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const answer = JSON.parse(/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? "null") as unknown;
    expect(await ask(query)).toEqual(answer);
  });
});

describe("the next start", () => {
  it("finds the demo as it was left, and does not fill it twice", async () => {
    const before = await ask("{ viewer { households { id accounts { id imports { status } } } } }");
    await product.stop({ keepData: true });
    product = await startProduct({
      dataDirectory: product.dataDirectory,
      environment: { DEMO: "true" },
    });
    expect(product.output()).not.toContain("imported from");
    const after = await ask("{ viewer { households { id accounts { id imports { status } } } } }");
    expect(after.data).toEqual(before.data);
    expect(after.data.viewer.households[0].accounts).toHaveLength(4);
  }, 60_000);
});

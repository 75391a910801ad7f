import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { type TestRouter, startTestRouter } from "./testRouter.js";
import { type TestSubgraph, startTestSubgraph } from "./testSubgraph.js";

const bundle = new URL("../dist/graphiql/", import.meta.url);

describe("pages", () => {
  let one: TestSubgraph;
  let router: TestRouter;

  beforeAll(async () => {
    one = await startTestSubgraph({
      name: "one",
      typeDefs: "type Query { a: Int }",
      resolvers: {},
    });
    router = await startTestRouter([one]);
  });
  afterAll(async () => {
    await router.close();
    await one.close();
  });

  it("says on / what this is, under a policy that runs no foreign script", async () => {
    const { status, headers, body } = await router.send({ path: "/" });
    expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(body).toContain("GraphQL endpoint of a household's money");
    expect(body).not.toContain("<script");
    expect(headers.get("content-security-policy")).toContain("script-src 'self';");
  });

  it("bundles GraphiQL: the page names no other host, and every file it names is there", async () => {
    expect(existsSync(bundle)).toBe(true); // `npm run build` makes it
    const page = await readFile(new URL("index.html", bundle), "utf8");
    const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? "");
    expect(named).toEqual(["/graphiql/page.css", "/graphiql/main.css", "/graphiql/main.js"]);
    for (const path of named) {
      expect(existsSync(new URL(path.slice("/graphiql/".length), bundle))).toBe(true);
    }
    expect(page).not.toMatch(/<script(?![^>]*src=)/);
  });

  it.each(["/graphiql/..%2Fmain.js", "/graphiql/a/b", "/graphiql/nothing.js"])(
    "serves no other file: %s",
    async (path) => {
      expect((await router.send({ path })).status).toBe(404);
    },
  );
});

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

  it("serves the web client on / and on its views, under a policy that runs no foreign script", async () => {
    for (const path of ["/", "/holdings?sort=gain", "/plan/simulations/1"]) {
      const { status, headers, body } = await router.send({
        path,
        headers: { accept: "text/html" },
      });
      expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
      expect(body).toContain("Wealthgraph");
      expect(body).not.toMatch(/<script(?![^>]*src=)/);
      expect(headers.get("content-security-policy")).toContain("script-src 'self';");
      expect(headers.get("cache-control")).toBe("no-cache");
    }
  });

  it("lets a browser keep files whose names carry their hash, packed for whoever takes that", async () => {
    const { body: page } = await router.send({ path: "/" });
    const path = /src="(\/assets\/[^"]+)"/.exec(page)?.[1] ?? "";
    expect(path).not.toBe(""); // `npm run build` makes it
    const { status, headers } = await router.send({ path, headers: { "accept-encoding": "gzip" } });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("vary")).toBe("accept-encoding");
    expect(headers.get("content-encoding")).toBe("gzip");
  });

  it.each([
    ["/sw.js", "text/javascript; charset=utf-8"],
    ["/icon.svg", "image/svg+xml"],
  ])("serves %s, whose name stays, to be asked for again", async (path, type) => {
    const { status, headers } = await router.send({ path });
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      type,
      "no-cache",
    ]);
  });

  it.each(["/nothing", "/assets/nothing.js", "/assets/..%2Findex.html"])(
    "has no page for a program: %s",
    async (path) => {
      expect((await router.send({ path })).status).toBe(404);
    },
  );

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

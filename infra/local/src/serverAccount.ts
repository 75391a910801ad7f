import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "@wealthgraph/kernel/refusal";

/**
 * How PostgreSQL, which refuses to run as root, is run.
 * - `self`: we are a normal user.
 * - `namespace`: we are root; a user namespace makes root look like user 1000 to PostgreSQL, its
 *   files stay root's.
 * - `user`: we are root and may not make namespaces (many containers): another user runs it.
 */
export type ServerAccount =
  | { readonly kind: "self" }
  | { readonly kind: "namespace" }
  | { readonly kind: "user"; readonly name: string; readonly uid: number; readonly gid: number };

const NAMESPACE = ["--user", "--map-user=1000", "--map-group=1000"] as const;

/** @returns the command that runs `program` as `account` */
export function commandFor(
  account: ServerAccount,
  program: string,
  args: readonly string[],
): { readonly file: string; readonly args: readonly string[] } {
  return account.kind === "namespace"
    ? { file: "unshare", args: [...NAMESPACE, program, ...args] }
    : { file: program, args };
}

/** @returns spawn options that run a program as `account` */
export function identityOf(account: ServerAccount): { uid?: number; gid?: number } {
  return account.kind === "user" ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * The first of `postgres` and `nobody` that the machine knows.
 *
 * @throws {Failure} NO_SERVER_ACCOUNT when it knows neither
 */
export function otherUser(passwd = readFileSync("/etc/passwd", "utf8")): ServerAccount {
  const users = passwd.split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const user = users.find((fields) => fields[0] === name);
    if (user !== undefined)
      return { kind: "user", name, uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new Failure("NO_SERVER_ACCOUNT", {
    cause: new Error(
      "PostgreSQL refuses to run as root, namespaces are not allowed here, and there is no user postgres or nobody: start as a normal user, or set DATABASE_URL.",
    ),
  });
}

/** Chooses the account for this process's rights. */
export function chooseAccount(): ServerAccount {
  if (process.getuid?.() !== 0) return { kind: "self" };
  const probe = spawnSync("unshare", [...NAMESPACE, "true"], { stdio: "ignore" });
  return probe.status === 0 ? { kind: "namespace" } : otherUser();
}

/** True when every user may pass through the directories above `path`. */
export function isReachable(path: string): boolean {
  for (let parent = dirname(path); ; parent = dirname(parent)) {
    if ((statSync(parent).mode & 0o001) === 0) return false;
    if (parent === dirname(parent)) return true;
  }
}

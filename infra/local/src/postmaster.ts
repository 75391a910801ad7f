import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What a running server writes about itself into postmaster.pid. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/**
 * Reads postmaster.pid (one fact per line: 1 process id, 4 port, 8 state).
 *
 * @param cluster PostgreSQL's data directory
 * @returns null when the file is missing, cut short or holds something else
 */
export function readPostmaster(cluster: string): Postmaster | null {
  let lines: readonly string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isSafeInteger(pid) || pid <= 1 || !Number.isSafeInteger(port)) return null;
  return { pid, port, isReady: lines[7]?.trim() === "ready" };
}

/** True when the process exists and still runs (a zombie waits only to be counted). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to someone else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3) !== "Z";
  } catch {
    return process.platform !== "linux";
  }
}

/** @returns process id and command line of every process this user can see */
function processes(): readonly (readonly [pid: number, args: readonly string[]])[] {
  if (process.platform !== "linux") {
    const list = execFileSync("ps", ["-axo", "pid=,args="], { encoding: "utf8" }).split("\n");
    return list.map((line) => {
      const [pid = "", ...args] = line.trim().split(/\s+/);
      return [Number(pid), args] as const;
    });
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      try {
        return [Number(name), readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0")] as const;
      } catch {
        return [Number(name), []] as const; // it ended meanwhile
      }
    });
}

/**
 * The servers that run on `cluster`, found by their command line, so that one is found even when
 * its postmaster.pid is lost: a second server on the same files would destroy them.
 *
 * @param cluster PostgreSQL's data directory, absolute
 */
export function serversOn(cluster: string): readonly number[] {
  return processes()
    .filter(([pid, args]) => {
      const at = args.indexOf("-D");
      if (at < 1 || args[at + 1] !== cluster) return false;
      return args[at - 1]?.endsWith("postgres") === true && isAlive(pid);
    })
    .map(([pid]) => pid);
}

/** Waits until the process is gone. @returns false when it is still there after `timeoutMs` */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() > end) return false;
    await sleep(10);
  }
  return true;
}

/** Stops a server: a fast shutdown (15 s), then an immediate one (5 s), then the end of the process. */
export async function stopServer(pid: number): Promise<void> {
  const steps = [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const;
  for (const [signal, timeoutMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return; // gone already
    }
    if (await waitForExit(pid, timeoutMs)) return;
  }
}

/** Removes a postmaster.pid that no running server stands behind. */
export function forgetPostmaster(cluster: string): void {
  rmSync(join(cluster, "postmaster.pid"), { force: true });
}

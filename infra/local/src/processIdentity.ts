import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { isAlive } from "./postmaster.js";

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it began, in the system's own notation. */
  readonly began: string;
}

const FIELDS_TO_START_TIME = 19; // field 22 of /proc/<pid>/stat, counted behind the name

function beganAt(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[FIELDS_TO_START_TIME] ?? null;
    }
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}

/** @returns null when there is no such process */
export function identify(pid: number): ProcessIdentity | null {
  const began = beganAt(pid);
  return began === null ? null : { pid, began };
}

/** True when exactly this process still runs. */
export function stillRuns(identity: ProcessIdentity): boolean {
  return isAlive(identity.pid) && beganAt(identity.pid) === identity.began;
}

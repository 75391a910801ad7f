import { readdirSync, readFileSync } from "node:fs";

interface Entry {
  readonly pid: number;
  readonly parent: number;
}

function entryOf(pid: number): Entry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return { pid, parent: Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) };
  } catch {
    return null; // it ended meanwhile
  }
}

function proportionalBytes(pid: number): number {
  try {
    const kibibytes = /^Pss:\s+(\d+) kB/m.exec(
      readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"),
    )?.[1];
    return Number(kibibytes ?? 0) * 1_024;
  } catch {
    return 0;
  }
}

/**
 * Resident memory of processes and all that descend from them. A page that several share counts
 * once (proportional set size): PostgreSQL's processes share nearly everything, and adding their
 * plain resident sizes would count the same 64 MB dozens of times.
 *
 * @returns bytes; null where the system does not tell (it is Linux that does)
 */
export function residentBytes(roots: readonly number[]): number | null {
  if (process.platform !== "linux") return null;
  const entries = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => entryOf(Number(name)) ?? []);
  const family = new Set(roots);
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const { pid, parent } of entries) if (family.has(parent)) family.add(pid);
  }
  return [...family].reduce((sum, pid) => sum + proportionalBytes(pid), 0);
}

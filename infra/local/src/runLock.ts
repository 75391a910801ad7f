import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "@wealthgraph/kernel/refusal";
import { z } from "zod";
import { waitForExit } from "./postmaster.js";
import { identify, type ProcessIdentity, stillRuns } from "./processIdentity.js";

const Identity = z.object({ pid: z.number().int().positive(), began: z.string() });

const RunFile = z.object({
  launcher: Identity,
  address: z.string(),
  children: z.record(z.string(), Identity),
});

/** What a running launcher writes about itself into launcher.json. */
export type Run = z.infer<typeof RunFile>;

const STOP_TIMEOUT_MS = 5_000;

function read(file: string): Run | null {
  try {
    return RunFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null; // absent, or cut short by a crash
  }
}

async function stopLeftover(child: ProcessIdentity): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!stillRuns(child)) return;
    process.kill(child.pid, signal);
    if (await waitForExit(child.pid, STOP_TIMEOUT_MS)) return;
  }
}

/** Keeps a second launcher off a data directory, and knows what a killed one left running. */
export class RunLock {
  readonly #file: string;
  #run: Run;

  private constructor(file: string, run: Run) {
    this.#file = file;
    this.#run = run;
  }

  /**
   * Takes the data directory. A lock whose launcher is gone is taken over, after the processes it
   * left behind have been stopped.
   *
   * @param address where this launcher will answer; shown to a second one
   * @throws {Failure} ALREADY_RUNNING when another launcher runs on it
   */
  static async take(dataDirectory: string, address: string): Promise<RunLock> {
    const launcher = identify(process.pid);
    if (launcher === null) throw new Failure("NO_PROCESS_TABLE");
    mkdirSync(dataDirectory, { recursive: true, mode: 0o711 }); // PostgreSQL may be another user, who must get through
    const file = join(dataDirectory, "launcher.json");
    const lock = new RunLock(file, { launcher, address, children: {} });
    const draft = `${file}.draft-${process.pid}`;
    const aside = `${file}.old-${process.pid}`;
    writeFileSync(draft, JSON.stringify(lock.#run), { mode: 0o600 });
    try {
      while (!lock.#claim(draft)) {
        RunLock.#refuseIfHeld(dataDirectory, read(file));
        renameSync(file, aside);
        // Whoever was quicker has put a lock of its own there meanwhile: it goes back.
        const old = read(aside);
        if (old !== null && stillRuns(old.launcher)) {
          renameSync(aside, file);
          RunLock.#refuseIfHeld(dataDirectory, old);
        }
        for (const child of Object.values(old?.children ?? {})) await stopLeftover(child);
        rmSync(aside, { force: true });
      }
    } finally {
      rmSync(draft, { force: true });
    }
    return lock;
  }

  static #refuseIfHeld(dataDirectory: string, run: Run | null): void {
    if (run === null || !stillRuns(run.launcher)) return;
    throw new Failure("ALREADY_RUNNING", {
      cause: new Error(
        `Wealthgraph runs already on ${dataDirectory} (process ${run.launcher.pid}), at ${run.address}. Stop it first, or start with another DATA_DIR and PORT.`,
      ),
    });
  }

  /** A hard link appears whole or not at all, and never over an existing file. */
  #claim(draft: string): boolean {
    try {
      linkSync(draft, this.#file);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
      throw error;
    }
  }

  /** Notes a process that must be stopped when this launcher is killed. */
  noteChild(name: string, pid: number): void {
    const child = identify(pid);
    if (child === null) return; // it has ended already
    this.#run = { ...this.#run, children: { ...this.#run.children, [name]: child } };
    const draft = `${this.#file}.draft-${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#run), { mode: 0o600 });
    renameSync(draft, this.#file);
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

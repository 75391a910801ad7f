import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@wealthgraph/kernel/refusal";
import { readable } from "./logLine.js";
import type { RotatingLog } from "./rotatingLog.js";

/** One of our processes: a Node script that answers on an address when it is ready. */
export interface ProcessSpec {
  readonly name: string;
  /** Script, absolute. */
  readonly entry: string;
  /** Cap of V8's old space, in MiB. */
  readonly oldSpaceMiB: number;
  /** Answers 2xx when the process can do its work. */
  readonly readyUrl: string;
  /** Asked at every start, because an address may have changed. */
  environment(): Readonly<Record<string, string>>;
}

/** What a supervisor tells while it works; every call has the process's name first. */
export interface ProcessObserver {
  started(name: string, pid: number): void;
  ready(name: string, afterMs: number): void;
  /** @param againInMs pause before the next start */
  ended(name: string, how: string, againInMs: number): void;
  /** A line of the process's output. */
  line(name: string, text: string): void;
}

export interface SupervisionOptions {
  readonly workingDirectory: string;
  /** Starts that may fail before it is ready for the first time; then `firstReady` rejects. */
  readonly attemptsMax?: number;
  readonly backoffMs?: number;
  readonly backoffMsMax?: number;
  /** One that ran longer than this is started again without a pause. */
  readonly stableMs?: number;
  /** Not ready for the first time within this: `firstReady` rejects. */
  readonly readyMsMax?: number;
  /** Not ended this long after it was asked to: it is killed. */
  readonly stopMsMax?: number;
}

const POLL_MS = 40;
const TAIL_LINES = 6;

/** Its last words may come after its end; a process of its own that lives on may keep them open. */
const LAST_WORDS_MS = 500;

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((done) => {
    const finish = (how: string): void => {
      const timer = setTimeout(() => done(how), LAST_WORDS_MS);
      child.once("close", () => {
        clearTimeout(timer);
        done(how);
      });
    };
    child.once("exit", (code, signal) => finish(signal ?? `exit code ${code}`));
    child.once("error", (error) => {
      if (child.pid === undefined) done(error.message); // it never ran: no exit follows
    });
  });

async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Keeps one process running: starts it, waits until it is ready, starts it again when it dies. */
export class SupervisedProcess {
  readonly name: string;
  /** Ends when the process is ready for the first time; rejects when it never gets there. */
  readonly firstReady: Promise<void>;
  readonly #spec: ProcessSpec;
  readonly #log: RotatingLog;
  readonly #observer: ProcessObserver;
  readonly #options: Required<SupervisionOptions>;
  readonly #stopping = new AbortController();
  readonly #first = Promise.withResolvers<void>();
  readonly #done: Promise<void>;
  #child: ChildProcess | null = null;
  #tail: string[] = [];
  #wasReady = false;

  constructor(
    spec: ProcessSpec,
    log: RotatingLog,
    observer: ProcessObserver,
    options: SupervisionOptions,
  ) {
    this.name = spec.name;
    this.firstReady = this.#first.promise;
    this.firstReady.catch(() => undefined); // whoever waits for it hears it; nobody must
    this.#spec = spec;
    this.#log = log;
    this.#observer = observer;
    this.#options = {
      attemptsMax: 3,
      backoffMs: 100,
      backoffMsMax: 5_000,
      stableMs: 10_000,
      readyMsMax: 120_000,
      stopMsMax: 12_000, // the chassis gives open requests 10 s
      ...options,
    };
    this.#done = this.#run();
  }

  /** Asks the process to end; it is started again at once, with a fresh environment. */
  restart(): void {
    this.#child?.kill("SIGTERM");
  }

  /** Asks the process to end, and kills it when it does not. It is not started again. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    child?.kill("SIGTERM");
    const deadline = setTimeout(() => child?.kill("SIGKILL"), this.#options.stopMsMax);
    await this.#done;
    clearTimeout(deadline);
  }

  /** Ends the process now, without asking. */
  kill(): void {
    this.#stopping.abort();
    this.#child?.kill("SIGKILL");
  }

  async #run(): Promise<void> {
    const { attemptsMax, backoffMs, backoffMsMax, stableMs, readyMsMax } = this.#options;
    const tooLate = setTimeout(() => this.#giveUp("is not ready in time"), readyMsMax);
    void this.#first.promise.catch(() => undefined).then(() => clearTimeout(tooLate));
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      const startedAt = Date.now();
      const how = await this.#live(startedAt);
      if (this.#stopping.signal.aborted) break;
      failures = Date.now() - startedAt > stableMs ? 0 : failures + 1;
      if (!this.#wasReady && failures >= attemptsMax)
        return this.#giveUp(`does not start (${how})`);
      const pauseMs = failures === 0 ? 0 : Math.min(backoffMs * 2 ** (failures - 1), backoffMsMax);
      this.#observer.ended(this.name, how, pauseMs);
      await sleep(pauseMs, null, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    this.#first.reject(new Failure("PROCESS_STOPPED"));
  }

  /** One life of the process. @returns how it ended */
  async #live(startedAt: number): Promise<string> {
    const child = this.#spawn();
    const ended = endOf(child);
    const gone = new AbortController();
    void ended.then(() => gone.abort());
    if (child.pid !== undefined) this.#observer.started(this.name, child.pid);
    if (this.#stopping.signal.aborted) child.kill("SIGTERM");
    while (!gone.signal.aborted) {
      if (await answersOk(this.#spec.readyUrl)) break;
      await sleep(POLL_MS, null, { signal: gone.signal }).catch(() => undefined);
    }
    if (!gone.signal.aborted) {
      this.#wasReady = true;
      this.#observer.ready(this.name, Date.now() - startedAt);
      this.#first.resolve();
    }
    const how = await ended;
    this.#child = null;
    return how;
  }

  #spawn(): ChildProcess {
    const flags = [
      `--max-old-space-size=${this.#spec.oldSpaceMiB}`,
      "--max-semi-space-size=8",
      "--enable-source-maps",
      "--disable-warning=ExperimentalWarning",
    ];
    const child = spawn(process.execPath, [...flags, this.#spec.entry], {
      cwd: this.#options.workingDirectory,
      env: this.#spec.environment(),
      detached: true, // Ctrl-C in the terminal reaches us only: we stop them in order
      stdio: ["ignore", "pipe", "pipe", "ipc"], // the channel closes when we are killed: they end then
    });
    this.#tail = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => this.#take(line));
    }
    this.#child = child;
    return child;
  }

  #take(line: string): void {
    this.#log.write(`${line}\n`);
    this.#tail = [...this.#tail, line].slice(-TAIL_LINES);
    this.#observer.line(this.name, line);
  }

  #giveUp(what: string): void {
    this.#first.reject(
      new Failure("PROCESS_DOES_NOT_START", {
        cause: new Error(
          `${this.name} ${what}. The end of ${this.#log.file}:\n${this.#tail.map(readable).join("\n")}`,
        ),
      }),
    );
  }
}

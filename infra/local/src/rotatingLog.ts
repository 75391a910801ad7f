import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

const BYTES_MAX = 10_000_000;

/** A log file that starts anew when it is full and keeps the one before as `<file>.1`. */
export class RotatingLog {
  #descriptor: number;
  #bytes: number;

  constructor(
    readonly file: string,
    readonly bytesMax = BYTES_MAX,
  ) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    this.#descriptor = openSync(file, "a", 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  /** Appends. A disk that is full loses the line, never the process. */
  write(chunk: string | Buffer): void {
    const bytes = Buffer.from(chunk);
    try {
      if (this.#bytes > 0 && this.#bytes + bytes.length > this.bytesMax) this.#rotate();
      writeSync(this.#descriptor, bytes);
      this.#bytes += bytes.length;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
    }
  }

  #rotate(): void {
    closeSync(this.#descriptor);
    renameSync(this.file, `${this.file}.1`);
    this.#descriptor = openSync(this.file, "a", 0o600);
    this.#bytes = 0;
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

import type { Logger } from "./logger.js";

const DEADLINE_MS = 10_000;

/** Closes what was opened, last first, once, on SIGTERM, SIGINT or when the parent's channel closes. */
export function closeOnSignal(log: Logger, close: () => Promise<void>): void {
  let closing = false;
  const stop = (reason: string): void => {
    if (closing) return;
    closing = true;
    log.info({ reason }, "stopping");
    const deadline = setTimeout(() => process.exit(1), DEADLINE_MS);
    deadline.unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stop failed");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  process.once("disconnect", () => stop("parent gone"));
}

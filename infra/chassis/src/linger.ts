import type { IncomingMessage } from "node:http";

const LINGER_MS = 2_000;

/**
 * After an answer that came before the whole body was read: takes and drops the rest for a moment,
 * because closing at once resets the connection and the caller would lose the answer.
 */
export function dropRest(request: IncomingMessage): void {
  if (request.complete) return;
  request.resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, LINGER_MS);
  timer.unref();
  request.once("end", () => clearTimeout(timer));
  request.once("close", () => clearTimeout(timer));
}

import { setImmediate } from "node:timers/promises";

/** How long a calculation keeps the event loop to itself. */
const SLICE_MS = 10;

/** Runs a calculation step by step, and lets requests go between: a long history is much exact arithmetic. */
export async function inSlices<T>(steps: Generator<unknown, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
}

import { setTimeout as delay } from "node:timers/promises";
import { isFinished, type Simulation } from "../domain/simulation.js";
import type { SimulationNews } from "./ports.js";

/** News can be lost (at most once); the state is read again after this long without any. */
const QUIET_MS = 2_000;

/**
 * The state of a simulation now, then at every change, to its end.
 *
 * Listening starts before the state is read, so that no change falls between the two; the finished
 * state is always the last one given.
 *
 * @param load reads the present state; refuses what the viewer may not see
 */
export async function watchSimulation(
  news: SimulationNews,
  id: string,
  load: (id: string) => Promise<Simulation>,
): Promise<AsyncIterableIterator<Simulation>> {
  const changes = await news.subscribe(id);
  try {
    return leavable(
      follow(changes, await load(id), () => load(id)),
      changes,
    );
  } catch (error) {
    await changes.return?.();
    throw error;
  }
}

/** A generator that waits does not hear `return`: ending its source wakes it. */
function leavable(
  states: AsyncGenerator<Simulation, void>,
  changes: AsyncIterator<unknown>,
): AsyncIterableIterator<Simulation> {
  const iterator: AsyncIterableIterator<Simulation> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => states.next(),
    return: async () => {
      await changes.return?.();
      return states.return();
    },
  };
  return iterator;
}

async function* follow(
  changes: AsyncIterator<unknown>,
  first: Simulation,
  reload: () => Promise<Simulation>,
): AsyncGenerator<Simulation, void> {
  let known = first;
  let next = changes.next();
  try {
    yield known;
    while (!isFinished(known.status)) {
      const heard = await firstOf(next);
      if (heard === "ended") return;
      if (heard === "change") next = changes.next();
      const state = await reload();
      const hasChanged = state.status !== known.status || state.pathsDone !== known.pathsDone;
      known = state;
      if (hasChanged) yield known;
    }
  } finally {
    await changes.return?.();
  }
}

async function firstOf(
  next: Promise<IteratorResult<unknown>>,
): Promise<"change" | "ended" | "quiet"> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      next.then((step) => (step.done ? "ended" : "change") as "ended" | "change"),
      delay(QUIET_MS, "quiet" as const, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}

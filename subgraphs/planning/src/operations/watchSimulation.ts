import { setTimeout as delay } from "node:timers/promises";
import { isFinished, type SimulationStatus } from "../domain/simulation.js";
import type { SimulationNews } from "./ports.js";

/** A simulation as far as watching it goes. */
interface Watched {
  readonly status: SimulationStatus;
  readonly pathsDone: number;
}

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
export async function watchSimulation<S extends Watched>(
  news: SimulationNews,
  id: string,
  load: (id: string) => Promise<S>,
): Promise<AsyncIterableIterator<S>> {
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
function leavable<S>(
  states: AsyncGenerator<S, void>,
  changes: AsyncIterator<unknown>,
): AsyncIterableIterator<S> {
  const iterator: AsyncIterableIterator<S> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => states.next(),
    return: async () => {
      await changes.return?.();
      return states.return();
    },
  };
  return iterator;
}

async function* follow<S extends Watched>(
  changes: AsyncIterator<unknown>,
  first: S,
  reload: () => Promise<S>,
): AsyncGenerator<S, void> {
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

import { setTimeout as delay } from "node:timers/promises";
import type { Viewer } from "@wealthgraph/chassis/viewer";
import { importFor, viewerScope } from "./access.js";
import type { Import, ImportNews, ImportStatus, Work } from "./ports.js";

/** News can be lost (at most once); the state is read again after this long without any. */
const QUIET_MS = 2_000;

/** Nothing moves any more by itself. CONFIRMED may still be undone, which starts no progress. */
const FINAL: ReadonlySet<ImportStatus> = new Set<ImportStatus>([
  "CONFIRMED",
  "UNDONE",
  "FAILED",
  "DISCARDED",
]);

/**
 * The state of an import now, then whenever it moved, until it is final.
 *
 * Listening starts before the state is read, so that no move falls between the two; the last state
 * given is always the final one.
 *
 * @throws {Refusal} NOT_FOUND for an import of another household
 */
export async function watchImport(
  ports: { readonly work: Work; readonly news: ImportNews },
  viewer: Viewer,
  importId: string,
): Promise<AsyncIterableIterator<Import>> {
  const load = () =>
    ports.work.within(viewerScope(viewer), (unit) => importFor(unit, viewer, importId, "read"));
  const moves = await ports.news.importMoves(importId);
  let first: Import;
  try {
    first = await load();
  } catch (error) {
    await moves.return?.();
    throw error;
  }
  const states = follow(moves, first, load);
  const iterator: AsyncIterableIterator<Import> = {
    [Symbol.asyncIterator]: () => iterator,
    next: () => states.next(),
    return: async () => {
      // a generator that waits does not hear return: ending its source wakes it
      await moves.return?.();
      return states.return(undefined);
    },
  };
  return iterator;
}

async function* follow(
  moves: AsyncIterator<unknown>,
  first: Import,
  load: () => Promise<Import>,
): AsyncGenerator<Import> {
  let known = first;
  let next = moves.next();
  try {
    yield known;
    while (!FINAL.has(known.status)) {
      const heard = await firstOf(next);
      if (heard === "ended") return;
      if (heard === "move") next = moves.next();
      const state = await load();
      if (state.version !== known.version) yield state;
      known = state;
    }
  } finally {
    await moves.return?.();
  }
}

async function firstOf(
  next: Promise<IteratorResult<unknown>>,
): Promise<"move" | "ended" | "quiet"> {
  const timer = new AbortController();
  try {
    return await Promise.race([
      next.then((step) => (step.done ? "ended" : "move") as "ended" | "move"),
      delay(QUIET_MS, "quiet" as const, { signal: timer.signal }),
    ]);
  } finally {
    timer.abort();
  }
}

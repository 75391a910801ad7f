import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Watchlist, type WatchlistDraft, watchlistFault } from "../domain/watchlist.js";
import { known } from "./findInstruments.js";
import type { InstrumentStore } from "./ports.js";

export const WATCHLISTS_MAX = 50;

type Read = Pick<Watchlist, "id" | "version">;

/** The watchlists of the households somebody may see. */
export interface WatchlistStore {
  /** By name */
  ofHousehold(householdId: string): Promise<readonly Watchlist[]>;
  byId(id: string): Promise<Watchlist | null>;
  /** @returns null when the household has `countMax` already */
  add(householdId: string, draft: WatchlistDraft, countMax: number): Promise<Watchlist | null>;
  /** @returns null when it is at another version */
  replace(read: Read, draft: WatchlistDraft): Promise<Watchlist | null>;
  /** @returns false when it is at another version */
  remove(read: Read): Promise<boolean>;
}

export interface WatchlistPorts {
  readonly watchlists: WatchlistStore;
  readonly instruments: InstrumentStore;
  readonly viewer: Viewer;
}

/** What is absent or null stays as it is. */
export interface WatchlistChange {
  readonly name?: string | null;
  readonly instrumentIds?: readonly string[] | null;
}

/** @throws {Refusal} NOT_FOUND when the household is not the viewer's */
export function householdWatchlists(
  { watchlists, viewer }: Pick<WatchlistPorts, "watchlists" | "viewer">,
  householdId: string,
): Promise<readonly Watchlist[]> {
  requireHousehold(viewer, householdId, "read");
  return watchlists.ofHousehold(householdId);
}

/**
 * @throws {Refusal} NOT_FOUND for a household that is not the viewer's or an unknown instrument;
 * FORBIDDEN; BAD_INPUT for the draft, or a 51st list
 */
export async function createWatchlist(
  ports: WatchlistPorts,
  householdId: string,
  draft: WatchlistDraft,
): Promise<Watchlist> {
  requireHousehold(ports.viewer, householdId, "write");
  await checkDraft(ports, draft);
  const made = await ports.watchlists.add(householdId, draft, WATCHLISTS_MAX);
  if (made) return made;
  throw new Refusal("BAD_INPUT", `at most ${WATCHLISTS_MAX} watchlists a household`, {
    watchlistsMax: WATCHLISTS_MAX,
  });
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT; CONFLICT when the list is at another version */
export async function updateWatchlist(
  ports: WatchlistPorts,
  read: Read,
  change: WatchlistChange,
): Promise<Watchlist> {
  const list = await listForWriting(ports, read.id);
  const draft = {
    name: change.name ?? list.name,
    instrumentIds: change.instrumentIds ?? list.instrumentIds,
  };
  await checkDraft(ports, draft);
  return (await ports.watchlists.replace(read, draft)) ?? conflict(read);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN; CONFLICT when the list is at another version */
export async function removeWatchlist(ports: WatchlistPorts, read: Read): Promise<boolean> {
  await listForWriting(ports, read.id);
  return (await ports.watchlists.remove(read)) || conflict(read);
}

async function checkDraft(ports: WatchlistPorts, draft: WatchlistDraft): Promise<void> {
  const fault = watchlistFault(draft);
  if (fault) throw new Refusal("BAD_INPUT", fault);
  const found = await ports.instruments.byIds(draft.instrumentIds);
  for (const id of draft.instrumentIds) known(found.get(id) ?? null, id);
}

async function listForWriting(ports: WatchlistPorts, id: string): Promise<Watchlist> {
  const list = await ports.watchlists.byId(id);
  if (!list) throw new Refusal("NOT_FOUND", "no watchlist of yours has this id");
  requireHousehold(ports.viewer, list.householdId, "write");
  return list;
}

function conflict(read: Read): never {
  throw new Refusal("CONFLICT", "the watchlist was changed since you read it", {
    versionRead: read.version,
  });
}

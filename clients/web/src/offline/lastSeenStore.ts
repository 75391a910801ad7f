import type {
  FirstStepsQuery,
  PositionsQuery,
  ViewerQuery,
  WealthHistoryQuery,
} from "../generated/operations.js";

/** What a user saw last of one household: enough for the overview and the holdings. */
export interface LastSeen {
  readonly userId: string;
  /** Instant it was on the screen. */
  readonly at: string;
  readonly householdId: string;
  readonly viewer: ViewerQuery;
  readonly positions: PositionsQuery;
  readonly firstSteps: FirstStepsQuery | null;
  readonly history: WealthHistoryQuery | null;
}

const DATABASE = "wealthgraph";
const STORE = "last-seen";
const KEY = "latest";

/** One record: of whoever is signed in to this browser; gone when they sign out. */
export const lastSeenStore = {
  async write(seen: LastSeen): Promise<void> {
    await within("readwrite", (store) => store.put(seen, KEY));
  },
  async read(): Promise<LastSeen | null> {
    return ((await within("readonly", (store) => store.get(KEY))) as LastSeen | undefined) ?? null;
  },
  async wipe(): Promise<void> {
    await within("readwrite", (store) => store.clear());
  },
};

async function within(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  const database = await open();
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return settled(opening);
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the browser keeps nothing"));
  });
}

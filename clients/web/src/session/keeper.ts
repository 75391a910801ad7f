import { print } from "graphql";
import { RefreshSessionDocument } from "../generated/operations.js";
import {
  type Exclusively,
  type Session,
  SessionKeeper,
  type SessionStore,
} from "./SessionKeeper.js";

const KEY = "wealthgraph.session";

const store: SessionStore = {
  read() {
    const text = localStorage.getItem(KEY);
    if (!text) return null;
    try {
      return JSON.parse(text) as Session; // only this file writes it
    } catch {
      return null;
    }
  },
  write(session) {
    if (session) localStorage.setItem(KEY, JSON.stringify(session));
    else localStorage.removeItem(KEY);
  },
};

/** Locks exist in secure contexts only; elsewhere a tab can only wait for itself. */
const exclusively: Exclusively = (work) =>
  "locks" in navigator ? navigator.locks.request(KEY, work) : work();

class RefreshRefused extends Error {}

interface RefreshAnswer {
  readonly data?: { readonly refreshSession: Session } | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string };
  }[];
}

async function refresh(refreshToken: string): Promise<Session> {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query: print(RefreshSessionDocument), variables: { refreshToken } }),
  });
  const answer = (await response.json()) as RefreshAnswer;
  if (answer.data) return answer.data.refreshSession;
  const [error] = answer.errors ?? [];
  if (error?.extensions?.code?.startsWith("REFRESH_TOKEN")) throw new RefreshRefused(error.message);
  throw new Error(error?.message ?? `no answer (${response.status})`);
}

/** The one session of this browser, shared by its tabs. */
export const keeper = new SessionKeeper({
  store,
  exclusively,
  refresh,
  isRefused: (error) => error instanceof RefreshRefused,
});

window.addEventListener("storage", (event) => {
  if (event.key === KEY || event.key === null) keeper.changed();
});

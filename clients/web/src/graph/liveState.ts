/** LIVE: the socket is open, or nobody needs one. POLLING: sockets are refused, values are asked for. */
export type LiveState = "LIVE" | "RECONNECTING" | "POLLING";

const POLLING_AFTER_FAILURES = 3;

let failures = 0;
let state: LiveState = "LIVE";
const listeners = new Set<() => void>();

function become(next: LiveState): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

/** How live data reaches this tab now; told by the socket. */
export const liveState = {
  read: (): LiveState => state,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  connected(): void {
    failures = 0;
    become("LIVE");
  },
  failed(): void {
    failures += 1;
    become(failures >= POLLING_AFTER_FAILURES ? "POLLING" : "RECONNECTING");
  },
};

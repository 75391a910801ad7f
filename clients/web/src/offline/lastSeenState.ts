let at: string | null = null;
const listeners = new Set<() => void>();

/** Instant of what is shown, while it is what was seen before this page was loaded; else null. */
export const lastSeenState = {
  read: (): string | null => at,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  become(next: string | null): void {
    if (at === next) return;
    at = next;
    for (const listener of listeners) listener();
  },
};

/** How numbers and dates are written; the words of the page stay English. */
export const LOCALES = [
  { value: "en-US", label: "1,234.50 · Mar 1, 2026" },
  { value: "en-GB", label: "1,234.50 · 1 Mar 2026" },
  { value: "de-DE", label: "1.234,50 · 1. März 2026" },
  { value: "fr-FR", label: "1 234,50 · 1 mars 2026" },
  { value: "de-CH", label: "1’234.50 · 1. März 2026" },
  { value: "en-IN", label: "1,23,456.50 · 1 Mar 2026" },
] as const;

export type Locale = (typeof LOCALES)[number]["value"];

const KEY = "wealthgraph.locale";
const listeners = new Set<() => void>();

let chosen: Locale = read();

function read(): Locale {
  const stored = typeof localStorage === "undefined" ? null : localStorage.getItem(KEY);
  return LOCALES.find(({ value }) => value === stored)?.value ?? "en-US";
}

/** The locale of this browser's figures; kept in it. */
export const locale = {
  read: (): Locale => chosen,
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  choose(next: Locale): void {
    localStorage.setItem(KEY, next);
    chosen = next;
    for (const listener of listeners) listener();
  },
};

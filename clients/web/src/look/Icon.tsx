const PATHS = {
  overview: "M3 12l9-8 9 8M6 10v10h12V10",
  holdings: "M4 20V10M10 20V4M16 20v-7M21 20H3",
  performance: "M3 17l6-6 4 4 8-9M15 6h6v6",
  watch: "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 100 6 3 3 0 000-6z",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  accounts: "M3 7h18v12H3zM3 11h18M7 15h4",
  plan: "M4 18c4 0 4-10 8-10s4 4 8 0M4 21h16",
  tax: "M6 3h9l4 4v14H6zM9 12h6M9 16h6M9 8h2",
  settings: "M4 7h10M18 7h2M4 17h2M10 17h10M14 4v6M6 14v6",
  sun: "M12 4V2M12 22v-2M4 12H2M22 12h-2M6 6L5 5M19 19l-1-1M18 6l1-1M5 19l1-1M12 8a4 4 0 100 8 4 4 0 000-8z",
  moon: "M20 14A8 8 0 1110 4a7 7 0 0010 10z",
  out: "M14 4h6v16h-6M10 8l-4 4 4 4M6 12h9",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  info: "M12 11v6M12 7.5v.01M12 3a9 9 0 100 18 9 9 0 000-18z",
  plus: "M12 5v14M5 12h14",
  file: "M12 16V4M7 9l5-5 5 5M4 20h16",
  check: "M5 13l4 4L19 7",
  back: "M15 5l-7 7 7 7",
  warn: "M12 4l9 16H3zM12 10v4M12 17v.01",
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside words; it says nothing to a screen reader. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** What a year's money came from and went to, in money of its months; the order of `ledger`. */
export const LEDGER = [
  "WAGES",
  "PENSIONS",
  "SOCIAL_SECURITY",
  "OTHER_INCOME",
  "EMPLOYER",
  "GROWTH",
  "SPENDING",
  "DEBTS",
  "TAXES",
  "GOALS",
  "TRADING_COSTS",
  "SHORTFALL",
  "CONTRIBUTIONS",
  "WITHDRAWALS",
] as const;

export type LedgerLine = (typeof LEDGER)[number];

/** Where a line stands in a ledger. */
export const LEDGER_INDEX = Object.fromEntries(LEDGER.map((name, i) => [name, i])) as Record<
  LedgerLine,
  number
>;

const REASONS: Readonly<Record<string, string>> = {
  NO_CAPITAL: "nothing was invested",
  TOO_FEW_OBSERVATIONS: "too few days",
  NO_VARIATION: "values did not vary",
  NO_DOWNSIDE: "no day fell under the minimum return",
  ONE_SIGN_ONLY: "money only went in, or only out",
  ONE_DAY_ONLY: "one day only",
  NO_ROOT: "no rate balances the flows",
  PERIOD_TOO_SHORT: "a year or less is not annualized",
  NO_AVERAGE_CAPITAL: "no capital on average",
  EXPANSION_INVALID: "skewness and kurtosis are outside of the expansion's domain",
  NO_BENCHMARK: "choose a benchmark above",
  TOTAL_LOSS: "everything was lost",
  RESTATEMENT_PENDING: "daily values are being computed again; ask in a moment",
};

/** Why there is no figure, in words; an unknown reason stands as it came. */
export function reasonOf(code: string | null): string {
  if (code === null) return "not known";
  return REASONS[code] ?? code.toLowerCase().replaceAll("_", " ");
}

import type { SaleYear } from "../domain/harvesting/yearTax.js";

/** What every price of a sale rests on, as sentences to be shown with it. */
export function saleAssumptions({ facts, parameters, state }: SaleYear): readonly string[] {
  const { year, ordinary } = parameters;
  const states = state ? ` and ${state}` : ", no state tax";
  return [
    `Tax of ${year} by the household's tax profile, its gains and losses of the year included as stated there: federal${states}.`,
    ...(ordinary.status === "PROJECTED"
      ? [`The figures of ${year} are projected: ${ordinary.source}.`]
      : []),
    ...(facts.filingStatus === "MARRIED_FILING_SEPARATELY"
      ? [
          "A separate return: sales in the spouse's accounts are priced as if they stood on this return.",
        ]
      : []),
  ];
}

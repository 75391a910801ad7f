import { yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { FederalFacts, Filer, MarketplaceCoverage } from "../federalFacts.js";

const MEDICARE_AGE = 65;

/** What `coverageIn` does, for those who read a plan. */
export const COVERAGE_ASSUMPTION =
  "Marketplace premiums grow with inflation and fall in proportion when one of the insured reaches Medicare; from the year in which the last of them becomes 65 there is none; after the first year nothing is paid in advance.";

/** Whether somebody becomes 65 after the year, or never said when. */
export const isBeforeMedicare = (filer: Pick<Filer, "birthDate">, year: number): boolean =>
  filer.birthDate === null || yearOf(filer.birthDate) + MEDICARE_AGE > year;

/**
 * The marketplace coverage of a later year; the first year's is as stated. From the year of the
 * 65th birthday a person is on Medicare, which ends the credit (26 USC 36B(c)(2)(B)).
 *
 * @param at years after the first, and what prices have grown by since
 * @returns USD to the cent; null without coverage or when every filer is on Medicare
 */
export function coverageIn(
  { marketplace, filers, dependents }: FederalFacts,
  at: { readonly firstYear: number; readonly index: number; readonly factor: number },
): MarketplaceCoverage | null {
  if (!marketplace || at.index === 0) return marketplace;
  const adults = (year: number) => filers.filter((f) => isBeforeMedicare(f, year)).length;
  const left = adults(at.firstYear + at.index);
  if (left === 0) return null;
  const children = dependents?.length ?? 0;
  const share = (left + children) / (adults(at.firstYear) + children);
  const later = (usd: Decimal) => new Decimal((usd.toNumber() * share * at.factor).toFixed(2));
  return {
    ...marketplace,
    premiums: later(marketplace.premiums),
    benchmarkPremiums: later(marketplace.benchmarkPremiums),
    advancePayments: ZERO,
  };
}

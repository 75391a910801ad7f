/** What retirement rules take from the federal engine; no other file here imports from outside. */
export {
  atLeastZero,
  cents,
  excessOver,
  larger,
  smaller,
  times,
  total,
  totalOf,
} from "../exact.js";
export { blankFacts, type FederalFacts } from "../federalFacts.js";
export { federalParametersFor, type FederalParameters } from "../federalParameters.js";
export { federalTax } from "../federalTax.js";
export { type Figure, official, standingOf } from "../figure.js";
export { type ByFilingStatus, byFilingStatus, type FilingStatus } from "../filingStatus.js";
export { grossIncome } from "../grossIncome.js";
export { type IncomeKind, withMore } from "../incomeKind.js";
export { householdIncome, povertyLine, premiumTaxCredit } from "../premiumTaxCredit.js";
export { PROJECTED_INFLATION, PROJECTED_UNTIL } from "../projectedParameters.js";

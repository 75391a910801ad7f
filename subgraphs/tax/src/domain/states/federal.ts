/** What state returns take from the federal engine; no other file here imports from outside. */
export { add, atLeastZero, cents, larger, smaller, times, total, totalOf } from "../exact.js";
export { BLANK_FILER, blankFacts, type FederalFacts, type Filer } from "../federalFacts.js";
export { federalParametersFor, type RateSchedule } from "../federalParameters.js";
export type { FederalReturn } from "../federalReturn.js";
export { federalTax } from "../federalTax.js";
export { type Figure, type FigureStatus, official, standingOf } from "../figure.js";
export { type ByFilingStatus, byFilingStatus, type FilingStatus } from "../filingStatus.js";
export { INCOME_KINDS, type IncomeKind, withMore } from "../incomeKind.js";
export { taxBySchedule } from "../incomeTax.js";
export { PROJECTED_INFLATION } from "../projectedParameters.js";

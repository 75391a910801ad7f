/** What conversion plans take from the engine and its neighbours; no other file here imports from outside. */
export { BLANK_FILER, blankFacts, type FederalFacts } from "../federalFacts.js";
export {
  federalParametersFor,
  type FederalParameters,
  parametersStanding,
  type RateSchedule,
} from "../federalParameters.js";
export type { FederalReturn } from "../federalReturn.js";
export { federalTax } from "../federalTax.js";
export { type FigureStatus, standingOf } from "../figure.js";
export type { FilingStatus } from "../filingStatus.js";
export { withMore } from "../incomeKind.js";
export { notModelled } from "../notModelled.js";
export { PROJECTED_UNTIL } from "../projectedParameters.js";
export { isAgedIn } from "../taxProfile.js";
export {
  MEDICARE_LOOKBACK_YEARS,
  medicareSurcharge,
  type MedicareSurcharge,
} from "../retirement/medicareSurcharge.js";
export { requiredBeginning } from "../retirement/requiredBeginning.js";
export { ownerDivisor } from "../retirement/requiredMinimum.js";
export { stateReturn } from "../states/stateTax.js";

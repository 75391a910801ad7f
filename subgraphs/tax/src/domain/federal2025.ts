import type { FederalParameters } from "./federalParameters.js";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";
import {
  amounts,
  edges,
  gainEdges,
  ORDINARY_RATES,
  STATUTORY,
  SENIOR_DEDUCTION,
} from "./statutoryFigures.js";

/** Federal figures of tax year 2025, USD. */
export const FEDERAL_2025: FederalParameters = {
  ...STATUTORY,
  year: 2025,
  ordinary: official("Rev. Proc. 2024-40", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 11925, 48475, 103350, 197300, 250525, 626350),
      joint: edges(0, 23850, 96950, 206700, 394600, 501050, 751600),
      separate: edges(0, 11925, 48475, 103350, 197300, 250525, 375800),
      head: edges(0, 17000, 64850, 103350, 197300, 250500, 626350),
      survivingSpouse: edges(0, 23850, 96950, 206700, 394600, 501050, 751600),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2024-40",
    byFilingStatus({
      single: gainEdges(48350, 533400),
      joint: gainEdges(96700, 600050),
      separate: gainEdges(48350, 300000),
      head: gainEdges(64750, 566700),
      survivingSpouse: gainEdges(96700, 600050),
    }),
  ),
  standardDeduction: official(
    "P.L. 119-21 §70102",
    amounts({ single: 15750, joint: 31500, separate: 15750, head: 23625 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2024-40",
    amounts({ single: 2000, joint: 1600, separate: 1600, head: 2000 }),
  ),
  seniorDeduction: SENIOR_DEDUCTION,
  itemizedLimitation: official("26 USC 68(f), suspended 2018-2025", null),
};

import type { FederalParameters } from "./federalParameters.js";
import { official } from "./figure.js";
import { byFilingStatus } from "./filingStatus.js";
import { amounts, edges, gainEdges, ORDINARY_RATES, STATUTORY } from "./statutoryFigures.js";

/** Federal figures of tax year 2024, USD. */
export const FEDERAL_2024: FederalParameters = {
  ...STATUTORY,
  year: 2024,
  ordinary: official("Rev. Proc. 2023-34", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 11600, 47150, 100525, 191950, 243725, 609350),
      joint: edges(0, 23200, 94300, 201050, 383900, 487450, 731200),
      separate: edges(0, 11600, 47150, 100525, 191950, 243725, 365600),
      head: edges(0, 16550, 63100, 100500, 191950, 243700, 609350),
      survivingSpouse: edges(0, 23200, 94300, 201050, 383900, 487450, 731200),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2023-34",
    byFilingStatus({
      single: gainEdges(47025, 518900),
      joint: gainEdges(94050, 583750),
      separate: gainEdges(47025, 291850),
      head: gainEdges(63000, 551350),
      survivingSpouse: gainEdges(94050, 583750),
    }),
  ),
  standardDeduction: official(
    "Rev. Proc. 2023-34",
    amounts({ single: 14600, joint: 29200, separate: 14600, head: 21900 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2023-34",
    amounts({ single: 1950, joint: 1550, separate: 1550, head: 1950 }),
  ),
  seniorDeduction: official("26 USC 63 before P.L. 119-21", null),
  itemizedLimitation: official("26 USC 68(f), suspended 2018-2025", null),
};

import { Decimal } from "@wealthgraph/kernel/decimal";
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

/** Federal figures of tax year 2026, USD. */
export const FEDERAL_2026: FederalParameters = {
  ...STATUTORY,
  year: 2026,
  ordinary: official("Rev. Proc. 2025-32", {
    rates: ORDINARY_RATES,
    from: byFilingStatus({
      single: edges(0, 12400, 50400, 105700, 201775, 256225, 640600),
      joint: edges(0, 24800, 100800, 211400, 403550, 512450, 768700),
      separate: edges(0, 12400, 50400, 105700, 201775, 256225, 384350),
      head: edges(0, 17700, 67450, 105700, 201750, 256200, 640600),
      survivingSpouse: edges(0, 24800, 100800, 211400, 403550, 512450, 768700),
    }),
  }),
  gainBreakpoints: official(
    "Rev. Proc. 2025-32",
    byFilingStatus({
      single: gainEdges(49450, 545500),
      joint: gainEdges(98900, 613700),
      separate: gainEdges(49450, 306850),
      head: gainEdges(66200, 579600),
      survivingSpouse: gainEdges(98900, 613700),
    }),
  ),
  standardDeduction: official(
    "Rev. Proc. 2025-32",
    amounts({ single: 16100, joint: 32200, separate: 16100, head: 24150 }),
  ),
  agedOrBlindAddition: official(
    "Rev. Proc. 2025-32",
    amounts({ single: 2050, joint: 1650, separate: 1650, head: 2050 }),
  ),
  seniorDeduction: SENIOR_DEDUCTION,
  itemizedLimitation: official("26 USC 68, P.L. 119-21 §70111", {
    numerator: new Decimal(2),
    denominator: new Decimal(37),
  }),
};

import type { Decimal } from "@wealthgraph/kernel/decimal";
import { ZERO } from "@wealthgraph/kernel/decimal";
import {
  type CapitalGainsReport,
  capitalGainsReport,
} from "../domain/reports/capitalGainsReport.js";
import { findFederalParameters } from "../domain/federalParameters.js";
import type { FilingStatus } from "../domain/filingStatus.js";
import type { TaxDisposal } from "../domain/reports/taxDisposal.js";
import { STATUTORY } from "../domain/statutoryFigures.js";
import { type TaxProfile, taxFactsOf } from "../domain/taxProfile.js";
import { type ReportRequest, todayOf } from "./reportRequest.js";

/** What portfolios knows of a year. */
export interface YearOfDisposals {
  readonly disposals: readonly TaxDisposal[];
  readonly capitalGainDistributions: Decimal;
}

/**
 * The report of a year, with carryovers and the loss limit of the tax profile where there is one.
 *
 * @throws {Refusal} BAD_INPUT when what is stated contradicts the figures
 */
export function buildReport(
  request: ReportRequest,
  year: YearOfDisposals,
  profile: TaxProfile | null,
  now: Date,
): CapitalGainsReport {
  const parameters = findFederalParameters(request.year);
  const filingStatus: FilingStatus = profile?.filingStatus ?? "SINGLE";
  return capitalGainsReport({
    year: request.year,
    disposals: year.disposals,
    stated: request.stated,
    options: request.options,
    scheduleD: {
      capitalGainDistributions: year.capitalGainDistributions,
      shortTermLossCarryover: profile?.shortTermLossCarryover ?? ZERO,
      longTermLossCarryover: profile?.longTermLossCarryover ?? ZERO,
      lossLimit: STATUTORY.capitalLossLimit.value[filingStatus],
      rest: profile && parameters ? { facts: taxFactsOf(profile), parameters } : null,
    },
    hasProfile: profile !== null,
    today: todayOf(now),
  });
}

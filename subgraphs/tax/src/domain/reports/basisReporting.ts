import { type CalendarDate, yearOf } from "@wealthgraph/kernel/calendarDate";
import type { BasisReporting, TaxDisposal } from "./taxDisposal.js";

/** Brokers abroad that send no Form 1099-B. */
const ABROAD: ReadonlySet<string> = new Set(["TRADING_212", "DEGIRO"]);

/**
 * Securities bought from then on are covered: the broker reports their basis. Stock is since 2011,
 * shares of funds since 2012; which of the two an instrument is, the ledger does not say.
 *
 * @see 26 USC 6045(g)(3)(C); Treas. Reg. 1.6045-1(a)(15)
 */
const COVERED_FROM = "2012-01-01" as CalendarDate;

/** First tax year of Form 1099-DA: gross proceeds only. Basis of coins bought from 2026 on follows in 2026. */
export const DIGITAL_FORM_FROM = 2025;
const DIGITAL_COVERED_FROM = "2026-01-01" as CalendarDate;

/**
 * What a broker must have reported of a disposal, by law. A file of transactions does not say what
 * it did report: the household's own Form 1099-B decides, and it can state it.
 *
 * @see 26 USC 6045(g); Treas. Reg. 1.6045-1 (final regulations on digital assets, 2024)
 */
export function basisReportingOf(disposal: TaxDisposal): BasisReporting {
  const { broker, source } = disposal;
  // a return of capital is on Form 1099-DIV, box 3
  if (source === "RETURN_OF_CAPITAL") return "NO_FORM";
  if (broker !== null && ABROAD.has(broker)) return "NO_FORM";
  if (disposal.isDigitalAsset) return digitalReportingOf(disposal);
  return disposal.isCostKnown && disposal.purchasedOn >= COVERED_FROM ? "REPORTED" : "NOT_REPORTED";
}

function digitalReportingOf(disposal: TaxDisposal): BasisReporting {
  if (disposal.broker === null || yearOf(disposal.disposedOn) < DIGITAL_FORM_FROM) return "NO_FORM";
  const isCovered = disposal.isCostKnown && disposal.purchasedOn >= DIGITAL_COVERED_FROM;
  return isCovered ? "REPORTED" : "NOT_REPORTED";
}

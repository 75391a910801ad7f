import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import { findFederalParameters } from "../domain/federalParameters.js";
import { federalTax } from "../domain/federalTax.js";
import {
  type EstimatedPayments,
  estimatedPayments,
  type EstimatedPaymentFacts,
} from "../domain/reports/estimatedPayments.js";
import { type ChecklistItem, yearEndChecklist } from "../domain/reports/yearEndChecklist.js";
import { retirementParametersFor } from "../domain/retirement/retirementParameters.js";
import { type TaxProfile, taxFactsOf } from "../domain/taxProfile.js";
import { buildReport, type YearOfDisposals } from "./buildReport.js";
import type { LoadTaxProfile, TaxProfileKey } from "./ports.js";
import { type ReportRequest, todayOf } from "./reportRequest.js";
import { taxYear } from "./taxYear.js";

/** What a household states of its payments; the rest comes from its tax profiles. USD. */
export interface EstimatedPaymentStatement {
  readonly tax: Decimal | null; // of the year; null: by the profile
  readonly withholding: Decimal | null; // null: by the profile
  readonly priorYearTax: Decimal | null; // null: by the profile of the year before
  readonly priorYearAdjustedGrossIncome: Decimal | null;
  readonly hasPriorYearReturn: boolean; // of twelve months
  readonly payments: EstimatedPaymentFacts["payments"];
  readonly annualizedTax: readonly Decimal[] | null;
}

export const NOTHING_STATED: EstimatedPaymentStatement = {
  tax: null,
  withholding: null,
  priorYearTax: null,
  priorYearAdjustedGrossIncome: null,
  hasPriorYearReturn: true,
  payments: [],
  annualizedTax: null,
};

/**
 * Estimated payments of a household's year from its tax profiles and what it states.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, BAD_INPUT
 */
export async function householdPayments(
  load: LoadTaxProfile,
  viewer: Viewer,
  key: TaxProfileKey,
  of: { readonly stated: EstimatedPaymentStatement; readonly now: Date },
): Promise<EstimatedPayments> {
  requireHousehold(viewer, key.householdId, "read");
  const { facts, parameters } = await taxYear(load, viewer, key);
  const prior = await load({ ...key, year: key.year - 1 });
  const { stated } = of;
  return estimatedPayments({
    year: key.year,
    filingStatus: facts.filingStatus,
    tax: stated.tax ?? federalTax(facts, parameters).netTax,
    withholding: stated.withholding ?? facts.withholding,
    prior: priorOf(stated, prior),
    payments: stated.payments,
    annualizedTax: stated.annualizedTax,
    today: todayOf(of.now),
  });
}

/** Stated figures first, then the profile of the year before; null: its harbour is not open. */
function priorOf(
  stated: EstimatedPaymentStatement,
  profile: TaxProfile | null,
): EstimatedPaymentFacts["prior"] {
  if (!stated.hasPriorYearReturn) return null;
  const parameters = profile && findFederalParameters(profile.year);
  const computed = profile && parameters ? federalTax(taxFactsOf(profile), parameters) : null;
  const tax = stated.priorYearTax ?? computed?.netTax;
  const income = stated.priorYearAdjustedGrossIncome ?? computed?.adjustedGrossIncome;
  return tax && income ? { tax, adjustedGrossIncome: income } : null;
}

/**
 * What is to be done before a year ends.
 *
 * @throws {Refusal} NOT_FOUND; TAX_YEAR_UNKNOWN before the first year whose figures are carried
 */
export async function householdChecklist(
  load: LoadTaxProfile,
  viewer: Viewer,
  request: ReportRequest,
  of: { readonly year: YearOfDisposals; readonly now: Date },
): Promise<readonly ChecklistItem[]> {
  requireHousehold(viewer, request.householdId, "read");
  const key = { householdId: request.householdId, year: request.year };
  const [retirement, profile] = [retirementParametersFor(key.year), await load(key)];
  const report = buildReport(request, of.year, profile, of.now);
  const today: CalendarDate = todayOf(of.now);
  if (!profile) return yearEndChecklist({ year: key.year, today, report, retirement, profile });
  const { facts: stated, parameters } = await taxYear(load, viewer, key);
  const { shortTerm, longTerm } = report.scheduleD;
  // gains as realised until today; carryovers are part of Schedule D's lines already
  const facts = {
    ...stated,
    shortTermGain: shortTerm.plus(stated.shortTermLossCarryover),
    longTermGain: longTerm.plus(stated.longTermLossCarryover),
  };
  const payments = await householdPayments(load, viewer, key, {
    stated: { ...NOTHING_STATED, tax: federalTax(facts, parameters).netTax },
    now: of.now,
  });
  const tax = federalTax(facts, parameters);
  return yearEndChecklist({
    year: key.year,
    today,
    report,
    retirement,
    profile: { facts, parameters, tax, payments },
  });
}

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { invariant } from "@wealthgraph/kernel/refusal";
import { FILING_STATUSES } from "../domain/filingStatus.js";
import {
  AMOUNTS,
  checkTaxProfile,
  type TaxProfile,
  type TaxProfileEntry,
} from "../domain/taxProfile.js";

import { fromDetailsJson, toDetailsJson } from "./taxDetailsJson.js";

/** A row of tax.tax_profile as plain SQL brings it: NUMERIC and DATE as text. */
export interface TaxProfileRow extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly household_id: string;
  readonly year: number;
  readonly version: number;
  readonly filing_status: string;
  readonly spouse_itemizes: boolean;
  readonly filer_birth_date: string | null;
  readonly filer_is_blind: boolean;
  readonly spouse_birth_date: string | null;
  readonly spouse_is_blind: boolean;
  readonly details: unknown; // jsonb
}

const columnOf = (name: string): string => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** The columns a household fills in, in the order of `toValues`. */
export const ENTRY_COLUMNS: readonly string[] = [
  "filing_status",
  ...AMOUNTS.map(columnOf),
  "spouse_itemizes",
  "filer_birth_date",
  "filer_is_blind",
  "spouse_birth_date",
  "spouse_is_blind",
  "details",
];

/** The bound values of `ENTRY_COLUMNS`. */
export function toValues(entry: TaxProfileEntry): readonly unknown[] {
  return [
    entry.filingStatus,
    ...AMOUNTS.map((name) => entry[name].toFixed()),
    entry.spouseItemizes,
    entry.filerBirthDate,
    entry.filerIsBlind,
    entry.spouseBirthDate,
    entry.spouseIsBlind,
    toDetailsJson(entry.details),
  ];
}

/** @throws {InvariantViolation} or a refusal when the row is not one that `checkTaxProfile` lets in */
export function toTaxProfile(row: TaxProfileRow): TaxProfile {
  const filingStatus = FILING_STATUSES.find((s) => s === row.filing_status);
  invariant(filingStatus, "a stored filing status is one of the five");
  const amount = (name: (typeof AMOUNTS)[number]) => new Decimal(String(row[columnOf(name)]));
  const profile: TaxProfile = {
    id: row.id,
    householdId: row.household_id,
    year: row.year,
    version: row.version,
    filingStatus,
    wages: amount("wages"),
    interest: amount("interest"),
    ordinaryDividends: amount("ordinaryDividends"),
    qualifiedDividends: amount("qualifiedDividends"),
    shortTermGain: amount("shortTermGain"),
    longTermGain: amount("longTermGain"),
    shortTermLossCarryover: amount("shortTermLossCarryover"),
    longTermLossCarryover: amount("longTermLossCarryover"),
    otherIncome: amount("otherIncome"),
    itemizedDeductions: amount("itemizedDeductions"),
    spouseItemizes: row.spouse_itemizes,
    // DATE columns come as YYYY-MM-DD text
    filerBirthDate: row.filer_birth_date as CalendarDate | null,
    filerIsBlind: row.filer_is_blind,
    spouseBirthDate: row.spouse_birth_date as CalendarDate | null,
    spouseIsBlind: row.spouse_is_blind,
    details: fromDetailsJson(row.details),
  };
  checkTaxProfile(profile);
  return profile;
}

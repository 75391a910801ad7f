import type {
  FilingStatus,
  SetTaxProfileInput,
  TaxProfileFieldsFragment,
} from "../generated/operations.js";
import { readAmount } from "../look/figures.js";

export const AMOUNTS = [
  { name: "wages", label: "Wages", note: "Box 1 of Form W-2" },
  { name: "interest", label: "Taxable interest", note: "Form 1099-INT" },
  { name: "ordinaryDividends", label: "Ordinary dividends", note: "Qualified ones included" },
  { name: "qualifiedDividends", label: "Qualified dividends", note: "Part of the ordinary ones" },
  { name: "shortTermGain", label: "Short-term gain", note: "Net; a loss is negative" },
  { name: "longTermGain", label: "Long-term gain", note: "Net; a loss is negative" },
  { name: "shortTermLossCarryover", label: "Short-term loss carried", note: "From earlier years" },
  { name: "longTermLossCarryover", label: "Long-term loss carried", note: "From earlier years" },
  { name: "otherIncome", label: "Other income", note: "Pensions, for one" },
  { name: "itemizedDeductions", label: "Itemized deductions", note: "Schedule A total" },
] as const;

export type AmountName = (typeof AMOUNTS)[number]["name"];

export const STATUSES: readonly FilingStatus[] = [
  "SINGLE",
  "MARRIED_FILING_JOINTLY",
  "MARRIED_FILING_SEPARATELY",
  "HEAD_OF_HOUSEHOLD",
  "QUALIFYING_SURVIVING_SPOUSE",
];

/** What stands in the form: text, as typed. */
export interface ProfileFields {
  readonly filingStatus: FilingStatus;
  readonly amounts: Readonly<Record<AmountName, string>>;
  readonly filerBirthDate: string;
  readonly filerIsBlind: boolean;
  readonly spouseBirthDate: string;
  readonly spouseIsBlind: boolean;
  readonly spouseItemizes: boolean;
}

const BLANK: ProfileFields = {
  filingStatus: "SINGLE",
  amounts: amountsBy(() => ""),
  filerBirthDate: "",
  filerIsBlind: false,
  spouseBirthDate: "",
  spouseIsBlind: false,
  spouseItemizes: false,
};

function amountsBy(textOf: (name: AmountName) => string): Record<AmountName, string> {
  const entries = AMOUNTS.map(({ name }) => [name, textOf(name)]);
  return Object.fromEntries(entries) as Record<AmountName, string>; // every name is in AMOUNTS
}

export function fieldsOf(profile: TaxProfileFieldsFragment | null): ProfileFields {
  if (!profile) return BLANK;
  return {
    filingStatus: profile.filingStatus,
    amounts: amountsBy((name) => (Number(profile[name].amount) === 0 ? "" : profile[name].amount)),
    filerBirthDate: profile.filerBirthDate ?? "",
    filerIsBlind: profile.filerIsBlind,
    spouseBirthDate: profile.spouseBirthDate ?? "",
    spouseIsBlind: profile.spouseIsBlind,
    spouseItemizes: profile.spouseItemizes,
  };
}

export function isAmountWrong(text: string): boolean {
  return text !== "" && readAmount(text) === null;
}

/** @returns null when an amount cannot be read */
export function inputOf(
  fields: ProfileFields,
  key: { readonly householdId: string; readonly year: number; readonly version: number | null },
): SetTaxProfileInput | null {
  if (Object.values(fields.amounts).some(isAmountWrong)) return null;
  const isJoint = fields.filingStatus === "MARRIED_FILING_JOINTLY";
  const amounts = AMOUNTS.map(({ name }) => [
    name,
    { amount: readAmount(fields.amounts[name]) ?? "0", currency: "USD" },
  ]);
  return {
    householdId: key.householdId,
    year: key.year,
    version: key.version,
    filingStatus: fields.filingStatus,
    filerBirthDate: fields.filerBirthDate || null,
    filerIsBlind: fields.filerIsBlind,
    spouseBirthDate: isJoint ? fields.spouseBirthDate || null : null,
    spouseIsBlind: isJoint && fields.spouseIsBlind,
    spouseItemizes: fields.filingStatus === "MARRIED_FILING_SEPARATELY" && fields.spouseItemizes,
    ...(Object.fromEntries(amounts) as Pick<SetTaxProfileInput, AmountName>),
  };
}

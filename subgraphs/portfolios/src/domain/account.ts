/** Every kind of account a household can hold, by the tax law that governs it. */
export const ACCOUNT_KINDS = [
  "TAXABLE",
  "JOINT_TAXABLE",
  "TRUST",
  "CUSTODIAL",
  "TRADITIONAL_IRA",
  "ROLLOVER_IRA",
  "INHERITED_IRA",
  "SEP_IRA",
  "SIMPLE_IRA",
  "ROTH_IRA",
  "TRADITIONAL_401K",
  "ROTH_401K",
  "TRADITIONAL_403B",
  "ROTH_403B",
  "GOVERNMENTAL_457B",
  "HSA",
  "EDUCATION_529",
  "COVERDELL",
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const TAX_TREATMENTS = ["TAXABLE", "TAX_DEFERRED", "ROTH", "HSA", "EDUCATION"] as const;
export type TaxTreatment = (typeof TAX_TREATMENTS)[number];

/** Brokers whose exports we read; OTHER for a file that a mapping or a common standard explains. */
export const BROKERS = [
  "SCHWAB",
  "FIDELITY",
  "INTERACTIVE_BROKERS",
  "VANGUARD",
  "ETRADE",
  "ROBINHOOD",
  "COINBASE",
  "TRADING_212",
  "DEGIRO",
  "OTHER",
] as const;
export type Broker = (typeof BROKERS)[number];

const TREATMENT: Readonly<Record<AccountKind, TaxTreatment>> = {
  TAXABLE: "TAXABLE",
  JOINT_TAXABLE: "TAXABLE",
  TRUST: "TAXABLE",
  CUSTODIAL: "TAXABLE",
  TRADITIONAL_IRA: "TAX_DEFERRED",
  ROLLOVER_IRA: "TAX_DEFERRED",
  INHERITED_IRA: "TAX_DEFERRED",
  SEP_IRA: "TAX_DEFERRED",
  SIMPLE_IRA: "TAX_DEFERRED",
  ROTH_IRA: "ROTH",
  TRADITIONAL_401K: "TAX_DEFERRED",
  ROTH_401K: "ROTH",
  TRADITIONAL_403B: "TAX_DEFERRED",
  ROTH_403B: "ROTH",
  GOVERNMENTAL_457B: "TAX_DEFERRED",
  HSA: "HSA",
  EDUCATION_529: "EDUCATION",
  COVERDELL: "EDUCATION",
};

/** How gains and income inside an account of this kind are taxed. */
export function taxTreatmentOf(kind: AccountKind): TaxTreatment {
  return TREATMENT[kind];
}

/** True for the individual retirement arrangements that Rev. Rul. 2008-5 speaks of. */
export function isIra(kind: AccountKind): boolean {
  return kind.endsWith("_IRA");
}

/** True where a sale has no tax consequence: everything that is not TAXABLE. */
export function isSheltered(kind: AccountKind): boolean {
  return TREATMENT[kind] !== "TAXABLE";
}

/** What the ledger needs to know of an account. */
export interface LedgerAccount {
  readonly id: string;
  readonly kind: AccountKind;
  /** True when it may sell what it does not hold. */
  readonly allowsShort?: boolean;
}

/**
 * Whose purchases count against whose losses in the wash-sale rule: equal text, one taxpayer.
 *
 * All accounts of a household are one taxpayer, because a spouse's purchases count. A custodial
 * account belongs to a child, who is neither the taxpayer nor the spouse: it stands for itself.
 *
 * @see IRS Publication 550, Wash Sales; 26 U.S.C. 1091
 */
export function washSaleTaxpayer(account: LedgerAccount): string {
  return account.kind === "CUSTODIAL" ? account.id : "household";
}

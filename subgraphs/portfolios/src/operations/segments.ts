import { LEDGER_CURRENCY } from "./createAccount.js";
import type { InstrumentFacts } from "./ports.js";
import { type AccountKind, taxTreatmentOf } from "../domain/account.js";

/** By what a return is divided. */
export const CONTRIBUTION_DIMENSIONS = [
  "INSTRUMENT",
  "ACCOUNT",
  "ASSET_CLASS",
  "SECTOR",
  "CURRENCY",
  "TAX_TREATMENT",
] as const;

export type ContributionDimension = (typeof CONTRIBUTION_DIMENSIONS)[number];

export const CASH = "CASH";
/** A security that the dimension says nothing about: the sector of a fund. */
export const UNCLASSIFIED = "UNCLASSIFIED";

export interface SegmentFacts {
  /** By instrument */
  readonly instruments: ReadonlyMap<string, InstrumentFacts>;
  /** By account */
  readonly kinds: ReadonlyMap<string, AccountKind>;
}

/** The segment of a part: of a security, or of an account's cash. */
export function segmentOf(
  dimension: ContributionDimension,
  part: { readonly accountId: string; readonly instrumentId: string | null },
  { instruments, kinds }: SegmentFacts,
): string {
  const { accountId, instrumentId } = part;
  if (dimension === "ACCOUNT") return accountId;
  if (dimension === "TAX_TREATMENT") return taxTreatmentOf(kinds.get(accountId) ?? "TAXABLE");
  if (instrumentId === null) return dimension === "CURRENCY" ? LEDGER_CURRENCY : CASH;
  if (dimension === "INSTRUMENT") return instrumentId;
  const facts = instruments.get(instrumentId);
  return (facts && WORD[dimension](facts)) ?? UNCLASSIFIED;
}

const WORD = {
  ASSET_CLASS: ({ assetClass }: InstrumentFacts) => assetClass,
  SECTOR: ({ sector }: InstrumentFacts) => sector,
  CURRENCY: ({ currency }: InstrumentFacts) => currency,
};

import type { TaxProfile, TaxProfileEntry } from "../domain/taxProfile.js";

/** Names one household's profile of one year. */
export interface TaxProfileKey {
  readonly householdId: string;
  readonly year: number;
}

/** Tax profiles of the viewer's households; others are not there. */
export interface TaxProfileStore {
  /** Any number of keys in one read; keys without a profile are left out. */
  byKeys(keys: readonly TaxProfileKey[]): Promise<readonly TaxProfile[]>;
  /** Any number of ids in one read; unknown ids are left out. */
  byIds(ids: readonly string[]): Promise<ReadonlyMap<string, TaxProfile>>;
  /** @returns null when the household has a profile of that year already */
  add(entry: TaxProfileEntry): Promise<TaxProfile | null>;
  /** @returns null when the stored profile is not at `version` */
  replace(entry: TaxProfileEntry, version: number): Promise<TaxProfile | null>;
}

/** Reads one profile; equal reads of a request are one statement. */
export type LoadTaxProfile = (key: TaxProfileKey) => Promise<TaxProfile | null>;

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { federalParametersFor } from "../domain/federalParameters.js";
import { checkStatedContributions } from "../domain/retirement/contributionCeiling.js";
import { checkTaxProfile, type TaxProfile, type TaxProfileEntry } from "../domain/taxProfile.js";
import type { TaxProfileStore } from "./ports.js";

/** What a caller says; `details` absent (undefined) means "as they are", null means "none". */
export type TaxProfileStatement = Omit<TaxProfileEntry, "details"> & {
  readonly details: TaxProfileEntry["details"] | undefined;
};

/**
 * Stores what a household says of its tax year; the first time without a version.
 *
 * @param version the version the caller read, null when there was no profile
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, TAX_YEAR_UNKNOWN, BAD_INPUT, CONTRIBUTION_OVER_LIMIT; CONFLICT when the stored
 * profile is not the one the caller read
 */
export async function setTaxProfile(
  profiles: TaxProfileStore,
  viewer: Viewer,
  statement: TaxProfileStatement,
  version: number | null,
): Promise<TaxProfile> {
  requireHousehold(viewer, statement.householdId, "write");
  federalParametersFor(statement.year);
  const entry = await withDetailsKept(profiles, statement, version);
  checkTaxProfile(entry);
  checkStatedContributions(entry);
  const stored =
    version === null ? await profiles.add(entry) : await profiles.replace(entry, version);
  if (stored) return stored;
  throw new Refusal(
    "CONFLICT",
    version === null
      ? `the household has a tax profile of ${entry.year} already: read it and send its version`
      : `the tax profile of ${entry.year} is not at version ${version}: read it again`,
    { year: entry.year, versionAsked: version },
  );
}

/** A client that does not know the details must not lose them; the version keeps the read from going stale. */
async function withDetailsKept(
  profiles: TaxProfileStore,
  statement: TaxProfileStatement,
  version: number | null,
): Promise<TaxProfileEntry> {
  const { details } = statement;
  if (details !== undefined) return { ...statement, details };
  const [stored] = version === null ? [] : await profiles.byKeys([statement]);
  return { ...statement, details: stored?.details ?? null };
}

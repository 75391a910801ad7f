import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import type { ProjectedPerson, ProjectionRequest } from "../domain/projection/projectionRequest.js";
import { type TaxProjection, taxProjection } from "../domain/projection/taxProjection.js";
import type { FederalFacts } from "../domain/federalFacts.js";
import { isAgedIn } from "../domain/taxProfile.js";
import { rmdKindOf } from "../domain/retirement/accountDistribution.js";
import type { RetirementHousehold } from "../domain/retirement/householdAccounts.js";
import type { LoadTaxProfile } from "./ports.js";
import { taxYear } from "./taxYear.js";

/** A person as stated: a balance that is not stated is the ledger's of that person's accounts. */
export interface PersonStatement extends Omit<ProjectedPerson, "traditional"> {
  readonly personId: string | null;
  readonly traditional: Decimal | null;
}

export interface TaxProjectionRequest extends Omit<ProjectionRequest, "people"> {
  readonly people: readonly PersonStatement[];
}

/**
 * A household's taxes over years from its tax profile of the first: some 10 ms for 40 years under
 * two laws.
 *
 * @throws {Refusal} NOT_FOUND, TAX_YEAR_UNKNOWN, TAX_PROFILE_MISSING, TAX_STATE_UNKNOWN, BAD_INPUT
 */
export async function taxProjectionOf(
  load: LoadTaxProfile,
  viewer: Viewer,
  of: {
    readonly householdId: string;
    readonly household: RetirementHousehold;
    readonly request: TaxProjectionRequest;
  },
): Promise<TaxProjection> {
  const { householdId, household, request } = of;
  requireHousehold(viewer, householdId, "read");
  const { facts } = await taxYear(load, viewer, { householdId, year: request.fromYear });
  const people = request.people.map(({ personId, traditional, ...person }) => ({
    ...person,
    traditional: traditional ?? traditionalOf(household, personId, request.fromYear - 1),
  }));
  return taxProjection(withBirthDates(facts, of), { ...request, people });
}

/** A birth date that the profile does not have is the named person's. */
function withBirthDates(
  facts: FederalFacts,
  {
    household,
    request,
  }: { readonly household: RetirementHousehold; readonly request: TaxProjectionRequest },
): FederalFacts {
  const filers = facts.filers.map((filer, i) => {
    const id = request.people[i]?.personId ?? null;
    const birthDate = household.members.find((m) => m.id === id)?.birthDate ?? null;
    if (filer.birthDate || !birthDate) return filer;
    return { ...filer, birthDate, isAged: isAgedIn(request.fromYear, birthDate) };
  });
  return { ...facts, filers };
}

function traditionalOf(
  { accounts }: RetirementHousehold,
  personId: string | null,
  year: number,
): Decimal {
  const own = accounts.filter((a) => a.ownerId === personId && rmdKindOf(a.kind) !== null);
  const values = own.map((a) => a.yearEnds.find((end) => end.year === year)?.value ?? ZERO);
  return personId === null ? ZERO : Decimal.max(ZERO, sum(values));
}

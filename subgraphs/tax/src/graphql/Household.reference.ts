import { z } from "zod";
import type { RetirementHousehold } from "../domain/retirement/householdAccounts.js";
import { ACCOUNT, parseRequired, PERSON } from "./retirementReference.js";

/** A household as the router represents it: the key and, where a field asks, what that field requires. */
export interface HouseholdReference {
  readonly id: string;
}

/** A household by its key; what tax adds to it checks the viewer, field by field. */
export function resolveHousehold(reference: HouseholdReference): Promise<HouseholdReference> {
  return Promise.resolve(reference);
}

/** What the fields on retirement require of a household. */
export const RETIREMENT_FIELDS =
  "people { id birthDate } accounts { id name kind owner { id } yearEndValues { year value isEstimated } }";

const REPRESENTATION = z.object({ people: z.array(PERSON), accounts: z.array(ACCOUNT) });

/** @throws {Refusal} BAD_INPUT when a required field is missing or has another form */
export function toRetirementHousehold(reference: HouseholdReference): RetirementHousehold {
  const { people, accounts } = parseRequired(REPRESENTATION, reference);
  return {
    members: people,
    accounts: accounts.map(({ owner, yearEndValues, ...rest }) => ({
      ...rest,
      ownerId: owner?.id ?? null,
      yearEnds: yearEndValues,
    })),
  };
}

import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { identityOf } from "../domain/harvesting/identicalSecurities.js";
import type { SubstituteVeto, SubstituteVetoStore } from "./harvestPorts.js";

/** Vetoes of one household. */
const VETOES_MAX = 500;
const SYMBOL = /^[A-Z0-9][A-Z0-9.]{0,19}$/;

/** @throws {Refusal} NOT_FOUND when the household is not the viewer's */
export async function substituteVetoes(
  store: SubstituteVetoStore,
  viewer: Viewer,
  householdId: string,
): Promise<readonly SubstituteVeto[]> {
  requireHousehold(viewer, householdId, "read");
  return store.ofHousehold(householdId);
}

/**
 * Never proposes a substitute again; twice is once.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT
 */
export async function vetoSubstitute(
  store: SubstituteVetoStore,
  viewer: Viewer,
  asked: SubstituteVeto,
): Promise<SubstituteVeto> {
  requireHousehold(viewer, asked.householdId, "write");
  const veto = spelled(asked);
  if (await store.add(veto, VETOES_MAX)) return veto;
  throw new Refusal("BAD_INPUT", `a household has at most ${VETOES_MAX} vetoes`, {
    vetoesMax: VETOES_MAX,
  });
}

/**
 * Takes a veto back.
 *
 * @returns false when there was none
 * @throws {Refusal} NOT_FOUND, FORBIDDEN, BAD_INPUT
 */
export async function allowSubstitute(
  store: SubstituteVetoStore,
  viewer: Viewer,
  asked: SubstituteVeto,
): Promise<boolean> {
  requireHousehold(viewer, asked.householdId, "write");
  return store.remove(spelled(asked));
}

function spelled({ householdId, substitute, insteadOf }: SubstituteVeto): SubstituteVeto {
  return {
    householdId,
    substitute: symbolOf("substitute", substitute),
    insteadOf: insteadOf === null ? null : symbolOf("insteadOf", insteadOf),
  };
}

function symbolOf(field: string, text: string): string {
  const symbol = identityOf(text);
  if (SYMBOL.test(symbol)) return symbol;
  throw new Refusal("BAD_INPUT", `${field} is a symbol of 1 to 20 letters, digits and dots`, {
    field,
  });
}

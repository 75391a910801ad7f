import { Refusal } from "@wealthgraph/kernel/refusal";
import { CALIFORNIA } from "./california.js";
import { ILLINOIS } from "./illinois.js";
import { MASSACHUSETTS } from "./massachusetts.js";
import { MINNESOTA } from "./minnesota.js";
import { NEW_HAMPSHIRE } from "./newHampshire.js";
import { NEW_JERSEY } from "./newJersey.js";
import { NEW_YORK } from "./newYork.js";
import { noIncomeTax } from "./noIncomeTax.js";
import { OREGON } from "./oregon.js";
import { PENNSYLVANIA } from "./pennsylvania.js";
import { VIRGINIA } from "./virginia.js";
import { WASHINGTON } from "./washington.js";
import { isStateCode, STATE_NAMES, type StateCode } from "./stateCode.js";
import type { StateCliff, StateRule } from "./stateReturn.js";

const RULES: ReadonlyMap<StateCode, StateRule> = new Map(
  [
    CALIFORNIA,
    ILLINOIS,
    MASSACHUSETTS,
    MINNESOTA,
    NEW_HAMPSHIRE,
    NEW_JERSEY,
    NEW_YORK,
    OREGON,
    PENNSYLVANIA,
    VIRGINIA,
    WASHINGTON,
    ...(["AK", "FL", "NV", "SD", "TN", "TX", "WY"] as const).map(noIncomeTax),
  ].map((rule) => [rule.code, rule]),
);

/** A state with rules, for lists and forms. */
export interface SupportedState {
  readonly code: StateCode;
  readonly name: string;
  readonly cliffs: readonly StateCliff[];
}

/** The states that can be asked for, by name. */
export const SUPPORTED_STATES: readonly SupportedState[] = [...RULES.values()]
  .map(({ code, cliffs }) => ({ code, name: STATE_NAMES[code], cliffs }))
  .toSorted((a, b) => a.name.localeCompare(b.name, "en"));

/** @throws {Refusal} TAX_STATE_UNKNOWN for a state without rules, which it names, or no state at all */
export function stateRuleFor(state: string): StateRule {
  const isState = isStateCode(state);
  const rule = isState ? RULES.get(state) : undefined;
  if (rule) return rule;
  throw new Refusal(
    "TAX_STATE_UNKNOWN",
    `${isState ? `No income tax rules are carried for ${STATE_NAMES[state]}` : `${JSON.stringify(state.slice(0, 20))} is not a state's postal code`}; carried: ${[...RULES.keys()].toSorted().join(", ")}.`,
    { stateAsked: state.slice(0, 20), stateName: isState ? STATE_NAMES[state] : null },
  );
}

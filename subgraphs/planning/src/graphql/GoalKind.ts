import { registerEnumType } from "type-graphql";
import { GOAL_KINDS } from "../domain/goal.js";

/** The kinds of goals as a GraphQL enum. */
export const GoalKindEnum = Object.fromEntries(GOAL_KINDS.map((kind) => [kind, kind]));

registerEnumType(GoalKindEnum, {
  name: "GoalKind",
  description:
    "RETIREMENT and LEGACY are balances to reach; a simulation pays the others out of the pool.",
});

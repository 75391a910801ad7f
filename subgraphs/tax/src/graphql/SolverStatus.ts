import { registerEnumType } from "type-graphql";

/** How a solver ended. */
export enum SolverStatusEnum {
  OPTIMAL = "OPTIMAL",
  TIME_LIMIT = "TIME_LIMIT",
  INFEASIBLE = "INFEASIBLE",
  UNBOUNDED = "UNBOUNDED",
  FAILED = "FAILED",
  NOT_ASKED = "NOT_ASKED",
}

registerEnumType(SolverStatusEnum, {
  name: "SolverStatus",
  description: "How a solver ended; NOT_ASKED where there was none.",
});

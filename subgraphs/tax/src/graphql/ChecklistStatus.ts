import { registerEnumType } from "type-graphql";
import type { ChecklistStatus } from "../domain/reports/yearEndChecklist.js";

export const ChecklistStatusEnum: Readonly<Record<ChecklistStatus, ChecklistStatus>> = {
  OPEN: "OPEN",
  DONE: "DONE",
  PASSED: "PASSED",
  NOT_APPLICABLE: "NOT_APPLICABLE",
  UNKNOWN: "UNKNOWN",
};

registerEnumType(ChecklistStatusEnum, {
  name: "ChecklistStatus",
  description: "UNKNOWN: a fact is missing. PASSED: the day is over and it was not done.",
});

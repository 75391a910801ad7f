import { registerEnumType } from "type-graphql";
import { CHECKLIST_CODES, type ChecklistCode } from "../domain/reports/yearEndChecklist.js";

export const ChecklistCodeEnum = Object.fromEntries(
  CHECKLIST_CODES.map((code) => [code, code]),
) as Readonly<Record<ChecklistCode, ChecklistCode>>;

registerEnumType(ChecklistCodeEnum, { name: "ChecklistCode" });

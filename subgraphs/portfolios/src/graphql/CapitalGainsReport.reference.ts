import { isId } from "@wealthgraph/chassis/id";
import { calendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { DisposalRange } from "../operations/disposalPorts.js";

/** Whose year a report is about, as its id says; what else stands in the id is tax's. */
export interface ReportYear {
  readonly id: string;
  readonly householdId: string;
  readonly range: DisposalRange;
}

/** @throws {Refusal} NOT_FOUND for an id that tax did not make */
export function resolveCapitalGainsReport({ id }: { readonly id: string }): Promise<ReportYear> {
  const [householdId = "", year = ""] = id.split(".");
  const [from, to] = [calendarDate(Number(year), 1, 1), calendarDate(Number(year), 12, 31)];
  if (!isId(householdId) || !from || !to) {
    return Promise.reject(new Refusal("NOT_FOUND", "there is no such report"));
  }
  return Promise.resolve({ id, householdId, range: { from, to } });
}

import { z } from "zod";
import { isId } from "@wealthgraph/chassis/id";
import { type CalendarDate, dateOfInstant, yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { FIRST_REPORT_YEAR } from "../domain/reports/capitalGainsReport.js";
import type { Form8949Options } from "../domain/reports/form8949.js";
import { STATED_CODES, type StatedForm } from "../domain/reports/taxDisposal.js";

/** What report a household wants. */
export interface ReportRequest {
  readonly householdId: string;
  readonly year: number;
  readonly options: Form8949Options;
  readonly stated: readonly StatedForm[];
}

/** More than anybody states by hand. */
export const STATED_FORMS_MAX = 500;

const amount = z
  .string()
  .transform((text) => new Decimal(text))
  .nullable();

const WANTED = z.object({
  options: z.object({
    grouping: z.enum(["EACH_LOT", "EACH_SALE"]),
    rounding: z.enum(["CENTS", "WHOLE_DOLLARS"]),
    totalsOnScheduleD: z.boolean(),
  }),
  stated: z.array(
    z.object({
      disposalId: z.string(),
      reporting: z.enum(["REPORTED", "NOT_REPORTED", "NO_FORM"]).nullable(),
      proceeds: amount,
      reportedCost: amount,
      cost: amount,
      term: z.enum(["SHORT", "LONG"]).nullable(),
      codes: z.array(z.enum(STATED_CODES)),
      adjustment: amount,
    }),
  ),
});

/**
 * A report's id says all of what it is, so that every subgraph that adds to it knows its year, and
 * tax the rest: household, year, and the wishes as base64url.
 */
export function reportIdOf({ householdId, year, options, stated }: ReportRequest): string {
  const wishes = Buffer.from(JSON.stringify({ options, stated })).toString("base64url");
  return `${householdId}.${year}.${wishes}`;
}

/** @throws {Refusal} NOT_FOUND for an id that is none of ours */
export function toReportRequest(id: string): ReportRequest {
  const [householdId = "", year = "", wishes = ""] = id.split(".");
  const parsed = WANTED.safeParse(jsonOf(Buffer.from(wishes, "base64url").toString("utf8")));
  if (!isId(householdId) || !/^\d{4}$/.test(year) || !parsed.success) {
    throw new Refusal("NOT_FOUND", "there is no such report");
  }
  return { householdId, year: Number(year), ...parsed.data };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // falls through to the refusal: what is not JSON is no report
    return null;
  }
}

export const todayOf = (now: Date): CalendarDate => dateOfInstant(now, "America/New_York");

/**
 * @throws {Refusal} TAX_YEAR_UNKNOWN before the first Form 8949 and after this year; BAD_INPUT when
 * too much is stated
 */
export function checkReportRequest({ year, stated }: ReportRequest, now: Date): void {
  const yearLast = yearOf(todayOf(now));
  if (!Number.isInteger(year) || year < FIRST_REPORT_YEAR || year > yearLast) {
    throw new Refusal(
      "TAX_YEAR_UNKNOWN",
      `reports are of ${FIRST_REPORT_YEAR}, the first year of Form 8949, to ${yearLast} (asked: ${year})`,
      { yearAsked: year, yearFirst: FIRST_REPORT_YEAR, yearLast },
    );
  }
  if (stated.length > STATED_FORMS_MAX) {
    throw new Refusal("BAD_INPUT", `at most ${STATED_FORMS_MAX} forms are stated`, {
      statedMax: STATED_FORMS_MAX,
    });
  }
}

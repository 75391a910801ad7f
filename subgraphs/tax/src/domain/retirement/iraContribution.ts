import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { ageAtYearEnd, requireNotNegative } from "./contributionAge.js";
import { excessOver, larger, smaller, total } from "../exact.js";
import type { FilingStatus } from "../filingStatus.js";
import {
  type PhaseOut,
  type RetirementParameters,
  retirementParametersFor,
} from "./retirementParameters.js";

/** One person's side of IRA contributions. USD, >= 0. */
export interface IraSaver {
  readonly birthDate: CalendarDate;
  readonly compensation: Decimal; // wages, self-employment after half its tax; not pensions or gains
  readonly isCoveredByPlan: boolean; // form W-2 box 13
  readonly traditional: Decimal; // contributed for the year so far
  readonly roth: Decimal; // contributed for the year so far
}

/** A household's IRAs in one year. */
export interface IraHousehold {
  readonly filingStatus: FilingStatus;
  readonly livedApart: boolean; // separate returns: from the spouse, the whole year
  readonly rothMagi: Decimal; // USD: AGI without conversions and before the IRA deduction
  readonly deductionMagi: Decimal; // USD: AGI before the IRA and the student loan interest deduction
  readonly isSeparateSpouseCovered: boolean; // separate returns: the other spouse's plan covers them
  readonly savers: readonly IraSaver[]; // the filer; on a joint return also the spouse
}

/** What one person may contribute for the year. USD, >= 0. */
export interface IraRoom {
  readonly limit: Decimal; // of traditional and Roth together
  readonly rothMax: Decimal; // after the income phase-out
  readonly deductibleMax: Decimal; // of traditional contributions
  readonly room: Decimal; // of `limit`
  readonly rothRoom: Decimal;
  readonly deductibleRoom: Decimal;
  readonly excess: Decimal; // contributed over the limits: 6 % a year until it is out (26 USC 4973)
}

/** How a phased-out limit is rounded, and its least amount while it is not 0. USD. */
export const REDUCED_LIMIT = { roundUpTo: 10, minimum: new Decimal(200) } as const;

/**
 * IRA limits of each person, with spousal contributions and the income phase-outs.
 *
 * The spouse with less compensation may use the other's, less what the other contributes
 * (26 USC 219(c)). There is no age limit (since 2020).
 *
 * @returns one for each saver, in order
 * @throws {Refusal} TAX_YEAR_UNKNOWN, and BAD_INPUT for a negative amount or savers that do not fit the status
 * @see 26 USC 219, 408A(c)(3); IRS Publication 590-A, Worksheets 1-2 and 2-2
 */
export function iraRooms(household: IraHousehold, year: number): readonly IraRoom[] {
  checkHousehold(household);
  const figures = retirementParametersFor(year);
  return household.savers.map((saver, i) => {
    const spouse = household.savers[1 - i] ?? null;
    const limit = limitOf(saver, spouse, year, figures);
    const roth = reducedLimit(limit, rothRange(household, figures), household.rothMagi);
    const rothMax = smaller(roth, excessOver(limit, saver.traditional));
    const range = deductionRange(household, saver, spouse, figures);
    const reduced = range ? reducedLimit(limit, range, household.deductionMagi) : limit;
    const deductibleMax = smaller(reduced, excessOver(limit, saver.roth));
    const used = total(saver.traditional, saver.roth);
    return {
      limit,
      rothMax,
      deductibleMax,
      room: excessOver(limit, used),
      rothRoom: smaller(excessOver(rothMax, saver.roth), excessOver(limit, used)),
      deductibleRoom: smaller(
        excessOver(deductibleMax, saver.traditional),
        excessOver(limit, used),
      ),
      excess: larger(excessOver(used, limit), excessOver(saver.roth, rothMax)),
    };
  });
}

function limitOf(
  saver: IraSaver,
  spouse: IraSaver | null,
  year: number,
  figures: RetirementParameters,
): Decimal {
  const { limit, catchUp50 } = figures.ira.value;
  const isOlder = ageAtYearEnd(saver.birthDate, year) >= 50;
  const byAge = isOlder ? limit.plus(catchUp50) : limit;
  const borrowed =
    spouse && spouse.compensation.gt(saver.compensation)
      ? excessOver(spouse.compensation, total(spouse.traditional, spouse.roth))
      : ZERO;
  return smaller(byAge, saver.compensation.plus(borrowed));
}

/** Separate filers who lived apart all year have the range of single ones. */
const statusOf = ({ filingStatus, livedApart }: IraHousehold): FilingStatus =>
  filingStatus === "MARRIED_FILING_SEPARATELY" && livedApart ? "SINGLE" : filingStatus;

const rothRange = (household: IraHousehold, { ira }: RetirementParameters): PhaseOut =>
  ira.value.roth[statusOf(household)];

/** @returns null when no plan covers the saver or, on a joint return, the spouse: all is deductible */
function deductionRange(
  household: IraHousehold,
  saver: IraSaver,
  spouse: IraSaver | null,
  { ira }: RetirementParameters,
): PhaseOut | null {
  const status = statusOf(household);
  const isBySpouse = status === "MARRIED_FILING_SEPARATELY" && household.isSeparateSpouseCovered; // 26 USC 219(g)(7)
  if (saver.isCoveredByPlan || isBySpouse) return ira.value.deductibleCovered[status];
  return spouse?.isCoveredByPlan ? ira.value.deductibleSpouseCovered : null;
}

/**
 * A limit after its phase-out: in a straight line, up to the next 10, at least 200 while not 0.
 *
 * @see 26 USC 219(g)(2)(B), (C), 408A(c)(3)
 */
export function reducedLimit(limit: Decimal, range: PhaseOut, magi: Decimal): Decimal {
  if (magi.lte(range.from)) return limit;
  if (magi.gte(range.to)) return ZERO;
  const share = range.to.minus(magi).div(range.to.minus(range.from));
  const tens = limit
    .times(share)
    .div(REDUCED_LIMIT.roundUpTo)
    .ceil()
    .times(REDUCED_LIMIT.roundUpTo);
  return smaller(limit, larger(tens, REDUCED_LIMIT.minimum));
}

function checkHousehold({ filingStatus, savers }: IraHousehold): void {
  const expected = filingStatus === "MARRIED_FILING_JOINTLY" ? 2 : 1;
  if (savers.length !== expected) {
    throw new Refusal("BAD_INPUT", `A ${filingStatus} return has ${expected} persons.`, {
      filingStatus,
      personsGiven: savers.length,
    });
  }
  for (const { compensation, traditional, roth } of savers) {
    requireNotNegative({ compensation, traditional, roth });
  }
}

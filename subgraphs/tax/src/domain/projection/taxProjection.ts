import { yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { add, atLeastZero, cents, larger, smaller, totalOf } from "../exact.js";
import type { FederalFacts, Filer } from "../federalFacts.js";
import {
  type FederalParameters,
  federalParametersFor,
  parametersStanding,
} from "../federalParameters.js";
import type { FederalReturn } from "../federalReturn.js";
import { federalTax } from "../federalTax.js";
import type { FigureStatus } from "../figure.js";
import type { FilingStatus } from "../filingStatus.js";
import { withMore } from "../incomeKind.js";
import { notModelled } from "../notModelled.js";
import { MEDICARE_LOOKBACK_YEARS, medicareSurcharge } from "../retirement/medicareSurcharge.js";
import { requiredMinimum } from "../retirement/requiredMinimum.js";
import { stateReturn } from "../states/stateTax.js";
import { isAgedIn } from "../taxProfile.js";
import { parametersUnder } from "./lawChange.js";
import { projectedFacts } from "./projectedFacts.js";
import { checkProjection, grown, type ProjectionRequest } from "./projectionRequest.js";

/** One year of a household under one law. USD of that year, to the cent. */
export interface ProjectedReturn {
  readonly adjustedGrossIncome: Decimal;
  readonly taxableIncome: Decimal;
  readonly federalTax: Decimal; // refundable credits taken off
  readonly stateTax: Decimal | null; // null without a state
  readonly payrollTax: Decimal; // of employees, beside the return
  readonly medicare: Decimal; // surcharges that this income decides for two years later, all persons
  readonly marginalRate: Decimal; // federal, on one more dollar of pension
}

/** One year with both laws side by side. */
export interface ProjectedYear {
  readonly year: number;
  readonly filingStatus: FilingStatus;
  readonly agesYears: readonly (number | null)[]; // of the return's people, reached in the year
  readonly socialSecurity: Decimal;
  readonly requiredMinimum: Decimal;
  readonly distributions: Decimal; // from traditional accounts, the minimum included
  readonly traditional: Decimal; // 31 December
  readonly figures: FigureStatus; // of the current law
  readonly current: ProjectedReturn;
  readonly changed: ProjectedReturn | null; // null without a changed law
  readonly difference: Decimal | null; // of all tax, changed less current
}

/** A household's taxes over years. USD. */
export interface TaxProjection {
  readonly years: readonly ProjectedYear[];
  readonly currentTotal: Decimal; // federal and state tax and surcharges, in money of the first year
  readonly changedTotal: Decimal | null;
  readonly difference: Decimal | null;
  readonly projectedFrom: number | null; // the first year with a projected figure
  readonly assumptions: readonly string[];
  readonly notModelled: readonly string[]; // of the first and the last year
}

type LawOf = (year: number) => FederalParameters;

interface YearUnder extends Omit<ProjectedYear, "current" | "changed" | "difference"> {
  readonly result: ProjectedReturn;
  readonly omissions: readonly string[];
}

/**
 * A household's exact returns over years, under the law of each year and beside it under a changed
 * one: incomes grow, work ends, Social Security begins, minimums are taken, losses and IRA basis
 * carry on by the returns themselves.
 *
 * @param first the return of the first year
 * @throws {Refusal} BAD_INPUT, TAX_YEAR_UNKNOWN, TAX_STATE_UNKNOWN
 */
export function taxProjection(first: FederalFacts, request: ProjectionRequest): TaxProjection {
  checkProjection(first, request);
  const { law } = request;
  const current = yearsUnder(first, request, federalParametersFor);
  const changed = law ? yearsUnder(first, request, (year) => parametersUnder(law, year)) : null;
  const years = current.map((under, i) => besides(under, changed?.[i]?.result ?? null));
  const currentTotal = todaysMoney(current, request.inflation);
  const changedTotal = changed && todaysMoney(changed, request.inflation);
  return {
    years,
    currentTotal,
    changedTotal,
    difference: changedTotal && changedTotal.minus(currentTotal),
    projectedFrom: years.find((y) => y.figures === "PROJECTED")?.year ?? null,
    assumptions: assumptionsOf(request),
    notModelled: [
      ...new Set([...(current[0]?.omissions ?? []), ...(current.at(-1)?.omissions ?? [])]),
    ],
  };
}

function besides({ result, ...shared }: YearUnder, changed: ProjectedReturn | null): ProjectedYear {
  return {
    ...shared,
    current: result,
    changed,
    difference: changed && taxOf(changed).minus(taxOf(result)),
  };
}

const taxOf = ({ federalTax: tax, stateTax, medicare }: ProjectedReturn): Decimal =>
  tax.plus(stateTax ?? ZERO).plus(medicare);

const todaysMoney = (years: readonly YearUnder[], inflation: Decimal): Decimal =>
  cents(sum(years.map(({ result }, i) => taxOf(result).div(inflation.plus(1).pow(i)))));

/** What one year hands to the next. */
interface Carried {
  readonly balances: readonly Decimal[]; // traditional, by person
  readonly basis: readonly Decimal[]; // Form 8606, by person
  readonly shortTermLoss: Decimal;
  readonly longTermLoss: Decimal;
}

function yearsUnder(first: FederalFacts, request: ProjectionRequest, lawOf: LawOf): YearUnder[] {
  let carried: Carried = {
    balances: request.people.map((p) => p.traditional),
    basis: first.filers.map((f) => f.ira.basis),
    shortTermLoss: first.shortTermLossCarryover,
    longTermLoss: first.longTermLossCarryover,
  };
  const years: YearUnder[] = [];
  for (let i = 0; i < request.years; i += 1) {
    const made = yearUnder(first, request, i, { carried, lawOf });
    years.push(made.row);
    carried = made.carried;
  }
  return years;
}

function yearUnder(
  first: FederalFacts,
  request: ProjectionRequest,
  index: number,
  from: { readonly carried: Carried; readonly lawOf: LawOf },
): { readonly row: YearUnder; readonly carried: Carried } {
  const year = request.fromYear + index;
  const { carried } = from;
  const before = projectedFacts(first, request, index);
  const draws = before.filers.map((filer, i) =>
    drawOf(filer, {
      year,
      index,
      balance: request.people[i]?.traditional.gt(0) ? (carried.balances[i] ?? ZERO) : null,
      request,
    }),
  );
  const facts: FederalFacts = {
    ...before,
    shortTermLossCarryover: carried.shortTermLoss,
    longTermLossCarryover: carried.longTermLoss,
    filers: before.filers.map((filer, i) =>
      withDraw(filer, draws[i], carried.basis[i] ?? ZERO, index),
    ),
  };
  const parameters = from.lawOf(year);
  const federal = federalTax(facts, parameters);
  return {
    row: {
      year,
      filingStatus: facts.filingStatus,
      agesYears: facts.filers.map((f) => f.birthDate && year - yearOf(f.birthDate)),
      socialSecurity: totalOf(facts.filers, (f) => f.socialSecurityBenefits),
      requiredMinimum: sum(draws.map((d) => d.required)),
      distributions: totalOf(facts.filers, (f) => f.ira.distributions),
      traditional: sum(draws.map((d) => d.closing ?? ZERO)),
      figures: parametersStanding(parameters, facts).status,
      result: resultOf(facts, parameters, federal, request),
      omissions: notModelled(facts, federal, parameters),
    },
    carried: {
      balances: draws.map((d) => d.closing ?? ZERO),
      basis: federal.ira.map((r) => r.basisToNextYear),
      shortTermLoss: federal.carryforward.shortTerm,
      longTermLoss: federal.carryforward.longTerm,
    },
  };
}

interface Draw {
  readonly required: Decimal;
  readonly drawn: Decimal;
  readonly closing: Decimal | null; // null: no balance is stated
}

/** The stated distribution or the minimum, whichever is more, at the year's end; without a balance what is stated. */
function drawOf(
  filer: Filer,
  of: {
    readonly year: number;
    readonly index: number;
    readonly balance: Decimal | null; // null: not stated
    readonly request: ProjectionRequest;
  },
): Draw {
  const { year, index, balance, request } = of;
  const stated = grown(filer.ira.distributions, request.inflation, index);
  if (balance === null) return { required: ZERO, drawn: stated, closing: null };
  const required = filer.birthDate ? minimumOf(filer.birthDate, balance, year) : ZERO;
  const conversions = index === 0 ? filer.ira.conversions : ZERO;
  const before = cents(balance.times(request.accountGrowth.plus(1)));
  const drawn = smaller(larger(stated, required), before);
  return { required, drawn, closing: atLeastZero(before.minus(drawn).minus(conversions)) };
}

function minimumOf(
  birthDate: NonNullable<Filer["birthDate"]>,
  balance: Decimal,
  year: number,
): Decimal {
  const account = {
    id: "TRADITIONAL",
    kind: "IRA" as const,
    priorYearEndBalance: balance,
    isSpouseSoleBeneficiary: false,
    employment: null,
  };
  return requiredMinimum({ birthDate, spouseBirthDate: null }, [account], year).total;
}

function withDraw(filer: Filer, draw: Draw | undefined, basis: Decimal, index: number): Filer {
  const { ira } = filer;
  const isFirst = index === 0;
  return {
    ...filer,
    ira: {
      distributions: draw?.drawn ?? ZERO,
      conversions: isFirst ? ira.conversions : ZERO,
      basis,
      nonDeductibleContributions: isFirst ? ira.nonDeductibleContributions : ZERO,
      yearEndValue: draw?.closing ?? ira.yearEndValue,
    },
  };
}

function resultOf(
  facts: FederalFacts,
  parameters: FederalParameters,
  federal: FederalReturn,
  { state, havePartD }: ProjectionRequest,
): ProjectedReturn {
  const { year } = parameters;
  const more = federalTax(withMore(facts, "PENSION", new Decimal(1)), parameters);
  const persons = facts.filers.filter((f) => isAgedIn(year + MEDICARE_LOOKBACK_YEARS, f.birthDate));
  const surcharge = medicareSurcharge(
    {
      filingStatus: facts.filingStatus,
      livedApart: facts.livedApart,
      magi: add(federal.adjustedGrossIncome, facts.taxExemptInterest),
      persons: persons.length,
      havePartD,
    },
    year,
  );
  return {
    adjustedGrossIncome: cents(federal.adjustedGrossIncome),
    taxableIncome: cents(federal.taxableIncome),
    federalTax: cents(federal.netTax),
    stateTax: state ? cents(stateReturn(state, year, facts, federal).tax) : null,
    payrollTax: cents(totalOf(federal.payroll, (p) => p.employee)),
    medicare: surcharge.total,
    marginalRate: more.netTax.minus(federal.netTax).toDecimalPlaces(6),
  };
}

function assumptionsOf(request: ProjectionRequest): readonly string[] {
  const percent = (rate: Decimal) => `${rate.times(100).toFixed()} %`;
  return [
    `Earnings grow by ${percent(request.wageGrowth)}, interest, dividends and gains by ${percent(request.investmentGrowth)}, traditional accounts by ${percent(request.accountGrowth)}, all else by ${percent(request.inflation)} a year.`,
    "The law of each year: published figures, later ones projected at 2.5 % a year; Medicare and state figures stay the current law's under a changed one.",
    "Traditional accounts pay at the year's end what the profile states or the minimum of the Uniform table, whichever is more; what is not needed is not invested again.",
    "Conversions, non-deductible contributions, education expenses and student loans of the profile are of its year only; deferrals and deductions go on while work does.",
    "A qualifying child is one until 19; a head of household without dependents files as single; nobody dies, marries or moves.",
    ...(request.law
      ? [
          `The changed law holds from ${request.law.fromYear} on; brackets of another year are not indexed further.`,
        ]
      : []),
  ];
}

import type { Decimal } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { FEDERAL_2024 } from "./federal2024.js";
import { FEDERAL_2025 } from "./federal2025.js";
import { FEDERAL_2026 } from "./federal2026.js";
import { type Figure, type FigureStatus, standingOf } from "./figure.js";
import type { FederalFacts } from "./federalFacts.js";
import type { ByFilingStatus } from "./filingStatus.js";
import { PROJECTED_UNTIL, projectParameters } from "./projectedParameters.js";

/** A graduated rate schedule: `rates[i]` applies from `from[status][i]` to the next edge. */
export interface RateSchedule {
  readonly rates: readonly Decimal[]; // fractions, rising
  readonly from: ByFilingStatus<readonly Decimal[]>; // USD, the first is 0; as many as rates
}

/** Where the 0 % and the 15 % rate on net capital gain end, USD of taxable income. */
export interface GainBreakpoints {
  readonly zeroUpTo: Decimal;
  readonly fifteenUpTo: Decimal;
}

/** Deduction of P.L. 119-21 §70103 for each person of 65 and over, 2025 to 2028. */
export interface SeniorDeduction {
  readonly perPerson: Decimal; // USD
  readonly phaseOutRate: Decimal; // of modified AGI over the start, taken from each person's amount
  readonly phaseOutFrom: ByFilingStatus<Decimal | null>; // USD; null: not eligible
}

/** The most a deduction takes, and the modified AGI from which it shrinks. USD. */
export interface TemporaryDeduction {
  readonly cap: Decimal;
  readonly capJoint: Decimal;
  readonly phaseOutFrom: Decimal;
  readonly phaseOutFromJoint: Decimal;
}

/** P.L. 119-21 §§70201 to 70203. */
export interface TemporaryDeductions {
  readonly tips: TemporaryDeduction;
  readonly overtime: TemporaryDeduction;
  readonly autoLoanInterest: TemporaryDeduction;
  readonly firstYear: number;
  readonly lastYear: number;
}

/** An exact fraction that no decimal can hold, for example 2/37. */
export interface Fraction {
  readonly numerator: Decimal;
  readonly denominator: Decimal;
}

/** How the state and local tax cap shrinks with modified AGI (26 USC 164(b)(7)). */
export interface SaltPhaseDown {
  readonly start: ByFilingStatus<Decimal>; // USD
  readonly rate: Decimal;
  readonly floor: ByFilingStatus<Decimal>; // USD
}

/** 26 USC 55: USD and fractions. */
export interface MinimumTax {
  readonly exemption: ByFilingStatus<Decimal>;
  readonly phaseOutFrom: ByFilingStatus<Decimal>;
  readonly phaseOutRate: Decimal;
  readonly lowRate: Decimal;
  readonly highRate: Decimal;
  readonly highRateOver: ByFilingStatus<Decimal>;
}

/** 26 USC 24: USD and fractions. */
export interface ChildTaxCredit {
  readonly perChild: Decimal;
  readonly refundableMax: Decimal; // each child
  readonly otherDependent: Decimal;
  readonly phaseOutFrom: ByFilingStatus<Decimal>;
  readonly phaseOutPerThousand: Decimal; // for each 1,000 or part of it
  readonly refundableRate: Decimal;
  readonly refundableEarnedOver: Decimal;
}

/** 26 USC 32, by number of qualifying children: none, one, two, three and more. */
export interface EarnedIncomeCredit {
  readonly maximum: readonly Decimal[];
  readonly phaseInRate: readonly Decimal[];
  readonly phaseOutFrom: readonly Decimal[];
  readonly phaseOutRate: readonly Decimal[];
  readonly jointAddition: readonly [Decimal, Decimal]; // without children, with children
  readonly investmentIncomeMax: Decimal;
}

/** 26 USC 25B: the rate by AGI of a joint return; `scale` shrinks the limits for other statuses. */
export interface SaversCredit {
  readonly contributionMax: Decimal; // each person
  readonly tiers: readonly { readonly upTo: Decimal; readonly rate: Decimal }[];
  readonly scale: ByFilingStatus<Decimal>;
}

/** A guideline of poverty: USD for the first person and for each further one. */
export interface PovertyGuideline {
  readonly first: Decimal;
  readonly additional: Decimal;
}

/** 26 USC 36B: share of household income to be paid for the benchmark plan. */
export interface PremiumTaxCredit {
  readonly endsAbove400: boolean; // the cliff at 400 % of poverty
  readonly applicable: readonly {
    readonly from: Decimal; // multiple of the poverty guideline
    readonly to: Decimal | null;
    readonly low: Decimal; // share of income at `from`
    readonly high: Decimal; // share at `to`; linear between
  }[];
}

/** 26 USC 199A: where the deduction begins to need wages and property of the business. */
export interface BusinessIncomeDeduction {
  readonly rate: Decimal;
  readonly threshold: ByFilingStatus<Decimal>; // USD of taxable income
  readonly range: ByFilingStatus<Decimal>; // USD above it until the limit applies in full
  readonly minimum: { readonly deduction: Decimal; readonly fromIncome: Decimal } | null;
}

/** 26 USC 221. */
export interface StudentLoanInterest {
  readonly maximum: Decimal;
  readonly phaseOutFrom: ByFilingStatus<Decimal | null>; // USD of modified AGI; null: not eligible
  readonly phaseOutWidth: ByFilingStatus<Decimal>;
}

/** 26 USC 25A: both credits shrink over the same range. */
export interface EducationCredits {
  readonly phaseOutFrom: ByFilingStatus<Decimal | null>; // USD of modified AGI; null: not eligible
  readonly phaseOutWidth: ByFilingStatus<Decimal>;
  readonly firstExpenses: Decimal; // American opportunity: in full
  readonly nextExpenses: Decimal; // American opportunity: a quarter of these
  readonly nextRate: Decimal;
  readonly refundableShare: Decimal;
  readonly lifetimeExpenses: Decimal; // lifetime learning, each return
  readonly lifetimeRate: Decimal;
}

/** The figures of one year that the federal engine needs, each with source and status. */
export interface FederalParameters {
  readonly year: number;
  readonly ordinary: Figure<RateSchedule>;
  readonly gainBreakpoints: Figure<ByFilingStatus<GainBreakpoints>>;
  readonly gainRates: Figure<{ readonly middle: Decimal; readonly top: Decimal }>;
  readonly standardDeduction: Figure<ByFilingStatus<Decimal>>; // USD
  readonly agedOrBlindAddition: Figure<ByFilingStatus<Decimal>>; // USD for each condition of each person
  readonly dependentStandardDeduction: Figure<{
    readonly minimum: Decimal;
    readonly earnedIncomePlus: Decimal;
  }>;
  readonly seniorDeduction: Figure<SeniorDeduction | null>;
  /** Deductions that the engine does not take: 26 USC 224, 225, 163(h)(4). */
  readonly temporaryDeductions: Figure<TemporaryDeductions | null>;
  /** Share of itemised deductions lost by payers in the top bracket (26 USC 68); null: no limitation. */
  readonly itemizedLimitation: Figure<Fraction | null>;
  readonly saltCap: Figure<ByFilingStatus<Decimal>>; // USD
  readonly saltPhaseDown: Figure<SaltPhaseDown | null>;
  readonly medicalFloorRate: Figure<Decimal>; // of AGI
  readonly charity: Figure<{
    readonly cashLimitRate: Decimal; // of AGI
    readonly floorRate: Decimal; // of AGI, taken off when itemising
    readonly withoutItemizing: ByFilingStatus<Decimal>; // USD
  }>;
  readonly capitalLossLimit: Figure<ByFilingStatus<Decimal>>; // USD a year against other income
  readonly minimumTax: Figure<MinimumTax>;
  readonly netInvestmentIncomeTax: Figure<{
    readonly rate: Decimal;
    readonly threshold: ByFilingStatus<Decimal>; // USD of modified AGI
  }>;
  readonly additionalMedicareTax: Figure<{
    readonly rate: Decimal;
    readonly threshold: ByFilingStatus<Decimal>; // USD of wages and self-employment earnings
  }>;
  readonly payrollTax: Figure<{
    readonly socialSecurityRate: Decimal; // each of employee and employer
    readonly medicareRate: Decimal; // each of employee and employer
  }>;
  readonly socialSecurityWageBase: Figure<Decimal>; // USD
  readonly selfEmployment: Figure<{
    readonly earningsShare: Decimal; // of profit
    readonly earningsMin: Decimal; // USD; below it there is no tax
  }>;
  readonly socialSecurityTaxability: Figure<{
    readonly base: ByFilingStatus<Decimal>; // USD; separate: living together
    readonly adjustedBase: ByFilingStatus<Decimal>;
    readonly tier1Rate: Decimal;
    readonly tier2Rate: Decimal;
  }>;
  readonly childTaxCredit: Figure<ChildTaxCredit>;
  readonly earnedIncomeCredit: Figure<EarnedIncomeCredit>;
  readonly saversCredit: Figure<SaversCredit | null>;
  readonly educationCredits: Figure<EducationCredits>;
  readonly studentLoanInterest: Figure<StudentLoanInterest>;
  readonly foreignTaxElection: Figure<ByFilingStatus<Decimal>>; // USD of foreign tax without Form 1116
  readonly premiumTaxCredit: Figure<PremiumTaxCredit>;
  /** The guidelines that coverage of this year uses: those of the year before. */
  readonly povertyGuideline: Figure<{
    readonly CONTIGUOUS: PovertyGuideline;
    readonly ALASKA: PovertyGuideline;
    readonly HAWAII: PovertyGuideline;
  }>;
  readonly businessIncomeDeduction: Figure<BusinessIncomeDeduction>;
}

const CARRIED: ReadonlyMap<number, FederalParameters> = new Map(
  [FEDERAL_2024, FEDERAL_2025, FEDERAL_2026].map((p) => [p.year, p]),
);

/** Years whose published figures are carried, rising. */
export const FEDERAL_YEARS: readonly number[] = [...CARRIED.keys()];

const projected = new Map<number, FederalParameters>();

/** @returns null for a year before the carried ones or past the horizon of projection */
export function findFederalParameters(year: number): FederalParameters | null {
  const carried = CARRIED.get(year) ?? projected.get(year);
  if (carried) return carried;
  if (!Number.isInteger(year) || year <= FEDERAL_2026.year || year > PROJECTED_UNTIL) return null;
  const made = projectParameters(FEDERAL_2026, year);
  projected.set(year, made);
  return made;
}

/**
 * The figures of `year`: published ones, or projected from the last known year.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN before the first carried year and after the horizon
 */
export function federalParametersFor(year: number): FederalParameters {
  const found = findFederalParameters(year);
  if (found) return found;
  const [first = 0] = FEDERAL_YEARS;
  throw new Refusal(
    "TAX_YEAR_UNKNOWN",
    `Tax figures are carried for ${FEDERAL_YEARS.join(", ")} and projected until ${PROJECTED_UNTIL}, not for ${year}.`,
    { yearAsked: year, yearFirst: first, yearLast: PROJECTED_UNTIL },
  );
}

type FigureName = Exclude<keyof FederalParameters, "year">;

/** Figures that matter only to households with such facts. */
const ONLY_FOR: Partial<Record<FigureName, (facts: FederalFacts) => boolean>> = {
  temporaryDeductions: () => false, // only named
  studentLoanInterest: (facts) => !facts.studentLoanInterest.isZero(),
  premiumTaxCredit: (facts) => facts.marketplace !== null,
  povertyGuideline: (facts) => facts.marketplace !== null,
  educationCredits: (facts) => facts.education.length > 0,
  foreignTaxElection: (facts) => !facts.foreignTaxPaid.isZero(),
  businessIncomeDeduction: (facts) =>
    !facts.realEstateDividends.isZero() ||
    facts.filers.some((f) => !f.selfEmploymentProfit.isZero()),
};

type Standing = { readonly status: FigureStatus; readonly source: string };

const standings = new WeakMap<FederalParameters, Map<string, Standing>>();

/** The weakest status among the figures that these facts use, and all their sources. */
export function parametersStanding(parameters: FederalParameters, facts: FederalFacts): Standing {
  const unused = Object.entries(ONLY_FOR)
    .filter(([, isUsed]) => !isUsed(facts))
    .map(([name]) => name);
  const known = standings.get(parameters) ?? new Map<string, Standing>();
  standings.set(parameters, known);
  const key = unused.join();
  const standing = known.get(key) ?? standingWithout(parameters, unused);
  known.set(key, standing);
  return standing;
}

function standingWithout(parameters: FederalParameters, unused: readonly string[]): Standing {
  const { year: _year, ...figures } = parameters;
  const used = Object.entries(figures).filter(([name]) => !unused.includes(name));
  return standingOf(used.map(([, figure]) => figure));
}

import { Decimal } from "@wealthgraph/kernel/decimal";
import type { FederalParameters } from "./federalParameters.js";
import type { Figure } from "./figure.js";
import { halfIfSeparate, POVERTY_GUIDELINE_2026, saltPhaseDown } from "./statutoryFigures.js";

/** The assumption behind projected figures: dollar amounts that the law indexes grow by this a year. */
export const PROJECTED_INFLATION: Decimal = new Decimal("0.025");

/** The last year that is projected: thirty years of plan and ten of reserve after the last figures. */
export const PROJECTED_UNTIL = 2066;

const SENIOR_DEDUCTION_ENDS = 2028;
const SALT_RELIEF_ENDS = 2029;
const STEP = new Decimal(25); // the smallest step in which 26 USC 1(f)(7) rounds down

type Tree = Decimal | null | boolean | { readonly [key: string]: Tree } | readonly Tree[];

/** Every amount of `tree` times `factor`, down to a step of 25 dollars; rates (below 2) stay. */
function grow<T>(tree: T, factor: Decimal): T {
  const walk = (node: Tree): Tree => {
    if (node === null || typeof node === "boolean") return node;
    if (node instanceof Decimal) {
      return node.lt(2) ? node : node.times(factor).div(STEP).floor().times(STEP);
    }
    if (Array.isArray(node)) return node.map(walk);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, walk(value)]));
  };
  // the walk keeps the shape; figures are trees of decimals, null, booleans, lists and records
  return walk(tree as Tree) as T;
}

const INDEXED = [
  "ordinary",
  "gainBreakpoints",
  "standardDeduction",
  "agedOrBlindAddition",
  "dependentStandardDeduction",
  "minimumTax",
  "socialSecurityWageBase",
  "earnedIncomeCredit",
] as const satisfies readonly (keyof FederalParameters)[];

/**
 * Figures of a year after `last`, whose law is applied unchanged: indexed amounts grow by
 * `inflation` and are rounded down to 25 dollars, statutory ones stay, temporary ones end when
 * the statute says so (senior deduction after 2028, the higher state and local tax cap after
 * 2029, saver's credit for 2027, when the Saver's Match replaces it).
 *
 * @param inflation a year, as a fraction; wages are assumed to grow by the same
 * @returns PROJECTED for what the assumption moved, CARRIED_FORWARD for what depends on yearly publication
 */
export function projectParameters(
  last: FederalParameters,
  year: number,
  inflation: Decimal = PROJECTED_INFLATION,
): FederalParameters {
  const factor = inflation.plus(1).pow(year - last.year);
  const note = `projected from ${last.year} at ${inflation.times(100).toFixed()} % a year`;
  const grown = <T>(figure: Figure<T>): Figure<T> => ({
    value: grow(figure.value, factor),
    status: "PROJECTED",
    source: `${figure.source}, ${note}`,
  });
  const indexed = Object.fromEntries(INDEXED.map((name) => [name, grown<unknown>(last[name])]));
  return {
    ...last,
    // each entry is the figure of its name with grown amounts
    ...(indexed as Pick<FederalParameters, (typeof INDEXED)[number]>),
    year,
    childTaxCredit: childTaxCredit(last, factor, note),
    studentLoanInterest: studentLoans(last, factor, note),
    businessIncomeDeduction: businessIncome(last, grown),
    seniorDeduction: {
      ...last.seniorDeduction,
      value: year <= SENIOR_DEDUCTION_ENDS ? last.seniorDeduction.value : null,
    },
    temporaryDeductions: temporary(last, year),
    povertyGuideline: povertyGuideline(last, year, inflation),
    ...stateAndLocal(last, year),
    saversCredit: { ...last.saversCredit, source: "SECURE 2.0 §103, from 2027", value: null },
    premiumTaxCredit: { ...last.premiumTaxCredit, status: "CARRIED_FORWARD" },
  };
}

/** @returns null after the statute's last year */
function temporary(
  last: FederalParameters,
  year: number,
): FederalParameters["temporaryDeductions"] {
  const { value, ...standing } = last.temporaryDeductions;
  return { ...standing, value: value && year <= value.lastYear ? value : null };
}

/** The guideline of the year before: published for 2027, and grown from that one afterwards. */
function povertyGuideline(
  last: FederalParameters,
  year: number,
  inflation: Decimal,
): FederalParameters["povertyGuideline"] {
  const years = year - last.year - 1;
  if (years === 0) return POVERTY_GUIDELINE_2026;
  return {
    value: grow(POVERTY_GUIDELINE_2026.value, inflation.plus(1).pow(years)),
    status: "PROJECTED",
    source: `${POVERTY_GUIDELINE_2026.source}, projected at ${inflation.times(100).toFixed()} % a year`,
  };
}

/** 26 USC 24(h)(2), (5): the credit and its refundable part are indexed, down to 100 dollars. */
function childTaxCredit(last: FederalParameters, factor: Decimal, note: string) {
  const { value, source } = last.childTaxCredit;
  const hundreds = (amount: Decimal) => amount.times(factor).div(100).floor().times(100);
  const perChild = hundreds(value.perChild);
  return {
    value: {
      ...value,
      perChild,
      refundableMax: Decimal.min(perChild, hundreds(value.refundableMax)),
    },
    status: "PROJECTED" as const,
    source: `${source}, ${note}`,
  };
}

/** 26 USC 199A(e)(2), (i): threshold and minimum are indexed, the range is not. */
function businessIncome(
  last: FederalParameters,
  grown: <T>(figure: Figure<T>) => Figure<T>,
): FederalParameters["businessIncomeDeduction"] {
  const figure = grown(last.businessIncomeDeduction);
  return { ...figure, value: { ...figure.value, range: last.businessIncomeDeduction.value.range } };
}

/** 26 USC 221(f): only the start of the phase-out is indexed, down to 5,000 dollars. */
function studentLoans(last: FederalParameters, factor: Decimal, note: string) {
  const { value, source } = last.studentLoanInterest;
  const from = Object.entries(value.phaseOutFrom).map(([status, start]) => [
    status,
    start?.times(factor).div(5000).floor().times(5000) ?? null,
  ]);
  return {
    value: { ...value, phaseOutFrom: Object.fromEntries(from) as typeof value.phaseOutFrom },
    status: "PROJECTED" as const,
    source: `${source}, ${note}`,
  };
}

/** 26 USC 164(b)(7): one percent more each year to 2029, then 10,000 for good. */
function stateAndLocal(last: FederalParameters, year: number) {
  const { saltCap, saltPhaseDown: phaseDown } = last;
  if (year > SALT_RELIEF_ENDS) {
    return {
      saltCap: { ...saltCap, value: halfIfSeparate(10000) },
      saltPhaseDown: { ...phaseDown, value: null },
    };
  }
  const onePercent = new Decimal("1.01").pow(year - last.year);
  const start = phaseDown.value?.start.SINGLE.times(onePercent).toNumber() ?? 0;
  return {
    saltCap: {
      ...saltCap,
      value: halfIfSeparate(saltCap.value.SINGLE.times(onePercent).toNumber()),
    },
    saltPhaseDown: { ...phaseDown, value: saltPhaseDown(start) },
  };
}

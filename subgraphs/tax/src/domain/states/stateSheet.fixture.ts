import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { RateSchedule } from "../federalParameters.js";
import type { Figure } from "../figure.js";
import type { ByFilingStatus, FilingStatus } from "../filingStatus.js";
import { THEIR_STATUS } from "../referenceSheet.fixture.js";
import { CALIFORNIA_FIGURES } from "./californiaFigures.js";
import { ILLINOIS_FIGURES } from "./illinois.js";
import { MASSACHUSETTS_FIGURES } from "./massachusetts.js";
import { MINNESOTA_FIGURES } from "./minnesotaFigures.js";
import { NEW_HAMPSHIRE_FIGURES } from "./newHampshire.js";
import { NEW_JERSEY_FIGURES } from "./newJerseyFigures.js";
import { NEW_YORK_FIGURES } from "./newYorkFigures.js";
import { OREGON_FIGURES } from "./oregonFigures.js";
import { PENNSYLVANIA_FIGURES } from "./pennsylvania.js";
import { VIRGINIA_FIGURES } from "./virginia.js";
import { WASHINGTON_FIGURES } from "./washington.js";

/** What we carry, by the path at which the reference has it. */
export type Pairs = Map<string, number>;

export const put = (pairs: Pairs, path: string, value: Decimal | number) =>
  pairs.set(path, typeof value === "number" ? value : value.toNumber());

function putByStatus(pairs: Pairs, path: string, values: ByFilingStatus<Decimal>, only?: string[]) {
  for (const [status, value] of Object.entries(values)) {
    const theirs = THEIR_STATUS[status as FilingStatus];
    if (!only || only.includes(theirs)) put(pairs, `${path}.${theirs}`, value);
  }
}

function putSchedule(pairs: Pairs, path: string, schedule: RateSchedule, status: FilingStatus) {
  schedule.from[status].forEach((edge, i) => {
    put(pairs, `${path}.${i}.over`, edge);
    put(pairs, `${path}.${i}.rate`, schedule.rates[i] ?? Number.NaN);
  });
}

const putSchedules = (pairs: Pairs, of: (status: FilingStatus) => RateSchedule) => {
  for (const [status, theirs] of Object.entries(THEIR_STATUS)) {
    putSchedule(pairs, `brackets.${theirs}`, of(status as FilingStatus), status as FilingStatus);
  }
};

function figuresOf<F>(years: Readonly<Record<number, F>>, year: number): F {
  const figures = years[year];
  if (figures === undefined) throw new Error(`no figures of ${year}`);
  return figures;
}

/** How each state's figures stand in the reference. */
export const CARRIED: Record<string, (year: number, pairs: Pairs) => void> = {
  CA: (year, pairs) => {
    const f = figuresOf(CALIFORNIA_FIGURES, year);
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "exemptionCredit.personal", f.exemptionCredit.value.personal);
    put(pairs, "exemptionCredit.dependent", f.exemptionCredit.value.dependent);
    putByStatus(pairs, "exemptionCredit.phaseOutStart", f.exemptionPhaseOutFrom.value);
    put(pairs, "mentalHealthSurtax.over", f.mentalHealthTax.value.over);
    put(pairs, "mentalHealthSurtax.rate", f.mentalHealthTax.value.rate);
  },
  NY: (year, pairs) => {
    const f = figuresOf(NEW_YORK_FIGURES, year);
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "pensionExclusion.cap", f.pensionExclusion.value);
    put(pairs, "pensionExclusion.age", 59.5); // reaches59AndHalf
    put(pairs, "supplementalTax.appliesWhenAgiOver", f.supplementalTax.value.agiOver);
    put(pairs, "supplementalTax.phaseInLength", f.supplementalTax.value.phaseInLength);
    put(pairs, "plan529.single", f.plan529.value.single);
    put(pairs, "plan529.marriedJoint", f.plan529.value.joint);
  },
  NJ: (year, pairs) => {
    const f = figuresOf(NEW_JERSEY_FIGURES, year);
    putSchedules(pairs, (status) => f.rates.value[status]);
    putByStatus(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "seniorExemption.age", 65); // Filer.isAged
    put(pairs, "seniorExemption.amount", f.seniorExemption.value);
    put(pairs, "retirementExclusion.age", 62); // reaches62
    const { max, tiers } = f.retirementExclusion.value;
    putByStatus(pairs, "retirementExclusion.max", max);
    for (const status of [
      "SINGLE",
      "MARRIED_FILING_JOINTLY",
      "MARRIED_FILING_SEPARATELY",
    ] as const) {
      tiers[status].forEach((tier, i) => {
        const path = `retirementExclusion.partial.${THEIR_STATUS[status]}.${i}`;
        put(pairs, `${path}.0`, tier.upTo);
        put(pairs, `${path}.1`, tier.share);
      });
    }
  },
  MA: (year, pairs) => {
    const f = figuresOf(MASSACHUSETTS_FIGURES, year);
    put(pairs, "rate", f.rate.value);
    put(pairs, "shortTermRate", f.shortTermRate.value);
    put(pairs, "surtax.over", f.surtax.value.over);
    put(pairs, "surtax.rate", f.surtax.value.rate);
    putByStatus(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "agedExemption", f.agedExemption.value);
    put(pairs, "blindExemption", f.blindExemption.value);
    put(pairs, "capitalLossAgainstInterestDividends", f.lossAgainstInterest.value);
  },
  IL: (year, pairs) => {
    const f = figuresOf(ILLINOIS_FIGURES, year);
    put(pairs, "rate", f.rate.value);
    put(pairs, "personalExemption.perPerson", f.exemption.value.perPerson);
    put(pairs, "personalExemption.dependent", f.exemption.value.dependent);
    put(pairs, "personalExemption.agedOrBlindEach", f.agedOrBlindExemption.value);
    const limit = f.exemptionAgiLimit.value;
    put(pairs, "personalExemption.agiLimit.marriedJoint", limit.MARRIED_FILING_JOINTLY);
    put(pairs, "personalExemption.agiLimit.other", limit.SINGLE);
    put(pairs, "plan529.single", f.plan529.value.single);
    put(pairs, "plan529.marriedJoint", f.plan529.value.joint);
  },
  PA: (year, pairs) => {
    const f = figuresOf(PENNSYLVANIA_FIGURES, year);
    put(pairs, "rate", f.rate.value);
    put(pairs, "taxForgiveness.base", f.forgiveness.value.base);
    put(pairs, "taxForgiveness.perDependent", f.forgiveness.value.perDependent);
    put(pairs, "plan529.perBeneficiary", f.plan529.value);
  },
  NH: (year, pairs) => {
    const f = NEW_HAMPSHIRE_FIGURES[year];
    if (!f) return;
    put(pairs, "rate", f.rate.value);
    putByStatus(pairs, "exemption", f.exemption.value, ["single", "marriedJoint"]);
    put(pairs, "exemption.agedOrBlindEach", f.agedOrBlindExemption.value);
  },
  WA: (year, pairs) => {
    const f = figuresOf(WASHINGTON_FIGURES, year);
    put(pairs, "standardDeduction", f.standardDeduction.value);
    putSchedule(pairs, "brackets", f.rates.value, "SINGLE");
  },
  VA: (year, pairs) => {
    const f = figuresOf(VIRGINIA_FIGURES, year);
    putSchedule(pairs, "brackets.all", f.rates.value, "SINGLE");
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    put(pairs, "personalExemption", f.personalExemption.value);
    put(pairs, "agedOrBlindExemption", f.agedOrBlindExemption.value);
    put(pairs, "ageDeduction.amount", f.ageDeduction.value.perPerson);
    put(pairs, "ageDeduction.age", 65); // Filer.isAged
    putByStatus(pairs, "ageDeduction.threshold", f.ageDeduction.value.incomeOver, [
      "single",
      "marriedJoint",
    ]);
    put(pairs, "plan529.perAccount", f.plan529.value);
  },
  OR: (year, pairs) => {
    const f = figuresOf(OREGON_FIGURES, year);
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    putByStatus(pairs, "agedOrBlindDeduction", f.agedOrBlindDeduction.value, [
      "single",
      "headOfHousehold",
      "marriedJoint",
      "marriedSeparate",
    ]);
    put(pairs, "exemptionCredit.each", f.exemptionCredit.value);
    putByStatus(pairs, "exemptionCredit.agiLimit", f.exemptionCreditAgiLimit.value, [
      "single",
      "marriedJoint",
    ]);
    put(pairs, "federalTaxSubtractionCap", f.federalTaxCap.value[0] ?? Number.NaN);
  },
  MN: (year, pairs) => {
    const f = figuresOf(MINNESOTA_FIGURES, year);
    putSchedules(pairs, () => f.rates.value);
    putByStatus(pairs, "standardDeduction", f.standardDeduction.value);
    putByStatus(pairs, "agedOrBlindAdd", f.agedOrBlindAddition.value);
    put(pairs, "dependentExemption", f.dependentExemption.value);
    put(pairs, "niit.over", f.investmentIncomeTax.value.over);
    put(pairs, "niit.rate", f.investmentIncomeTax.value.rate);
  },
};

export const FIGURES_OF: Record<
  string,
  Readonly<Record<number, Readonly<Record<string, Figure<unknown>>>>>
> = {
  CA: CALIFORNIA_FIGURES,
  NY: NEW_YORK_FIGURES,
  NJ: NEW_JERSEY_FIGURES,
  MA: MASSACHUSETTS_FIGURES,
  IL: ILLINOIS_FIGURES,
  PA: PENNSYLVANIA_FIGURES,
  NH: NEW_HAMPSHIRE_FIGURES,
  WA: WASHINGTON_FIGURES,
  VA: VIRGINIA_FIGURES,
  OR: OREGON_FIGURES,
  MN: MINNESOTA_FIGURES,
};

/** New York's recapture tiers by the paths of the sheet's table. */
export function supplementalPairs(year: number): Pairs {
  const pairs: Pairs = new Map();
  const { tiers } = figuresOf(NEW_YORK_FIGURES, year).supplementalTax.value;
  for (const [status, theirs] of Object.entries(THEIR_STATUS)) {
    tiers[status as FilingStatus].forEach((tier, i) => {
      put(pairs, `${theirs}.recaptureBase.${i}.over`, tier.over);
      put(pairs, `${theirs}.recaptureBase.${i}.amount`, tier.base);
      put(pairs, `${theirs}.incrementalBenefit.${i}.over`, tier.over);
      put(pairs, `${theirs}.incrementalBenefit.${i}.amount`, tier.increment);
    });
  }
  return pairs;
}

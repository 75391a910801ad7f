import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type Form8949, form8949, type Form8949Options } from "./form8949.js";
import { type ScheduleD, scheduleD, type ScheduleDFacts } from "./scheduleD.js";
import type { StatedForm, TaxDisposal } from "./taxDisposal.js";

/** The first tax year of Form 8949. */
export const FIRST_REPORT_YEAR = 2011;

/** A loss that a purchase in the next days would still disallow. */
export interface OpenWashSale {
  readonly disposalId: string;
  readonly symbol: string;
  readonly sold: CalendarDate;
  readonly loss: Decimal; // > 0: what is not disallowed yet
  readonly until: CalendarDate;
}

export interface CapitalGainsReport {
  readonly year: number;
  readonly options: Form8949Options;
  readonly form: Form8949;
  readonly scheduleD: ScheduleD;
  /** False when a basis is missing: totals are then of the other rows only. */
  readonly isComplete: boolean;
  /** Lots closed in accounts whose sales are on no return, and in a child's. */
  readonly leftOut: { readonly sheltered: number; readonly ofChild: number };
  /** Losses that a replacement in a sheltered account took for good; part of column (g). */
  readonly permanentLoss: Decimal;
  readonly openWashSales: readonly OpenWashSale[];
  readonly assumptions: readonly string[];
}

export interface ReportInput {
  readonly year: number;
  readonly disposals: readonly TaxDisposal[]; // of the year, of all accounts
  readonly stated: readonly StatedForm[];
  readonly options: Form8949Options;
  readonly scheduleD: ScheduleDFacts;
  readonly hasProfile: boolean;
  readonly today: CalendarDate;
}

const ASSUMPTIONS = [
  "Informational only: check each row against your Forms 1099-B and 1099-DA before you file.",
  "All taxable accounts of the household are on one return; a trust that files for itself does not belong here.",
  "Where no form is stated, the box is the one the law asks of the broker: basis reported for securities bought since 2012, not reported before or without a known cost; no Form 1099-B from a broker abroad; digital assets on Form 1099-DA from 2025, with basis when bought since 2026.",
  "A broker sees wash sales within one account only: where ours crosses accounts, state the basis of your form and code B shows the difference.",
  "Lines 4, 5, 11, 12, 18 and 19 of Schedule D are not filled.",
];

const WITHOUT_PROFILE =
  "There is no tax profile of this year: carryovers from earlier years count as 0, the loss limit is 3,000, and income is taken as enough to use it.";

/**
 * Form 8949 and Schedule D of a household's year.
 *
 * @returns an empty report when nothing was sold
 * @throws {Refusal} BAD_INPUT when what is stated names a disposal that is not of the year, or
 * contradicts the figures
 */
export function capitalGainsReport(input: ReportInput): CapitalGainsReport {
  const { disposals, options, today } = input;
  const own = disposals.filter((d) => !d.isSheltered && !d.isOfChild);
  const stated = statedById(input.stated, own);
  const form = form8949(own, stated, options);
  return {
    year: input.year,
    options,
    form,
    scheduleD: scheduleD(form, roundedFacts(input.scheduleD, options)),
    isComplete: form.withoutBasis.length === 0,
    leftOut: {
      sheltered: disposals.filter((d) => d.isSheltered).length,
      ofChild: disposals.filter((d) => !d.isSheltered && d.isOfChild).length,
    },
    permanentLoss: sum(own.map(({ permanentLoss }) => permanentLoss)),
    openWashSales: openWashSales(own, today),
    assumptions: input.hasProfile ? ASSUMPTIONS : [...ASSUMPTIONS, WITHOUT_PROFILE],
  };
}

/** Losses whose 30 days after the sale are not over on `today`. */
export function openWashSales(
  disposals: readonly TaxDisposal[],
  today: CalendarDate,
): OpenWashSale[] {
  return disposals.flatMap((d) => {
    const until = d.washSaleUntil;
    const loss = d.cost.minus(d.proceeds).minus(d.disallowedLoss);
    if (until === null || until < today || loss.lte(0)) return [];
    return [{ disposalId: d.id, symbol: d.symbol, sold: d.disposedOn, loss, until }];
  });
}

function statedById(
  stated: readonly StatedForm[],
  disposals: readonly TaxDisposal[],
): Map<string, StatedForm> {
  const ids = new Set(disposals.map(({ id }) => id));
  const byId = new Map<string, StatedForm>();
  for (const form of stated) {
    const { disposalId } = form;
    if (!ids.has(disposalId) || byId.has(disposalId)) {
      throw new Refusal(
        "BAD_INPUT",
        `stated forms name each taxable disposal of the year at most once (${disposalId})`,
        { disposalId },
      );
    }
    byId.set(disposalId, form);
  }
  return byId;
}

/** All amounts of a return are whole dollars, or none is. */
function roundedFacts(facts: ScheduleDFacts, { rounding }: Form8949Options): ScheduleDFacts {
  const places = rounding === "CENTS" ? 2 : 0;
  const round = (amount: Decimal) => amount.toDecimalPlaces(places, Decimal.ROUND_HALF_UP);
  return {
    ...facts,
    capitalGainDistributions: round(facts.capitalGainDistributions),
    shortTermLossCarryover: round(facts.shortTermLossCarryover),
    longTermLossCarryover: round(facts.longTermLossCarryover),
  };
}

import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { yearOf } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { basisReportingOf, DIGITAL_FORM_FROM } from "./basisReporting.js";
import { adjustedRow } from "./form8949Adjustment.js";
import { type Rounding, roundedSales } from "./form8949Rounding.js";
import type { BasisReporting, StatedForm, TaxDisposal } from "./taxDisposal.js";

/** Boxes of Form 8949 by what was reported: short-term, long-term, and the same of digital assets. */
const BOXES = {
  SHORT: { REPORTED: "A", NOT_REPORTED: "B", NO_FORM: "C" },
  LONG: { REPORTED: "D", NOT_REPORTED: "E", NO_FORM: "F" },
} as const;
const DIGITAL_BOXES = {
  SHORT: { REPORTED: "G", NOT_REPORTED: "H", NO_FORM: "I" },
  LONG: { REPORTED: "J", NOT_REPORTED: "K", NO_FORM: "L" },
} as const;

export const FORM_8949_BOXES = [
  "A",
  "B",
  "C",
  "G",
  "H",
  "I",
  "D",
  "E",
  "F",
  "J",
  "K",
  "L",
] as const;
export type Form8949Box = (typeof FORM_8949_BOXES)[number];

/** Boxes whose rows without code and adjustment may stand on Schedule D alone. */
const REPORTED_BOXES: ReadonlySet<Form8949Box> = new Set(["A", "D", "G", "J"]);

export interface Form8949Options {
  /** EACH_LOT: a row a lot. EACH_SALE: lots of one sale in one box are one row, bought on VARIOUS dates. */
  readonly grouping: "EACH_LOT" | "EACH_SALE";
  readonly rounding: Rounding;
  /** Rows of reported basis without adjustment go to Schedule D lines 1a and 8a, and are no rows here. */
  readonly totalsOnScheduleD: boolean;
}

/** One row of Form 8949, rounded; USD. */
export interface Form8949Row {
  readonly box: Form8949Box;
  readonly disposalIds: readonly string[];
  readonly description: string; // (a)
  readonly acquired: CalendarDate | "VARIOUS"; // (b)
  readonly sold: CalendarDate; // (c)
  readonly proceeds: Decimal; // (d)
  readonly cost: Decimal; // (e)
  readonly codes: string; // (f), alphabetical
  readonly adjustment: Decimal; // (g)
  readonly gain: Decimal; // (h) = d - e + g
  readonly disallowedLoss: Decimal; // of wash sales, part of (g)
}

/** Sums of one box, or of several; USD. */
export interface Form8949Total {
  readonly count: number;
  readonly proceeds: Decimal;
  readonly cost: Decimal;
  readonly adjustment: Decimal;
  readonly gain: Decimal;
}

/** A disposal whose basis nobody knows: it belongs on the form, with a basis the household must state. */
export interface RowWithoutBasis {
  readonly disposalId: string;
  readonly box: Form8949Box;
  readonly description: string;
  readonly sold: CalendarDate;
  readonly proceeds: Decimal;
}

export interface Form8949 {
  /** By box, then day of sale, then symbol. */
  readonly rows: readonly Form8949Row[];
  /** Boxes with rows, in the order of the form. */
  readonly totals: readonly { readonly box: Form8949Box; readonly total: Form8949Total }[];
  /** What went to Schedule D alone: lines 1a and 8a. */
  readonly direct: { readonly short: Form8949Total; readonly long: Form8949Total };
  readonly withoutBasis: readonly RowWithoutBasis[];
}

/** The box of a disposal; digital assets have their own since 2025. */
export function boxOf(disposal: TaxDisposal, reporting: BasisReporting): Form8949Box {
  const isDigital = disposal.isDigitalAsset && yearOf(disposal.disposedOn) >= DIGITAL_FORM_FROM;
  return (isDigital ? DIGITAL_BOXES : BOXES)[disposal.term][reporting];
}

export const isLongTermBox = (box: Form8949Box): boolean => "DEFJKL".includes(box);

/**
 * Form 8949 of a year's disposals.
 *
 * @param disposals of taxable accounts of the people on the return, any order
 * @param stated by id of disposal; what it does not name goes by the rule
 * @returns rows whose (h) is exactly (d) - (e) + (g), and totals that are sums of the rows
 * @throws {Refusal} BAD_INPUT when what is stated contradicts the figures
 * @see Instructions for Form 8949; 26 USC 1222
 */
export function form8949(
  disposals: readonly TaxDisposal[],
  stated: ReadonlyMap<string, StatedForm>,
  options: Form8949Options,
): Form8949 {
  const isKnown = (d: TaxDisposal) => d.isCostKnown || hasCost(stated.get(d.id));
  const known = disposals.filter(isKnown);
  const exact = known.map((disposal) => {
    const form = stated.get(disposal.id) ?? null;
    const reporting = form?.reporting ?? basisReportingOf(disposal);
    return adjustedRow(disposal, form, { box: boxOf(disposal, reporting), reporting });
  });
  const rounded = roundedSales(exact, options.rounding);
  const all = (options.grouping === "EACH_SALE" ? joinSales(rounded) : rounded).sort(inFormOrder);
  const isDirect = (row: Form8949Row) =>
    options.totalsOnScheduleD && REPORTED_BOXES.has(row.box) && row.codes === "";
  const rows = all.filter((row) => !isDirect(row));
  const direct = all.filter(isDirect);
  return {
    rows,
    totals: FORM_8949_BOXES.flatMap((box) => {
      const own = rows.filter((row) => row.box === box);
      return own.length === 0 ? [] : [{ box, total: totalOfRows(own) }];
    }),
    direct: {
      short: totalOfRows(direct.filter(({ box }) => !isLongTermBox(box))),
      long: totalOfRows(direct.filter(({ box }) => isLongTermBox(box))),
    },
    withoutBasis: disposals
      .filter((d) => !isKnown(d))
      .map((d) => withoutBasis(d, stated.get(d.id) ?? null)),
  };
}

const hasCost = (form: StatedForm | undefined): boolean =>
  form !== undefined && (form.cost !== null || form.reportedCost !== null);

function withoutBasis(disposal: TaxDisposal, form: StatedForm | null): RowWithoutBasis {
  return {
    disposalId: disposal.id,
    box: boxOf(disposal, form?.reporting ?? basisReportingOf(disposal)),
    description: descriptionOf(disposal.units, disposal),
    sold: disposal.disposedOn,
    proceeds: disposal.proceeds.toDecimalPlaces(2, Decimal.ROUND_HALF_UP),
  };
}

/** Column (a): units and name, as the form's example "100 sh. XYZ Co." */
export function descriptionOf(
  units: Decimal,
  { symbol, source }: Pick<TaxDisposal, "symbol" | "source">,
): string {
  if (!units.isZero()) return `${units.toFixed()} ${symbol}`;
  return `${symbol} ${CASH_WORDS[source]}`;
}

/** What cash without units is. */
const CASH_WORDS: Readonly<Record<TaxDisposal["source"], string>> = {
  SALE: "sale",
  SHORT_SALE: "short sale",
  CASH_IN_LIEU: "cash in lieu",
  RETURN_OF_CAPITAL: "return of capital",
  MERGER: "cash in merger",
};

export function totalOfRows(rows: readonly Form8949Row[]): Form8949Total {
  return {
    count: rows.length,
    proceeds: sum(rows.map((row) => row.proceeds)),
    cost: sum(rows.map((row) => row.cost)),
    adjustment: sum(rows.map((row) => row.adjustment)),
    gain: sum(rows.map((row) => row.gain)),
  };
}

/** A row with what a joined row needs of its lots. */
export interface LotRow extends Form8949Row {
  readonly transactionId: string;
  readonly units: Decimal;
  readonly symbol: string;
  readonly source: TaxDisposal["source"];
}

function joinSales(rows: readonly LotRow[]): Form8949Row[] {
  // cash for no units and units of the same transaction stay apart
  const groups = Map.groupBy(
    rows,
    (row) => `${row.transactionId} ${row.box} ${row.units.isZero() ? row.source : ""}`,
  );
  return [...groups.values()].flatMap((group): Form8949Row[] => {
    const [first] = group;
    if (!first || group.length === 1) return group;
    const { proceeds, cost, adjustment, gain } = totalOfRows(group);
    const isOneDay = group.every(({ acquired }) => acquired === first.acquired);
    const units = sum(group.map((row) => row.units));
    const joined: Form8949Row = {
      box: first.box,
      disposalIds: group.flatMap(({ disposalIds }) => disposalIds),
      description: descriptionOf(units, first),
      acquired: isOneDay ? first.acquired : "VARIOUS",
      sold: first.sold,
      proceeds,
      cost,
      codes: codesOf(group.flatMap(({ codes }) => codes.split(""))),
      adjustment,
      gain,
      disallowedLoss: sum(group.map(({ disallowedLoss }) => disallowedLoss)),
    };
    return [joined];
  });
}

/** Column (f): each code once, in alphabetical order, without blanks. */
export function codesOf(codes: Iterable<string>): string {
  return [...new Set(codes)].sort().join("");
}

function inFormOrder(a: Form8949Row, b: Form8949Row): number {
  if (a.box !== b.box) return FORM_8949_BOXES.indexOf(a.box) - FORM_8949_BOXES.indexOf(b.box);
  const [x, y] = [orderOf(a), orderOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

const orderOf = (row: Form8949Row): string =>
  `${row.sold} ${row.description.split(" ").at(-1)} ${row.acquired} ${row.disposalIds.join()}`;

/** No rows: what a year without sales adds up to. */
export const NO_TOTAL: Form8949Total = {
  count: 0,
  proceeds: ZERO,
  cost: ZERO,
  adjustment: ZERO,
  gain: ZERO,
};

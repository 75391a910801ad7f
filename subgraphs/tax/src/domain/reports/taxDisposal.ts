import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { Term } from "../holdingPeriod.js";

/** Units of one lot that left it for money, as portfolios tells it. Amounts in USD. */
export interface TaxDisposal {
  readonly id: string;
  /** Lots of one sale have it in common. */
  readonly transactionId: string;
  readonly source: "SALE" | "CASH_IN_LIEU" | "RETURN_OF_CAPITAL" | "SHORT_SALE" | "MERGER";
  readonly symbol: string;
  readonly units: Decimal; // 0 where cash came without units leaving
  readonly purchasedOn: CalendarDate;
  readonly acquiredOn: CalendarDate; // start of the holding period, wash-sale tacking included
  readonly disposedOn: CalendarDate;
  readonly term: Term;
  readonly proceeds: Decimal; // after sale fees
  readonly cost: Decimal; // adjusted
  readonly disallowedLoss: Decimal; // >= 0, by wash sales
  readonly permanentLoss: Decimal; // part of it that no lot's cost received
  readonly isCostKnown: boolean;
  readonly isDigitalAsset: boolean;
  readonly isSheltered: boolean; // an account whose sales are on no return
  readonly isOfChild: boolean; // a custodial account: the child's own return
  readonly broker: string | null;
  /** Last day on which a purchase can disallow more of the loss; null: none can. */
  readonly washSaleUntil: CalendarDate | null;
}

/** Whether a form tells the Internal Revenue Service of a sale, and of its basis. */
export type BasisReporting = "REPORTED" | "NOT_REPORTED" | "NO_FORM";

/** Codes of column (f) that a household states; B, E, T and W are raised by figures. */
export const STATED_CODES = [
  "C",
  "D",
  "H",
  "L",
  "M",
  "N",
  "O",
  "Q",
  "R",
  "S",
  "X",
  "Y",
  "Z",
] as const;
export type StatedCode = (typeof STATED_CODES)[number];

/** What a household reads on its Form 1099-B or 1099-DA, or knows beside it, of one disposal. */
export interface StatedForm {
  readonly disposalId: string;
  readonly reporting: BasisReporting | null; // null: by the rule of `basisReportingOf`
  readonly proceeds: Decimal | null; // box 1d as printed
  readonly reportedCost: Decimal | null; // box 1e as printed
  readonly cost: Decimal | null; // the right basis, where ours is unknown or wrong
  readonly term: Term | null; // box 2 as printed
  readonly codes: readonly StatedCode[];
  readonly adjustment: Decimal | null; // of those codes, signed, USD
}

import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, parseDecimal, ZERO } from "@wealthgraph/kernel/decimal";
import type { CsvRow, Reading, RefusedRow } from "./csvRows.js";
import { canonicalSymbol } from "./instrument.js";

export const CORPORATE_ACTION_KINDS = [
  "SPLIT",
  "CASH_DIVIDEND",
  "SPECIAL_DIVIDEND",
  "STOCK_DIVIDEND",
  "SPIN_OFF",
  "MERGER",
  "CASH_IN_LIEU",
] as const;

export type CorporateActionKind = (typeof CORPORATE_ACTION_KINDS)[number];

interface OnExDate {
  /** First day on which a buyer does not take part */
  readonly exDate: CalendarDate;
}

/** More (or, with a ratio below 1, fewer) shares for each one held. */
export interface ShareAction extends OnExDate {
  readonly kind: "SPLIT" | "STOCK_DIVIDEND";
  /** Shares after for one share before: 4 for 4:1, 0.2 for a 1:5 reverse split, 1.05 for a 5 % stock dividend */
  readonly ratio: Decimal;
}

/** Cash for each share held. */
export interface CashAction extends OnExDate {
  readonly kind: "CASH_DIVIDEND" | "SPECIAL_DIVIDEND";
  /** For one share as it was before `exDate`, in the instrument's currency; > 0 */
  readonly amount: Decimal;
  /** Close of the last session before `exDate`, as traded; null when the source does not give it */
  readonly referenceClose: Decimal | null;
}

/** Shares of a child company for each share held; the shares held stay. */
export interface SpinOffAction extends OnExDate {
  readonly kind: "SPIN_OFF";
  /** Child shares for one share held; > 0 */
  readonly ratio: Decimal;
  /** Symbol of the child */
  readonly related: string;
  /** What the child's shares for one share held were worth on the first trading day; > 0, in the instrument's currency */
  readonly amount: Decimal;
  readonly referenceClose: Decimal | null;
}

/** The end of an instrument: each share becomes shares of the acquirer, cash, or both. */
export interface MergerAction extends OnExDate {
  readonly kind: "MERGER";
  /** Acquirer's shares for one share held; 0 when it is all cash */
  readonly ratio: Decimal;
  /** Symbol of the acquirer; null when it is all cash */
  readonly related: string | null;
  /** Cash for one share held; 0 when it is all shares */
  readonly amount: Decimal;
}

/** What a whole share was worth when fractions were paid out. */
export interface CashInLieuAction extends OnExDate {
  readonly kind: "CASH_IN_LIEU";
  /** Cash for a whole share; a holder of a fraction gets that fraction of it; > 0 */
  readonly amount: Decimal;
}

export type CorporateAction =
  ShareAction | CashAction | SpinOffAction | MergerAction | CashInLieuAction;

export function isShareAction(action: CorporateAction): action is ShareAction {
  return action.kind === "SPLIT" || action.kind === "STOCK_DIVIDEND";
}

/** Value that leaves the share on the ex-date: what a total return reinvests. */
export function isDistribution(action: CorporateAction): action is CashAction | SpinOffAction {
  return (
    action.kind === "CASH_DIVIDEND" ||
    action.kind === "SPECIAL_DIVIDEND" ||
    action.kind === "SPIN_OFF"
  );
}

export const EVENT_COLUMNS = [
  "symbol",
  "ex_date",
  "type",
  "value",
  "last_cum_date",
  "reference_close",
] as const;
/** May follow: what spin-offs and mergers need. */
export const RELATED_COLUMNS = ["related_symbol", "ratio"] as const;

/** By symbol, oldest first. */
export type ActionsBySymbol = ReadonlyMap<string, readonly CorporateAction[]>;

const KINDS: Readonly<Record<string, CorporateActionKind>> = {
  SPLIT: "SPLIT",
  DIVIDEND: "CASH_DIVIDEND",
  SPECIAL_DIVIDEND: "SPECIAL_DIVIDEND",
  STOCK_DIVIDEND: "STOCK_DIVIDEND",
  SPIN_OFF: "SPIN_OFF",
  MERGER: "MERGER",
  CASH_IN_LIEU: "CASH_IN_LIEU",
};

/**
 * Reads a file of corporate actions. `value` is new shares for one old (SPLIT; below 1 for a reverse
 * split), further shares for one (STOCK_DIVIDEND: 0.05 for 5 %), or cash for one share: of a spin-off
 * what the child's shares were worth, of a merger the cash part (0 when there is none). `ratio` is
 * shares of `related_symbol` for one share.
 *
 * A row is refused, and the rest used, when a cell does not fit, a dividend is not below the close
 * before it, or the same action stands there twice. Two dividends of one ex-date with different last
 * cum-dividend days are two: a source with a gap dates what fell into it to the gap's end.
 */
export function readActions(rows: readonly CsvRow[]): Reading<ActionsBySymbol> {
  const bySymbol = new Map<string, CorporateAction[]>();
  const refused: RefusedRow[] = [];
  const seen = new Set<string>();
  for (const { line, cells } of rows) {
    const [symbol = "", , , , lastCumDate] = cells;
    const action = readAction(cells);
    if (typeof action === "string") {
      refused.push({ line, reason: action });
      continue;
    }
    const identity = [symbol, action.kind, action.exDate, lastCumDate].join();
    if (seen.has(identity)) {
      refused.push({ line, reason: `a second ${action.kind} on ${action.exDate}` });
      continue;
    }
    seen.add(identity);
    bySymbol.set(symbol, [...(bySymbol.get(symbol) ?? []), action]);
  }
  for (const actions of bySymbol.values()) {
    actions.sort((a, b) => (a.exDate < b.exDate ? -1 : a.exDate > b.exDate ? 1 : 0));
  }
  return { content: bySymbol, refused };
}

/** Shares after for one share before, over every action whose ex-date is after `after` and not after `to`. */
export function shareRatio(
  actions: readonly CorporateAction[],
  after: CalendarDate,
  to: CalendarDate,
): Decimal {
  return actions
    .filter(isShareAction)
    .filter(({ exDate }) => exDate > after && exDate <= to)
    .reduce((all, { ratio }) => all.times(ratio), new Decimal(1));
}

/** @returns the fault as text when the row is no action */
function readAction(cells: readonly string[]): CorporateAction | string {
  const widths = [EVENT_COLUMNS.length, EVENT_COLUMNS.length + RELATED_COLUMNS.length];
  if (!widths.includes(cells.length)) {
    return `${widths.join(" or ")} cells expected, ${cells.length} found`;
  }
  const [symbol, date = "", type = ""] = cells;
  const kind = KINDS[type];
  if (!symbol) return "a cell is missing";
  if (!kind) return `type is none of ${Object.keys(KINDS).join(", ")}`;
  const exDate = parseCalendarDate(date);
  if (!exDate) return "ex_date is no date";
  return readValue(kind, exDate, cells);
}

function readValue(
  kind: CorporateActionKind,
  exDate: CalendarDate,
  cells: readonly string[],
): CorporateAction | string {
  const [, , , text = "", , reference = "", related = "", ratio = ""] = cells;
  const value = parseDecimal(text);
  if (kind === "MERGER") return readMerger({ exDate, amount: value }, related, ratio);
  if (!value?.gt(0)) return "value is no positive number";
  return kind === "SPIN_OFF"
    ? readSpinOff({ exDate, amount: value }, reference, { related, ratio })
    : toAction({ kind, exDate, value }, reference);
}

function readSpinOff(
  worth: OnExDate & { readonly amount: Decimal },
  reference: string,
  child: { readonly related: string; readonly ratio: string },
): CorporateAction | string {
  const related = canonicalSymbol(child.related);
  const ratio = parseDecimal(child.ratio);
  if (!related || !ratio?.gt(0)) return "a spin-off needs related_symbol and a positive ratio";
  const dividend = readCash({ kind: "CASH_DIVIDEND", ...worth }, reference);
  if (typeof dividend === "string") return dividend;
  return { ...dividend, kind: "SPIN_OFF", ratio, related };
}

function readMerger(
  { exDate, amount }: OnExDate & { readonly amount: Decimal | null },
  related: string,
  ratio: string,
): CorporateAction | string {
  const shares = ratio === "" ? ZERO : parseDecimal(ratio);
  const acquirer = related === "" ? null : canonicalSymbol(related);
  if (!amount?.gte(0) || !shares?.gte(0)) return "value and ratio of a merger are not below 0";
  if (amount.isZero() && shares.isZero()) return "a merger gives cash, shares or both";
  if (shares.gt(0) !== (acquirer !== null)) return "shares of a merger have a related_symbol";
  return { kind: "MERGER", exDate, ratio: shares, related: acquirer, amount };
}

function toAction(
  event: OnExDate & {
    readonly kind: Exclude<CorporateActionKind, "SPIN_OFF" | "MERGER">;
    readonly value: Decimal;
  },
  reference: string,
): CorporateAction | string {
  const { kind, exDate, value } = event;
  switch (kind) {
    case "SPLIT":
      return { kind, exDate, ratio: value };
    case "STOCK_DIVIDEND":
      return { kind, exDate, ratio: value.plus(1) };
    case "CASH_IN_LIEU":
      return { kind, exDate, amount: value };
    case "CASH_DIVIDEND":
    case "SPECIAL_DIVIDEND":
      return readCash({ kind, exDate, amount: value }, reference);
  }
}

function readCash(
  action: Pick<CashAction, "kind" | "exDate" | "amount">,
  reference: string,
): CashAction | string {
  if (reference === "") return { ...action, referenceClose: null };
  const referenceClose = parseDecimal(reference);
  if (!referenceClose?.gt(0)) return "reference_close is no positive number";
  if (action.amount.gte(referenceClose)) return "the dividend is not below reference_close";
  return { ...action, referenceClose };
}

import { Refusal } from "@wealthgraph/kernel/refusal";
import { type AssetClass, isAssetClass } from "./assetClass.js";
import type { MarketHistory } from "./capitalMarket.js";

/** A file of monthly returns as it is read, before it is stored. */
export interface ImportedHistoryDraft {
  readonly name: string;
  /** Where the figures come from, in the importer's words. */
  readonly source: string;
  /** "1926-07" */
  readonly firstMonth: string;
  readonly assetClasses: readonly AssetClass[];
  /** Months x (assets + 1): simple returns as fractions, inflation last. */
  readonly rows: readonly (readonly number[])[];
}

/** A household's own monthly history. */
export interface ImportedHistory extends ImportedHistoryDraft {
  readonly id: string;
  readonly householdId: string;
  readonly importedAt: Date;
}

export const HISTORY_LIMITS = { monthsMax: 2_400, charactersMax: 2_000_000 } as const;

const refuse = (message: string, facts: Readonly<Record<string, string | number>>): never => {
  throw new Refusal("HISTORY_INVALID", message, facts);
};

/**
 * Reads a CSV of monthly returns: a header "month,US_EQUITY,BOND,…,INFLATION" in any order of columns,
 * then a line a month, without a gap, oldest first; simple returns as fractions (0.01 is 1 %).
 *
 * @throws {Refusal} HISTORY_INVALID naming line and column
 */
export function readMonthlyHistory(text: string): Omit<ImportedHistoryDraft, "name" | "source"> {
  if (text.length > HISTORY_LIMITS.charactersMax) {
    refuse("the file is too large", { charactersMax: HISTORY_LIMITS.charactersMax });
  }
  const [header = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  const head = readHeader(header);
  if (lines.length < 1 || lines.length > HISTORY_LIMITS.monthsMax) {
    refuse(`a history has 1 to ${HISTORY_LIMITS.monthsMax} months`, { months: lines.length });
  }
  const cells = lines.map((line) => line.split(",").map((cell) => cell.trim()));
  requireNoGap(cells.map((row) => row[head.monthAt] ?? ""));
  return {
    firstMonth: cells[0]?.[head.monthAt] ?? "",
    assetClasses: head.assetClasses,
    rows: cells.map((row, i) =>
      head.columns.map(({ at, name }) => returnOf(row[at], { line: i + 2, column: name })),
    ),
  };
}

interface Header {
  readonly monthAt: number;
  readonly assetClasses: readonly AssetClass[];
  /** Of the assets, then of inflation. */
  readonly columns: readonly { readonly at: number; readonly name: string }[];
}

function readHeader(line: string): Header {
  const names = line.split(",").map((name) => name.trim());
  const assetClasses = names.filter((name): name is AssetClass => isAssetClass(name));
  const monthAt = names.indexOf("month");
  if (monthAt < 0 || !names.includes("INFLATION") || assetClasses.length === 0) {
    refuse("the header names month, INFLATION and at least one asset class", { line: 1 });
  }
  if (names.length !== assetClasses.length + 2 || new Set(names).size !== names.length) {
    refuse("every column is month, INFLATION or an asset class, and stands once", { line: 1 });
  }
  const columns = [...assetClasses, "INFLATION"].map((name) => ({ at: names.indexOf(name), name }));
  return { monthAt, assetClasses, columns };
}

function requireNoGap(texts: readonly string[]): void {
  const months = texts.map((text, i) => monthOf(text, i + 2));
  for (const [i, month] of months.entries()) {
    if (i > 0 && month !== (months[i - 1] ?? 0) + 1) {
      refuse("months follow each other without a gap", { line: i + 2, column: "month" });
    }
  }
}

function monthOf(text: string, line: number): number {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  if (!year || !month) return refuse("a month is written 1926-07", { line, column: "month" });
  return Number(year) * 12 + Number(month);
}

function returnOf(
  text: string | undefined,
  at: { readonly line: number; readonly column: string },
): number {
  const value = text === undefined || text === "" ? Number.NaN : Number(text);
  if (!(value > -1 && value < 10)) {
    return refuse("a return is a fraction above -1 and below 10, such as 0.0123", at);
  }
  return value;
}

/**
 * The columns of the simulated assets.
 *
 * @throws {Refusal} SIMULATION_INPUT_INVALID when the history lacks one
 */
export function columnsFor(history: ImportedHistory, assets: readonly AssetClass[]): MarketHistory {
  const columns = assets.map((asset) => {
    const index = history.assetClasses.indexOf(asset);
    if (index < 0) {
      throw new Refusal(
        "SIMULATION_INPUT_INVALID",
        `the history "${history.name}" has no column ${asset}`,
        { input: "historyId", assetClass: asset },
      );
    }
    return index;
  });
  return {
    source: `${history.source} (imported as "${history.name}")`,
    firstPeriod: history.firstMonth,
    monthsPerRow: 1,
    rows: history.rows.map((row) => [...columns, row.length - 1].map((c) => row[c] ?? 0)),
  };
}

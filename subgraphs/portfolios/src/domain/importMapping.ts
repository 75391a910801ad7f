import { isCurrency } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { SaleSign } from "./rowEffect.js";
import { columnsOf, normalName } from "./rowReader.js";

/** ISO: 2024-03-28. US: 03/28/2024. DAY_FIRST: 28.03.2024, 28/03/2024, 28-03-2024. A time may follow. */
export const DATE_FORMS = ["ISO", "US", "DAY_FIRST"] as const;
export type DateForm = (typeof DATE_FORMS)[number];

/** POINT: 1,234.56. COMMA: 1.234,56. */
export const NUMBER_STYLES = ["POINT", "COMMA"] as const;
export type NumberStyle = (typeof NUMBER_STYLES)[number];

/** SIGNED: below 0 when money leaves the account. UNSIGNED: never below 0, the action says the direction. */
export const AMOUNT_SIGNS = ["SIGNED", "UNSIGNED"] as const;
export type AmountSign = (typeof AMOUNT_SIGNS)[number];

/** What a word of the action column can mean; of CASH_TRANSFER the amount's sign says the direction. */
export const MAPPED_EFFECTS = [
  "BUY",
  "SELL",
  "DIVIDEND",
  "CAPITAL_GAIN_DISTRIBUTION",
  "INTEREST",
  "FEE",
  "TAX",
  "WITHHOLDING",
  "RETURN_OF_CAPITAL",
  "CASH_IN_LIEU",
  "SPLIT",
  "STOCK_DIVIDEND",
  "DEPOSIT",
  "WITHDRAWAL",
  "CASH_TRANSFER",
  "TRANSFER_IN",
  "TRANSFER_OUT",
  "IGNORE",
] as const;
export type MappedEffect = (typeof MAPPED_EFFECTS)[number];

/** What can stand in a column, as the rest of the code names it. */
export const MAPPED_FIELDS = [
  "date",
  "action",
  "symbol",
  "isin",
  "units",
  "price",
  "amount",
  "fees",
  "currency",
  "description",
  "rowId",
] as const;
export type MappedField = (typeof MAPPED_FIELDS)[number];

/** Names of columns; null for what the file does not have. */
export type MappedColumns = Readonly<Record<MappedField, string | null>>;

export interface MappedWords {
  readonly effect: MappedEffect;
  /** Whole texts of the action column, compared without case. */
  readonly words: readonly string[];
}

/** What the columns and words of a CSV mean that no broker's layout covers. */
export interface ImportMapping {
  readonly name: string;
  readonly columns: MappedColumns;
  readonly dateForm: DateForm;
  readonly numberStyle: NumberStyle;
  readonly saleSign: SaleSign;
  readonly amountSign: AmountSign;
  /** False when the fees of a row come on top of its amount. */
  readonly amountIncludesFees: boolean;
  /** Of rows without a currency of their own; null when each has one. */
  readonly defaultCurrency: string | null;
  readonly effects: readonly MappedWords[];
  /** All column names of the file it was made for: it is known by them. */
  readonly header: readonly string[];
}

/** A mapping before it is held against a file. */
export type MappingDraft = Omit<ImportMapping, "header">;

const NAME_CHARACTERS_MAX = 100;
const WORD_CHARACTERS_MAX = 100;
const WORDS_MAX = 500;

function invalid(message: string, facts: Record<string, string | number> = {}): Refusal {
  return new Refusal("MAPPING_INVALID", message, facts);
}

/**
 * Holds a mapping against the columns of a file.
 *
 * @param header the file's column names
 * @throws {Refusal} MAPPING_INVALID when a field is missing that rows need, a column is not there, or a
 *   word is empty, said twice, or means what cannot be told from the file
 */
export function mappingFor(draft: MappingDraft, header: readonly string[]): ImportMapping {
  const name = draft.name.replace(/\p{Cc}/gu, "").trim();
  if (name.length < 1 || name.length > NAME_CHARACTERS_MAX) {
    throw invalid(`a mapping's name has 1 to ${NAME_CHARACTERS_MAX} characters`);
  }
  requireColumns(draft.columns, header);
  requireWords(draft);
  const { defaultCurrency } = draft;
  if (defaultCurrency !== null && !isCurrency(defaultCurrency)) {
    throw invalid("defaultCurrency is a code of three letters, such as USD");
  }
  if (defaultCurrency === null && draft.columns.currency === null) {
    throw invalid("the mapping names neither a column with the currency nor a defaultCurrency");
  }
  return { ...draft, name, header: [...header] };
}

function requireColumns(columns: MappedColumns, header: readonly string[]): void {
  const known = columnsOf(header);
  for (const field of MAPPED_FIELDS) {
    const column = columns[field];
    if (column !== null && !known.has(normalName(column))) {
      const shown = column.slice(0, 80);
      throw invalid(`${field}: the file has no column "${shown}"`, { field, column: shown });
    }
  }
  for (const field of ["date", "action"] as const) {
    if (columns[field] === null)
      throw invalid(`the mapping names no column for ${field}`, { field });
  }
  if (columns.amount === null && (columns.units === null || columns.price === null)) {
    throw invalid("the mapping names no column for amount, nor for both units and price", {
      field: "amount",
    });
  }
}

function requireWords({ effects, amountSign }: MappingDraft): void {
  const said = new Set<string>();
  for (const { effect, words } of effects) {
    if (effect === "CASH_TRANSFER" && amountSign === "UNSIGNED") {
      throw invalid("amounts without a sign do not tell in from out: say DEPOSIT or WITHDRAWAL");
    }
    for (const word of words) {
      const normal = normalName(word);
      const shown = word.slice(0, 80);
      if (normal === "" || word.length > WORD_CHARACTERS_MAX) {
        throw invalid(`a word has 1 to ${WORD_CHARACTERS_MAX} characters`, { word: shown });
      }
      if (said.has(normal)) throw invalid(`"${shown}" is said twice`, { word: shown });
      said.add(normal);
    }
  }
  if (said.size === 0) throw invalid("no word of the action column has a meaning");
  if (said.size > WORDS_MAX) throw invalid(`at most ${WORDS_MAX} words`, { wordsMax: WORDS_MAX });
}

/** Equal for headers with the same column names, in whatever order and case. */
export function headerKey(header: readonly string[]): string {
  return JSON.stringify([...columnsOf(header).keys()].toSorted());
}

/** A column of a file whose layout is unknown. */
export interface ImportColumn {
  readonly name: string;
  /** Different values of the first rows, at most three. */
  readonly samples: readonly string[];
}

const COLUMNS_MAX = 200;
const SAMPLES_MAX = 3;
const SAMPLE_CHARACTERS_MAX = 100;
/** No column name starts like a number or a date. */
const NUMERAL = /^\s*[-+$(]?\d/;

function looksLikeHeader(cells: readonly string[]): boolean {
  return (
    filled(cells) > 1 &&
    cells.length <= COLUMNS_MAX &&
    !cells.some((cell) => NUMERAL.test(cell) || cell.length > SAMPLE_CHARACTERS_MAX)
  );
}

const filled = (cells: readonly string[]) => cells.filter((cell) => cell.trim() !== "").length;

/**
 * The columns of a file by its first records: the header is the first of those with the most filled
 * cells among the records in which none begins like a number.
 *
 * @returns none when no record looks like a header of two columns or more
 */
export function columnsOfUnknown(first: readonly (readonly string[])[]): ImportColumn[] {
  const header = first
    .filter(looksLikeHeader)
    .reduce<readonly string[] | null>(
      (best, cells) => (best === null || filled(cells) > filled(best) ? cells : best),
      null,
    );
  if (!header) return [];
  const below = first.slice(first.indexOf(header) + 1);
  return [...columnsOf(header).values()].map((place) => ({
    name: shown(header[place]),
    samples: [...new Set(below.map((cells) => shown(cells[place])).filter(Boolean))].slice(
      0,
      SAMPLES_MAX,
    ),
  }));
}

/** Without what no database keeps. */
function shown(cell = ""): string {
  return cell
    .replace(/[\0\uFEFF]/g, "")
    .trim()
    .slice(0, SAMPLE_CHARACTERS_MAX);
}

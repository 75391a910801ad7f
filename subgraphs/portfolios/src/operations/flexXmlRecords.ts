import sax from "sax";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { CsvRecord } from "./readCsv.js";

/** Attributes of a row, by the name of the column in the same query as CSV. */
const TRADE_COLUMNS = {
  "Buy/Sell": "buySell",
  TradeDate: "tradeDate",
  DateTime: "dateTime",
  SettleDateTarget: "settleDateTarget",
  Symbol: "symbol",
  ISIN: "isin",
  Description: "description",
  AssetClass: "assetCategory",
  Quantity: "quantity",
  TradePrice: "tradePrice",
  TradeMoney: "tradeMoney",
  CurrencyPrimary: "currency",
  IBCommission: "ibCommission",
  IBCommissionCurrency: "ibCommissionCurrency",
  Taxes: "taxes",
  TransactionID: "transactionID",
  TradeID: "tradeID",
  LevelOfDetail: "levelOfDetail",
  ClientAccountID: "accountId",
} as const;
const CASH_COLUMNS = {
  Type: "type",
  SettleDate: "settleDate",
  DateTime: "dateTime",
  ReportDate: "reportDate",
  Symbol: "symbol",
  ISIN: "isin",
  Description: "description",
  Amount: "amount",
  CurrencyPrimary: "currency",
  TransactionID: "transactionID",
  LevelOfDetail: "levelOfDetail",
  ClientAccountID: "accountId",
} as const;

/** Elements that move something and are not read: each becomes a row that is rejected by its name. */
const UNREAD: ReadonlySet<string> = new Set(["CorporateAction", "Transfer", "OptionEAE"]);
const ATTRIBUTE_CHARACTERS_MAX = 10_000;
const PIECE_RECORDS_MAX = 10_000;

type Attributes = Readonly<Record<string, string>>;

/**
 * A Flex query as XML, element by element: `Trade` and `CashTransaction` as rows under the columns of the
 * same query as CSV.
 *
 * Entities beyond XML's own five and document types are refused, so that a small file cannot become a
 * large one.
 *
 * @throws {Refusal} FILE_UNREADABLE, with the line, when it is not XML
 */
export async function* flexXmlRecords(text: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  const parser = sax.parser(true, { position: true });
  let found: CsvRecord[] = [];
  let header: object | null = null;
  const refuse = (why: string): never => {
    const line = parser.line + 1;
    throw new Refusal("FILE_UNREADABLE", `the file is not XML near line ${line}: ${why}`, { line });
  };
  parser.onerror = (error) => refuse(error.message.split("\n")[0] ?? "");
  parser.ondoctype = () => refuse("a document type is not read");
  parser.onopentag = ({ name, attributes }) => {
    const row = rowOf(name, attributes as Attributes);
    if (!row) return;
    if (header !== row.columns) {
      header = row.columns;
      const cells = Object.keys(row.columns);
      found.push({ line: 1, cells, raw: cells.join() });
    }
    found.push({ line: parser.line + 1, cells: row.cells, raw: row.raw });
    if (found.length > PIECE_RECORDS_MAX * 10) refuse("too many elements in one piece");
  };
  for await (const piece of text) {
    parser.write(piece);
    yield* found;
    found = [];
  }
  parser.close();
  yield* found;
}

function rowOf(name: string, attributes: Attributes) {
  const raw = `<${name} ${Object.entries(attributes)
    .map(([key, value]) => `${key}="${value}"`)
    .join(" ")}/>`.slice(0, ATTRIBUTE_CHARACTERS_MAX);
  const cell = (attribute: string) => attributes[attribute] ?? "";
  if (name === "Trade") {
    const { tradeDate = "", tradeTime } = attributes;
    const dateTime = attributes["dateTime"] ?? (tradeTime ? `${tradeDate};${tradeTime}` : "");
    const given: Attributes = { ...attributes, dateTime };
    const cells = Object.values(TRADE_COLUMNS).map((attribute) => given[attribute] ?? "");
    return { columns: TRADE_COLUMNS, cells, raw };
  }
  if (name === "CashTransaction") {
    return { columns: CASH_COLUMNS, cells: Object.values(CASH_COLUMNS).map(cell), raw };
  }
  if (!UNREAD.has(name)) return null;
  const type = `${name} ${cell("type")}`.trim();
  const cells = Object.values(CASH_COLUMNS).map((attribute) =>
    attribute === "type" ? type : cell(attribute),
  );
  return { columns: CASH_COLUMNS, cells, raw };
}
